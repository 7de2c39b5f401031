"""The commands: what they say, and what they refuse in one line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.xdist_group("register"), pytest.mark.slow]


def detente(home: Path, *words: str) -> tuple[int, str]:
    """Run a command; its code, and what it says."""
    command = [sys.executable, "-m", "detente", *words]
    env = dict(os.environ) | {"DETENTE_HOME": str(home)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    return done.returncode, done.stdout + done.stderr


SEVERAL = """
import contextlib, io, json, sys
from detente.cli.main import main
for words in json.loads(sys.argv[1]):
    said, code = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), 0
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        try:
            sys.argv = ["detente", *words]
            main()
        except SystemExit as ended:
            code = ended.code or 0
    said.flush()
    print(json.dumps([code, said.buffer.getvalue().decode()]))
"""
"""Runs commands one after the other in one process, on one site."""


def several(home: Path, *commands: tuple[str, ...]) -> list[tuple[int, str]]:
    """Run commands one after the other; the code of each, and what it says."""
    program = [sys.executable, "-c", SEVERAL, json.dumps(commands)]
    env = dict(os.environ) | {"DETENTE_HOME": str(home)}
    done = subprocess.run(program, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 0, done.stderr
    return [(code, said) for code, said in map(json.loads, done.stdout.splitlines())]


def test_a_paper_goes_onto_the_site_and_the_site_into_files(bundle: bytes, tmp_path: Path) -> None:
    path, home = tmp_path / "brief.bundle.zip", tmp_path / "home"
    path.write_bytes(bundle)
    out, kept = tmp_path / "out", tmp_path / "site.zip"
    where = ("--name", "one", "--author", "Desk, Role", "--topic", "region:Europe")
    more = ("--base-url", "https://example.org/papers", "--static", str(out), "--quiet")
    code, said = detente(home, "publish", str(path), *where, *more)
    assert code == 0, said
    assert "edition 1 of 'one' is published" in said
    assert "at https://example.org/papers/papers/one/" in said
    page = (out / "papers" / "one" / "index.html").read_text()
    assert 'href="/papers/theme/site.css"' in page and "<form" not in page
    assert 'src="/papers/files/one/1/picture.svg"' in page
    assert "what the web server writes down" in (out / "privacy" / "index.html").read_text()
    (home / "site" / "address.txt").write_text("https://kept.example.org\n")
    backed, again, invited, unknown, nobody = several(
        home,
        ("site", "backup", str(kept)),
        ("site", "restore", str(kept)),
        ("site", "account", "jana", "--role", "author"),
        ("site", "account", "nobody"),
        ("site", "person", "nobody@example.org"),
    )
    assert backed[0] == 0 and "edition:  1" in backed[1] and kept.exists()
    assert again[0] == 1 and "has papers or accounts already" in again[1]
    assert again[1].count("\n") == 1
    assert invited[0] == 0 and "https://kept.example.org/enter/choose/" in invited[1]
    assert unknown[0] == 1 and "there is no account 'nobody'" in unknown[1]
    assert nobody[0] == 0 and json.loads(nobody[1]) == []
    code, said = detente(tmp_path / "other", "site", "restore", str(kept))
    assert code == 0 and "edition:  1" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("publish",), "nothing to publish; name a bundle"),
        (("publish", "nowhere.zip"), "the bundle cannot be read"),
        (("publish", "x", "--state", "corrected"), "'corrected' is no state"),
        (("publish", "x", "--database", "mysql://a/b"), "not the address of a PostgreSQL database"),
        (("serve", "--demo"), "--demo is of the site; add --publish"),
        (("serve", "--database", "postgresql://a/b"), "--database is of the site"),
        (
            ("serve", "--publish", "--base-url", "https://example.org/papers"),
            "is served at an address without a path",
        ),
        (
            ("serve", "--publish", "--host", "0.0.0.0", "--allow-remote"),
            "a site that other machines reach needs its address",
        ),
        (
            ("site", "backup", "x.zip", "--database", "postgresql://a@127.0.0.1:9/b"),
            "the database of the site cannot be used",
        ),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    code, line = detente(tmp_path / "home", *words)
    assert code == 1 and said in line and line.count("\n") == 1, line

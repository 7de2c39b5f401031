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
    code, said = detente(home, "site", "backup", str(kept))
    assert code == 0 and "edition:  1" in said and kept.exists()
    code, said = detente(tmp_path / "other", "site", "restore", str(kept))
    assert code == 0 and "edition:  1" in said
    code, said = detente(home, "site", "restore", str(kept))
    assert code == 1 and "has papers or accounts already" in said and said.count("\n") == 1
    code, said = detente(home, "publish", str(path), "--name", "one", "--quiet")
    assert code == 1 and "is edition 1 of 'one' already" in said
    code, said = detente(home, "site", "account", "jana", "--role", "author")
    assert code == 0 and "within 48 hours, at http://127.0.0.1:8000/enter/choose/" in said
    code, said = detente(home, "site", "person", "nobody@example.org")
    assert code == 0 and json.loads(said) == []


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

"""Newer hand-made tables: taken whole or not at all, used at once, and never beyond the view."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from detente.actors import hand_made, hand_made_check
from detente.actors.hand_made import in_use, packaged, taken_in, text_of
from detente.errors import PullError, RequestError
from detente.settings import settings
from detente.sources.hand_made import pull_tables
from tests.cli.test_cli import run
from tests.sources.producers import file, producers, status

TRUCES = "relations/truces.toml"
ROW = (
    '  {{ a = "IND", b = "PAK", from = {day}, what = "Invented truce", source = "Joint '
    'Statement of the two armies", evidence = "verified", url = "https://example.org/one" }},\n]\n'
)
READS = """
import json
from detente.actors.blocs import blocs
from detente.actors.checked import facts_checked_to
from detente.actors.every_row import by_class, every_row
from detente.actors.relation_facts import facts_between
from detente.actors.names import actor
from detente.paper.origin import software
from datetime import date
pair = actor("India", date(2025, 12, 31)), actor("Pakistan", date(2025, 12, 31))
found = [b.fact.what for b in facts_between(*pair, date(2025, 12, 31)) if b.fact.kind == "truce"]
print(json.dumps([found, str(facts_checked_to()), software(), by_class(every_row())["verified"]]))
"""


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DETENTE_OFFLINE", "0")
    return tmp_path / "home"


def table(name: str) -> str:
    return packaged(name).read_text(encoding="utf-8")


def with_row(day: str) -> str:
    """Give the table of truces with one row more."""
    return table(TRUCES).rstrip().removesuffix("]") + ROW.format(day=day)


def archive(**tables: str) -> bytes:
    """Pack tables as a later version of the package would; two underscores are a folder."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packing:
        packing.writestr("project/readme.md", "read me")
        for name, text in tables.items():
            path = name.replace("__", "/")
            packing.writestr(f"project/src/detente/actors/tables/{path}.toml", text)
    return held.getvalue()


def read_anew(home: Path) -> tuple[list[str], str, str, int]:
    """Read the tables as a later process does: truces of a pair, the last day, the software."""
    surroundings = {**os.environ, "DETENTE_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", READS], capture_output=True, text=True, env=surroundings, check=True
    )
    truces, checked, name, verified = json.loads(done.stdout)
    return truces, checked, name, verified


@pytest.mark.slow
def test_a_newer_table_is_used_without_a_new_release(home: Path, tmp_path: Path) -> None:
    before = read_anew(home)
    path = tmp_path / "truces.toml"
    path.write_text(with_row("2025-11-01"), encoding="utf-8")
    out, _ = run("facts", "pull", str(path))
    assert f"{TRUCES}: 1 rows more, 0 fewer" in out and "sha256 " in out and "in use" in out
    truces, checked, software, verified = read_anew(home)
    assert truces == [*before[0], "Invented truce"] and checked == before[1]
    assert verified == before[3] + 1, "its class of evidence is counted"
    taken = taken_in(home / "facts")
    assert taken is not None and software.endswith(f"with hand-made tables {taken.digest[:12]}")
    assert run("facts", "pull", str(path))[0] == "the same tables as in use\n"
    late = {"checked": table("checked.toml").replace("2026-06-30", "2026-09-30")}
    (tmp_path / "later.zip").write_bytes(archive(relations__truces=with_row("2026-08-01"), **late))
    out, _ = run("facts", "pull", str(tmp_path / "later.zip"))
    assert f"{TRUCES}: 1 rows more, 1 fewer" in out and "checked.toml: " in out
    assert read_anew(home)[:2] == (before[0], "2026-09-30"), "a view never sees what came after it"
    shown = json.loads(run("facts", "show", "--json")[0])
    assert sorted(shown["newer"]) == ["checked.toml", TRUCES] and shown["in_use"]
    assert [one.name for one in (home / "facts").glob("tables-*")] == [
        f"tables-{shown['digest'][:12]}"
    ], "what is no longer in use is removed"
    assert run("facts", "drop")[0] == "newer tables dropped: 2\n"
    assert read_anew(home) == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            with_row("2025-11-01").replace('evidence = "verified", url', 'evidence = "sure", url'),
            "",
        ),
        (table(TRUCES).replace('a = "IND"', 'a = "XQZ"', 1), "XQZ"),
        (table(TRUCES).replace("from = 2003-11-26", "from = 2033-11-26", 1), "row 9 of"),
        (table(TRUCES).replace("truce = [", "armistice = [", 1), "KeyError"),
        ("truce = 1", "not in the form of its table"),
        ("truce = [", "is not TOML"),
    ],
)
def test_a_table_that_breaks_a_rule_is_refused_in_one_line(
    home: Path, tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "truces.toml"
    path.write_text(text, encoding="utf-8")
    out, err = run("facts", "pull", str(path), expect=1)
    assert not out and said in err and err.startswith("detente: ") and err.count("\n") == 1
    assert "the tables in use are unchanged" in err and not (home / "facts").exists()


def test_what_is_no_table_is_refused(home: Path, tmp_path: Path) -> None:
    faults = {
        "nato.toml": ("", "near: blocs/nato.toml, rungs/nato.toml; say which it is with --table"),
        "novel.toml": ("x = 1", "the name of no hand-made tables"),
        "empty.zip": (b"PK\x05\x06" + b"\0" * 18, "holds no hand-made table"),
        "codes.zip": (archive(identities="x = 1", __secrets="x = 1"), "holds no hand-made table"),
    }
    for name, (content, said) in faults.items():
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        _, err = run("facts", "pull", str(path), expect=1)
        assert said in err and err.count("\n") == 1, name
    assert "there is no file" in run("facts", "pull", str(tmp_path / "none"), expect=1)[1]
    (tmp_path / "large.toml").write_bytes(b" " * 20_000_001)
    assert "large.toml" in run("facts", "pull", str(tmp_path / "large.toml"), expect=1)[1]
    assert not home.exists()


def test_a_table_may_come_from_an_address(home: Path) -> None:
    config = settings()
    good, gone = "https://facts.example.org/truces.toml", "https://facts.example.org/gone.toml"
    with producers({good: file(with_row("2025-11-01").encode()), gone: status(404)}):
        with pytest.raises(PullError, match="could not be fetched"):
            pull_tables(gone, config)
        with pytest.raises(PullError, match="which is forbidden"):
            pull_tables(good, settings(offline=True))
        (change,) = pull_tables(good, config)
    assert change.name == TRUCES and (change.added, change.removed) == (1, 0)


def put(home: Path, name: str = TRUCES, **said: object) -> Path:
    """Put a table into the home folder as if it had been taken."""
    from detente.sources.hand_made import _put

    _put(home / "facts", {name: with_row("2025-11-01").encode()}, "a file")
    record = home / "facts" / "facts.json"
    record.write_text(json.dumps(json.loads(record.read_text()) | said))
    return record


@pytest.fixture
def afresh(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """Ask again what is in use: it is asked once a process."""
    monkeypatch.setattr(hand_made, "in_use", in_use.__wrapped__)


@pytest.mark.usefixtures("afresh")
def test_tables_of_another_version_are_not_used(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    put(home, software="0.0.1")
    assert text_of(TRUCES) == table(TRUCES)
    assert "taken for version 0.0.1 are not used" in caplog.text
    assert "not in use: taken for version 0.0.1" in run("facts", "show")[0]


@pytest.mark.usefixtures("afresh")
def test_a_table_that_was_changed_after_it_was_taken_is_refused(home: Path) -> None:
    put(home)
    assert text_of(TRUCES) == with_row("2025-11-01")
    (path,) = (home / "facts").glob("tables-*/relations/truces.toml")
    path.write_text("truce = []")
    with pytest.raises(RequestError, match="is not the one that was taken") as caught:
        text_of(TRUCES)
    assert "detente facts drop" in str(caught.value)
    path.unlink()
    with pytest.raises(RequestError, match="is not the one that was taken"):
        text_of(TRUCES)


@pytest.mark.parametrize("record", ["{}", "[]", "no json", '{"files": 1}', "\xff"])
def test_a_damaged_record_is_one_line(home: Path, record: str) -> None:
    put(home).write_text(record, encoding="latin-1")
    with pytest.raises(RequestError, match="cannot be read") as caught:
        taken_in(home / "facts")
    assert "\n" not in str(caught.value)
    run("facts", "drop")
    assert taken_in(home / "facts") is None


@pytest.mark.usefixtures("afresh")
def test_a_new_pair_may_have_a_file(home: Path) -> None:
    put(home, name="chronology/che_lie.toml")
    assert "chronology/che_lie.toml" in hand_made.names_in("chronology")
    assert hand_made.has_table("chronology/che_lie.toml")
    assert not hand_made.has_table("chronology/nowhere.toml")


def test_every_table_has_a_reader_and_every_reader_is_run() -> None:
    """Each file is read by a reader that `READERS` names, or lies in a folder that one reads."""
    read = set(hand_made_check.READERS)
    own = {"called.toml"}  # words of speeches, which a reader of another room checks
    left = {name for name in hand_made.names_in() if name.split("/")[0] not in read}
    assert left - read <= own
    assert run("facts", "check")[0].endswith("rows: sound\n")

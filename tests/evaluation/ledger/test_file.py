"""The file: appended whole or not at all, by one process at a time; faults in between."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from filelock import FileLock

from detente.errors import BrokenWrite, LedgerError, LockedStore
from detente.evaluation.ledger.entry import Entry
from detente.evaluation.ledger.file import Ledger, append, load
from detente.evaluation.ledger.resolve import fresh
from tests.evaluation.ledger.made import came, chance

EACH = 12
KILLED = """
import os, sys
from pathlib import Path
from detente.evaluation.ledger.file import append
from tests.evaluation.ledger.made import chance
Path.replace = lambda self, target: os._exit(9)
append(Path(sys.argv[1]), lambda ledger: [chance("q2")])
"""
ROOT = Path(__file__).resolve().parents[3]


def added(path: Path, *names: str) -> Ledger:
    return append(path, lambda _: [chance(name) for name in names])


def test_entries_and_outcomes_are_read_back(tmp_path: Path) -> None:
    path = tmp_path / "new" / "l.jsonl"
    assert [one.id for one in added(path, "q1", "q2").open] == ["q1", "q2"]
    append(path, lambda _: [came("q1", 1.0), came("q2", None, "nobody counted")])
    held = load(path)
    assert held.outcomes["q1"].value == 1.0 and held.outcomes["q2"].is_void and not held.open
    assert held.entries["q1"] == chance("q1") and len(held.records) == 4


def test_nothing_is_lost_and_nothing_is_added_twice(tmp_path: Path) -> None:
    path = tmp_path / "l.jsonl"
    added(path, "q1")
    before = path.read_bytes()
    append(path, lambda held: list(fresh(held, [chance("q1"), chance("q2"), chance("q2")])))
    assert path.read_bytes().startswith(before) and set(load(path).entries) == {"q1", "q2"}
    unchanged = path.stat().st_mtime_ns
    append(path, lambda held: list(fresh(held, [chance("q1")])))
    assert path.stat().st_mtime_ns == unchanged


def one_more(name: str, held: Ledger) -> list[Entry]:
    assert name not in held.entries
    return [chance(name)]


def write_some(path: str, first: int) -> None:
    for number in range(first, first + EACH):
        append(Path(path), partial(one_more, f"q{number}"))


def test_two_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "l.jsonl"
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=write_some, args=(str(path), first)) for first in (0, EACH)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert [one.exitcode for one in both] == [0, 0]
    held = load(path)
    assert set(held.entries) == {f"q{number}" for number in range(2 * EACH)}
    assert [record["number"] for record in held.records] == list(range(1, 2 * EACH + 1))


def test_a_process_killed_before_the_rename_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "l.jsonl"
    added(path, "q1")
    before = path.read_bytes()
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, str(path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        check=False,
    )
    assert killed.returncode == 9 and path.read_bytes() == before
    assert any(left.suffix == ".part" for left in tmp_path.iterdir())
    assert set(added(path, "q3").entries) == {"q1", "q3"}
    assert not any(left.suffix == ".part" for left in tmp_path.iterdir())


def test_a_file_that_does_not_read_back_is_not_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "l.jsonl"
    added(path, "q1")
    before = path.read_bytes()
    whole = Path.read_bytes

    def cut(self: Path) -> bytes:
        data = whole(self)
        return data[:-3] if self.suffix == ".part" else data

    monkeypatch.setattr(Path, "read_bytes", cut)
    with pytest.raises(BrokenWrite):
        added(path, "q2")
    monkeypatch.undo()
    assert path.read_bytes() == before


def test_a_damaged_last_line_is_named_and_nothing_is_added(tmp_path: Path) -> None:
    path = tmp_path / "l.jsonl"
    added(path, "q1", "q2")
    path.write_bytes(path.read_bytes()[:-20])
    damaged = path.read_bytes()
    with pytest.raises(LedgerError, match="entry 2 is cut off"):
        added(path, "q3")
    assert path.read_bytes() == damaged


def test_one_that_waits_too_long_says_so(tmp_path: Path) -> None:
    path = tmp_path / "l.jsonl"
    with (
        FileLock(tmp_path / ".l.jsonl.lock"),
        pytest.raises(LockedStore, match="another process is writing 'l.jsonl'"),
    ):
        append(path, lambda _: [], wait=0.05)


def test_no_ledger_and_no_such_entry(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="there is no ledger 'l.jsonl'"):
        load(tmp_path / "l.jsonl")
    held = added(tmp_path / "l.jsonl", "risk.IND.1", "risk.IND.2")
    assert held.entry("risk.IND.2").id == "risk.IND.2"
    with pytest.raises(LedgerError, match="2 entries begin with 'risk.I'"):
        held.entry("risk.I")
    with pytest.raises(LedgerError, match="near: risk.IND.2"):
        held.entry("risk.IND.3")

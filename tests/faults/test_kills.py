"""The short form of the kills: few of each write path, in a process that itself never computes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from detente import files
from tests.faults.disturbed import _damage
from tests.faults.state import left, lost, state

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, str(ROOT / "benchmarks" / "kills.py"), "--short"]


def survived(*words: str) -> list[str]:
    """Run the short form; give what it prints."""
    paths = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "POLARS_MAX_THREADS": "1"}
    done = subprocess.run(
        [*COMMAND, *words],
        env={**os.environ, **paths},
        capture_output=True,
        text=True,
        check=False,
        timeout=500,
    )
    assert done.returncode == 0, done.stdout[-4_000:] + done.stderr[-2_000:]
    return done.stdout.splitlines()


@pytest.mark.slow
def test_a_killed_writer_loses_nothing_and_the_next_run_leaves_nothing() -> None:
    lines = survived("--seconds", "4")
    paths = {line.partition(", ")[2].partition(": ")[0] for line in lines[:-1]}
    assert {"store", "pull", "starter", "panel.sav", "ledger", "chains", "outbox"} <= paths
    ended = int(lines[-1].removeprefix("all: ").partition(" ")[0])
    assert ended >= len(paths)


@pytest.mark.slow
def test_a_disturbed_writer_refuses_in_one_line() -> None:
    lines = survived("--kind", "others", "--path", "ledger", "--seconds", "3")
    kinds = {line.partition(", ")[0] for line in lines[:-1]}
    assert {"small-files", "read-only", "vanished", "rivals", "clock", "damaged"} <= kinds
    assert not lines[0].startswith("small-files, ledger: 3 runs, 0 ended early")


def test_what_is_neither_old_nor_new_is_found() -> None:
    before, after = {"a": "1", "b": "1"}, {"a": "2", "c": "1"}
    assert lost(before, {"a": "1", "b": "1"}, after) == []
    assert lost(before, {"a": "2", "c": "1"}, after) == []
    assert lost(before, {"a": "3", "b": "1", "c": "1"}, after) == ["a"]
    assert lost({"a": "1"}, {}, {"a": "1"}) == ["a"]
    assert left({"a": "2", ".a.1.part": "x"}, {"a": "2"}) == [".a.1.part"]


def test_a_state_leaves_out_moments_and_locks(tmp_path: Path) -> None:
    (tmp_path / "a.lock").write_text("1")
    (tmp_path / "b.dta").write_bytes(b"x<timestamp>\x1128 Nov 2026 14:00</timestamp>y")
    first = state(tmp_path)
    (tmp_path / "b.dta").write_bytes(b"x<timestamp>\x1129 Nov 2026 15:00</timestamp>y")
    assert list(first) == ["b.dta"] and state(tmp_path) == first
    (tmp_path / "b.dta").write_bytes(b"z")
    assert state(tmp_path) != first


def test_damage_is_seeded_and_changes_bytes() -> None:
    data = bytes(range(200))
    made = [_damage(Random(seed), data) for seed in range(40)]
    assert made == [_damage(Random(seed), data) for seed in range(40)]
    assert sum(one != data for one in made) > 30 and _damage(Random(3), b"") is not None


def test_two_folders_change_names_on_any_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_exchanged", lambda one, other: False)
    for name in "ab":
        (tmp_path / name / name).mkdir(parents=True)
    files.exchange(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "a" / "b").is_dir() and (tmp_path / "b" / "a").is_dir()
    assert {path.name for path in tmp_path.iterdir()} == {"a", "b"}

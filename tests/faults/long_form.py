"""The long form of the attacks: its parts, each in a process of its own, and their record."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from tests.faults.attack import attack, peak_megabytes
from tests.faults.children import run
from tests.faults.disturbed import KINDS, disturb
from tests.faults.every_entrance import EVERY_ENTRANCE
from tests.faults.every_path import all_paths
from tests.faults.kills import Ground, kills
from tests.faults.write_paths import make_papers

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, str(ROOT / "benchmarks" / "long_form.py"), os.devnull, "--part")
INPUTS = 50_000
"""Spoiled inputs of an entrance."""
FEWER = {
    "line": 5_000,
    "process": 5_000,
    "bundle": 2_000,
    "assistants": 2_000,
    "claims-answered": 10_000,
    "http": 20_000,
    "sources, text": 10_000,
    "word": 10_000,
}
"""Entrances of which one input costs much: a process, a paper verified, a claim answered."""
RUNS = {"kills": 32, "full-disk": 6}
"""Runs of each write path; of the other kinds of disturbance `FEW`."""
FEW = 3
SEED = 20261128
ALONE = {"DETENTE_OFFLINE": "", "DETENTE_MIRROR": "", "SOURCE_DATE_EPOCH": "1700000000"}
"""A fresh installation on a day that stays."""


@dataclass(frozen=True)
class Part:
    """What one process does.

    Attributes
    ----------
    kind : str
        "inputs", "kills" or a kind of disturbance.
    name : str
        The entrance, or the write path.
    most : int
        Inputs, or runs.
    first : int
        Number of the first input: one before it ended its process.
    at : str
        File into which the number of each input is written before it is handed in.
    """

    kind: str
    name: str
    most: int
    first: int = 0
    at: str = os.devnull


def every_part(share: float) -> Iterator[Part]:
    """Give what is run, the entrances first."""
    for name in EVERY_ENTRANCE:
        yield Part("inputs", name, max(1, round(share * FEWER.get(name, INPUTS))))
    for kind in ("kills", *KINDS):
        for name in _path_names():
            yield Part(kind, name, max(1, round(share * RUNS.get(kind, FEW))))


def _path_names() -> tuple[str, ...]:
    """Name every write path; the servers of some are begun for it, and ended."""
    with tempfile.TemporaryDirectory() as made, ExitStack() as servers:
        return tuple(all_paths(Path(made), servers))


def run_all(parts: Sequence[Part], record: Path, processes: int) -> list[dict[str, Any]]:
    """Run the parts that are not in the record, and give the rows of all in order.

    Parameters
    ----------
    parts : sequence of Part
        What is to be run.
    record : pathlib.Path
        A file with one line for each part that ended; it grows with every part.
    processes : int
        Parts at once.

    Returns
    -------
    list of dict
        kind, name, most, runs, struck, faults, shown, seconds; of inputs slowest and megabytes.
    """
    rows, todo = rest(parts, record)
    number = len(rows)
    with ThreadPoolExecutor(processes) as pool, record.open("a", encoding="utf8") as lines:
        for ended in as_completed([pool.submit(_in_a_process, part) for part in todo]):
            row, number = ended.result(), number + 1
            lines.write(json.dumps(row) + "\n")
            lines.flush()
            print(_line(row, number, len(parts)), flush=True)
    return rest(parts, record)[0]


def rest(parts: Sequence[Part], record: Path) -> tuple[list[dict[str, Any]], list[Part]]:
    """Give the rows of the parts that have ended, in order, and the parts that have not."""
    done = {_key(row): row for row in read_record(record)}
    rows = [done[_key(vars(part))] for part in parts if _key(vars(part)) in done]
    return rows, [part for part in parts if _key(vars(part)) not in done]


def _key(row: dict[str, Any]) -> tuple[str, str, int]:
    return row["kind"], row["name"], row["most"]


def read_record(record: Path) -> list[dict[str, Any]]:
    """Read the whole lines of a record; the end of an interrupted run is cut off."""
    if not record.exists():
        return []
    text = record.read_text(encoding="utf8")
    whole = text[: text.rfind("\n") + 1]
    if whole != text:
        record.write_text(whole, encoding="utf8")
    return [json.loads(line) for line in whole.splitlines()]


def _in_a_process(part: Part) -> dict[str, Any]:
    """Run a part in a process of its own: its memory is its own, and an end is a fault of it."""
    began = time.monotonic()
    row: dict[str, Any] = {"runs": 0, "struck": 0, "faults": 0, "shown": []}
    with tempfile.NamedTemporaryFile("rb") as at:
        one = replace(part, at=at.name)
        while one.first < part.most:
            found = _ended(one)
            row = _added(row, found)
            number = int(at.read() or b"-1") if part.kind == "inputs" and found["ended"] else -1
            if number < 0:
                break
            # the input ended the process: it is counted, and the next one goes on
            row["runs"] += number + 1 - one.first
            one = replace(one, first=number + 1)
            at.seek(0)
    kept = {"kind": part.kind, "name": part.name, "most": part.most}
    return {**kept, **row, "seconds": round(time.monotonic() - began, 1)}


def _ended(part: Part) -> dict[str, Any]:
    """Run a part from its first input on; what ended the process is a fault."""
    command = [*COMMAND, json.dumps(vars(part))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
        return {**found, "ended": False}
    said = f"the process ended with {done.returncode}: {done.stderr[:150]} {done.stderr[-150:]}"
    return {"runs": 0, "struck": 0, "faults": 1, "shown": [said], "ended": True}


def _added(row: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    """Add what one process found to what those before it did."""
    summed = {name: row[name] + found[name] for name in ("runs", "struck", "faults", "shown")}
    largest = {
        name: max(row.get(name, 0), found[name])
        for name in ("slowest", "megabytes")
        if name in found
    }
    return {**row, **summed, **largest}


def run_part(part: Part) -> dict[str, Any]:
    """Run a part in this process."""
    return _inputs(part) if part.kind == "inputs" else _disturbed(part)


def _inputs(part: Part) -> dict[str, Any]:
    """Hand in the inputs of an entrance."""
    with Path(part.at).open("r+b") as at:
        found = attack(
            part.name,
            part.most,
            SEED,
            first=part.first,
            tell=lambda number: os.pwrite(at.fileno(), b"%d" % number, 0),
        )
    shown = [f"{times} x {kind}: {found.examples[kind]}" for kind, times in found.escaped.items()]
    return {
        "runs": found.inputs,
        "struck": found.refused,
        "faults": sum(found.escaped.values()) + len(found.hangs),
        "shown": [*shown, *found.hangs][:20],
        "slowest": round(found.slowest, 2),
        "megabytes": round(peak_megabytes()),
    }


def _disturbed(part: Part) -> dict[str, Any]:
    """Kill or disturb a write path."""
    random = Random(f"{part.kind} {part.name} {SEED}")
    with tempfile.TemporaryDirectory(prefix="kills-") as made, ExitStack() as servers:
        folder = Path(made)
        os.environ |= {"DETENTE_HOME": f"{made}/home", **ALONE}
        path = all_paths(folder, servers)[part.name]
        if part.name in ("paper", "scenario"):
            found = run(lambda: make_papers(folder), folder)
            assert not found.fault, found.trace
        ground = Ground(path, folder / part.name.replace(":", ""))
        if part.kind == "kills":
            count = kills(ground, most=part.most, random=random, ends=float("inf"))
        else:
            count = disturb(part.kind, ground, runs=part.most, random=random, ends=float("inf"))
    shown = [f"{times} x {fault}" for fault, times in count.faults.most_common(20)]
    faults = sum(count.faults.values())
    return {"runs": count.runs, "struck": count.struck, "faults": faults, "shown": shown}


def _line(row: dict[str, Any], number: int, parts: int) -> str:
    """Say in one line what became of a part."""
    said = f"{row['kind']}, {row['name']}: {row.get('runs', 0):,} runs, {row['faults']} faults"
    return "\n  ".join([f"[{number} of {parts}] {said}, {row['seconds']:.0f} s", *row["shown"]])

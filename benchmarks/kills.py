"""Kill every write path at each of its steps and at random moments, and look what is left.

python benchmarks/kills.py [--kind KIND] [--path NAME] [--runs N] [--seed S] [--seconds T] [--short]

A write path lays a new edition over an old one: tables of the store, the starter, panels in every
format, ledger, chains, estimates, papers, scenarios, the site. Printed are for each how many runs
were killed, and every file that was then neither the old nor the new one, could not be read, or was
left after the next run. The exit code is 1 where there was any.

Other kinds disturb the same paths otherwise: files that may not grow, a full disk (as root: a small
one in memory is mounted), a folder that is read only or vanishes, two and four processes at once, a
clock that jumps, damaged files.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.faults.children import run
from tests.faults.disturbed import KINDS, disturb
from tests.faults.every_path import all_paths
from tests.faults.kills import Count, Ground, kills
from tests.faults.write_paths import WritePath, make_papers

ALONE = {"DETENTE_OFFLINE": "", "DETENTE_MIRROR": "", "SOURCE_DATE_EPOCH": "1700000000"}
"""A fresh installation on a day that stays."""
SHORT = 3
"""Kills of a path in the short form."""


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--path", help="begin of the names of those that are killed; all by default")
    given.add_argument("--kind", choices=("kills", *KINDS, "others"), default="kills")
    given.add_argument("--runs", type=int, default=32, help="of each path")
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--seconds", type=float, default=1e9, help="for each path at most")
    given.add_argument("--short", action="store_true", help="few, and no path that takes seconds")
    asked = given.parse_args()
    with tempfile.TemporaryDirectory(prefix="kills-") as made, ExitStack() as servers:
        folder = Path(made)
        os.environ |= {"DETENTE_HOME": f"{made}/home", **ALONE}
        paths = {
            name: path
            for name, path in all_paths(folder, servers).items()
            if name.startswith(asked.path or "") and not (asked.short and path.slow)
        }
        if any(name in ("paper", "scenario") for name in paths):
            found = run(lambda: make_papers(folder), folder)
            assert not found.fault, found.trace
        sys.exit(1 if _run_all(paths, folder, asked) else 0)


def _run_all(paths: dict[str, WritePath], folder: Path, asked: argparse.Namespace) -> int:
    """Disturb every path, print what came of it, and give the number of faults."""
    wrong = ended = 0
    kinds = tuple(KINDS) if asked.kind == "others" else (asked.kind,)
    for name, path in paths.items():
        ground = Ground(path, folder / name.replace(":", ""))
        for kind in kinds:
            count = _run_one(kind, name, ground, asked)
            wrong, ended = wrong + sum(count.faults.values()), ended + count.struck
    print(f"all: {ended} ended early, {wrong} faults", flush=True)
    return wrong


def _run_one(kind: str, name: str, ground: Ground, asked: argparse.Namespace) -> Count:
    """Disturb one path in one kind, and print what came of it."""
    runs = SHORT if asked.short else asked.runs
    ends, random = time.monotonic() + asked.seconds, Random(f"{kind} {name} {asked.seed}")
    if kind == "kills":
        count = kills(ground, most=runs, random=random, ends=ends)
    else:
        count = disturb(kind, ground, runs=runs, random=random, ends=ends)
    print(
        f"{kind}, {name}: {count.runs} runs, {count.struck} ended early, "
        f"{ground.whole.steps} steps, {sum(count.faults.values())} faults, {count.seconds:.0f} s, "
        f"seed {asked.seed}",
        flush=True,
    )
    for fault, times in count.faults.most_common(20):
        print(f"  {times} x {fault}", flush=True)
    return count


if __name__ == "__main__":
    main()

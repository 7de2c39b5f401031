"""Time a relation: a fresh process for one, then three more in one process.

python benchmarks/relation.py [--short] [--strict] [--uncompiled]

A fresh process finds its modules compiled, as pip leaves them; with --uncompiled Python compiles
every module anew where the environment forbids to write what it compiled.
The answers are asserted first. Beside each time stands its ratio to a baseline that is run in turn
with it: importing polars and reading the largest tables of the starter. Whether a bar is met is
printed; with --strict it is asserted, on a quiet machine.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from statistics import median
from typing import Any
from unittest.mock import patch

BASELINE = """
import polars
from detente.store.starter import starter_folder
for table in ("position_draws", "agreement", "outcomes"):
    polars.read_parquet(starter_folder() / f"{table}.parquet").sum()
"""
COLD_BAR = 1.2
"""Wall seconds of a fresh process: the median of `RUNS`."""
WARM_BAR = 0.25
"""CPU-seconds of a second relation with its windows."""
RUNS = 3 if "--short" in sys.argv else 5
COLD = (
    (("NATO", "Russia", "--as-of", "2013"), "NATO and Russia"),
    (("India", "China"), "India"),
    (("EU", "Turkey", "--as-of", "2005"), "Turkey"),
)
"""What is asked for in a fresh process, and words of the answer."""


COMPILED = tempfile.TemporaryDirectory()
"""Where the modules of fresh processes are compiled, by the first of them."""


def _environment() -> dict[str, str]:
    """Give the environment of a fresh process."""
    own = {**os.environ, "DETENTE_OFFLINE": "1"}
    if "--uncompiled" not in sys.argv:
        own.pop("PYTHONDONTWRITEBYTECODE", None)
        own["PYTHONPYCACHEPREFIX"] = COMPILED.name
    return own


def _cpu(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def _fresh(*arguments: str) -> tuple[float, float, str]:
    """Run Python in a fresh process: wall seconds, CPU-seconds and what it printed."""
    began, used = time.perf_counter(), _cpu(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        check=True,
        env=_environment(),
    )
    seconds = time.perf_counter() - began
    return seconds, _cpu(resource.RUSAGE_CHILDREN) - used, done.stdout


def _baseline() -> float:
    """Time the baseline once, in wall seconds."""
    return _fresh("-c", BASELINE)[0]


def _judged(name: str, seconds: float, bar: float, *, baselines: list[float], note: str) -> None:
    """Print a time, its bar and its ratio to the baseline."""
    met = seconds < bar
    ratio = seconds / median(baselines)
    word = "under" if met else "OVER"
    print(
        f"{name:<22}{seconds:6.2f} s  {word} {bar:g}; {ratio:.1f} times the baseline; {note}",
        flush=True,
    )
    assert met or "--strict" not in sys.argv, (name, seconds, bar)


def cold() -> None:
    """Time the page of the terminal in fresh processes."""
    for words, answer in COLD:
        _, _, shown = _fresh("-m", "detente", "relation", *words)
        assert answer in shown and "INSTITUTIONS" in shown, words
        runs, baselines = [], []
        # in turn, so that both meet the same load
        for _ in range(RUNS):
            baselines.append(_baseline())
            runs.append(_fresh("-m", "detente", "relation", *words)[:2])
        wall, cpu = (median(values) for values in zip(*runs, strict=True))
        name = f"cold {' '.join(words[:2])}"
        note = f"{cpu:.2f} CPU-s, median of {RUNS}"
        _judged(name, wall, COLD_BAR, baselines=baselines, note=note)


def _counting(method: Callable[..., Any], calls: list[int]) -> Callable[..., Any]:
    """Make a method that counts its calls."""

    def counted(*given: Any, **named: Any) -> Any:
        calls[0] += 1
        return method(*given, **named)

    return counted


def _relations() -> None:
    """Read one relation after the other in this process, and print what each took."""
    import polars as pl

    from detente.actors.relation_key import pair
    from detente.analysis.relation import Relation
    from detente.cli.relation_page import screen
    from detente.rules.argument import Argument
    from detente.store.catalog import default_catalog

    calls = [0]
    for name in ("collect", "_collect_eager"):
        patch.object(pl.LazyFrame, name, _counting(getattr(pl.LazyFrame, name), calls)).start()
    catalog, rows = default_catalog(), []
    for first, second, year in (
        ("NATO", "Russia", 2013),
        ("Egypt", "Israel", 2013),
        ("India", "China", 2024),
        ("Serbia", "EU", 2024),
    ):
        before, used = calls[0], _cpu(resource.RUSAGE_SELF)
        relation = Relation(catalog, pair(first, second, year))
        lines = screen(Argument(relation), relation.pair.day)
        windows = relation.windows
        seconds = _cpu(resource.RUSAGE_SELF) - used
        assert "INSTITUTIONS" in lines and windows.year <= year
        rows.append((f"{first} {second}", seconds, calls[0] - before))
    print(json.dumps(rows))


def warm() -> None:
    """Time a relation of the same year, and two of another, in a process that has read one."""
    runs, baselines = [], []
    for _ in range(RUNS):
        baselines.append(_baseline())
        runs.append(json.loads(_fresh(__file__, "--relations")[2]))
    for place, (name, _, collects) in enumerate(runs[0][1:], start=1):
        seconds = median(run[place][1] for run in runs)
        note = f"CPU, {collects} collects"
        _judged(f"warm {name}", seconds, WARM_BAR, baselines=baselines, note=note)


if __name__ == "__main__":
    if "--relations" in sys.argv:
        _relations()
    else:
        cold()
        warm()

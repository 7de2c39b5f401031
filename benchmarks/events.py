"""Archives of events at scale: totals first, then rows a second, memory and growth.

python benchmarks/events.py [--rows 1000000,10000000] [--spark ROWS,...] [--times N] [--short]
    [--strict] [--folder DIR] [--no-baseline] [--results FILE] [--write]

An archive is generated in the official layout of GDELT 2.0, converted, and counted on each engine;
all totals are compared with those of its construction before a time is printed. The baseline is one
function in narwhals over the official columns as they are, run in turn with ours; the best of
``--times`` counts for both. On a busy machine compare rows a CPU-second, not rows a second.
``--results`` keeps what was measured, size by size; ``--write`` prints all of it into the table of
docs/events.md. ``--short`` measures a million lines once, without Spark.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
JOBS = Path(__file__).with_name("event_jobs.py")
PAGE = ROOT / "docs" / "events.md"
BEGIN, END = "<!-- measured -->\n", "<!-- end of measured -->"
"""Marks around the table that is written."""
RATIO, CONVERTED, BYTES, MEGABYTES = 1.2, 500_000, 60, 1_500
"""Bars: times the baseline, rows a second, bytes a row, megabytes of a count by day."""
COUNTS = ("dyad-months:polars", "dyad-months:duckdb", "dyad-days:polars")
SPARK = "dyad-months:spark"
BASELINES = {
    "baseline:polars": "dyad-months:polars",
    "baseline:duckdb": "dyad-months:duckdb",
    "baseline:polars_csv": "dyad-months:polars",
    "baseline:duckdb_csv": "dyad-months:duckdb",
}
"""Each baseline, and the count that is held against it; of text, the conversion is added."""
WORDS = {
    "convert": "conversion",
    "dyad-months:polars": "months, Polars",
    "dyad-months:duckdb": "months, DuckDB",
    "dyad-days:polars": "days, Polars",
    "dyad-months:spark": "months, Spark",
    "baseline:polars": "baseline, Polars, Parquet",
    "baseline:duckdb": "baseline, DuckDB, Parquet",
    "baseline:polars_csv": "baseline, Polars, text",
    "baseline:duckdb_csv": "baseline, DuckDB, text",
}
Found = dict[str, dict[str, float]]
"""What was measured at one size, by job."""


def measured(job: str, folder: Path, rows: int) -> dict[str, float]:
    """Run a job in a process of its own."""
    command = [sys.executable, str(JOBS), job, str(folder), str(rows)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{job} failed: {done.stderr[-2_000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def best(runs: Sequence[dict[str, float]]) -> dict[str, float]:
    """Take the fastest of several runs, its CPU-seconds apart, and the largest memory."""
    fastest = min(runs, key=lambda one: one["seconds"])
    least = {"cpu": min(one["cpu"] for one in runs)} if "cpu" in fastest else {}
    return {**fastest, **least, "megabytes": max(one["megabytes"] for one in runs)}


def run(rows: int, folder: Path, asked: argparse.Namespace) -> Found:
    """Measure everything at one size."""
    written = measured("write", folder, rows)
    print(
        f"\n{rows:,} lines, {written['bytes'] / 1e9:.2f} GB of text; load {load():.1f}", flush=True
    )
    found = {"convert": measured("convert", folder, rows)}
    _say("convert", rows, found["convert"])
    found["stages"] = measured("stages", folder, rows)
    jobs = [*COUNTS, *([SPARK] if rows in asked.spark else [])]
    if not asked.no_baseline:
        measured("parquet", folder, rows)
        jobs += BASELINES
    # in turn, so that other work on the machine falls on all alike
    runs = [{job: measured(job, folder, rows) for job in jobs} for _ in range(asked.times)]
    for job in jobs:
        found[job] = best([one[job] for one in runs])
        _say(job, rows, found[job])
    return found


def load() -> float:
    return os.getloadavg()[0]


def _say(job: str, rows: int, done: dict[str, float]) -> None:
    rate = rows / done["seconds"] / 1e6
    work = f"{rows / done['cpu'] / 1e6:6.2f} M rows/CPU-s" if "cpu" in done else " " * 19
    cells = f"  {done['cells']:,.0f} cells" if "cells" in done else ""
    start = f", start {done['start']:.1f} s apart" if done.get("start") else ""
    kept = f"  {done['bytes']:.1f} bytes a row" if "bytes" in done else ""
    print(
        f"{WORDS[job]:<28}{done['seconds']:9.2f} s {rate:6.2f} M rows/s {work}"
        f"{done['megabytes']:7.0f} MB{cells}{start}{kept}",
        flush=True,
    )


def judged(rows: int, found: Found) -> list[str]:
    """Print each bar, reached or missed; give those missed."""
    missed = []
    for name, ours in BASELINES.items():
        if name not in found:
            continue
        times = []
        for unit in ("seconds", "cpu"):
            more = found["convert"][unit] if name.endswith("_csv") else 0.0
            times.append(found[name][unit] / (found[ours][unit] + more))
        again = found[name]["seconds"] / found[ours]["seconds"]
        note = f"; a second count {again:.1f}" if name.endswith("_csv") else ""
        said = f"{WORDS[name]}: ours {times[0]:.2f} times, by CPU {times[1]:.2f}{note}"
        missed += _bar(said, times[0] >= RATIO, RATIO)
    rate = rows / found["convert"]["seconds"]
    days = found["dyad-days:polars"]["megabytes"]
    size = found["convert"]["bytes"]
    missed += _bar(f"rows converted a second: {rate:,.0f}", rate >= CONVERTED, CONVERTED)
    missed += _bar(f"bytes a row: {size:.1f}", size <= BYTES, BYTES)
    missed += _bar(f"days, megabytes: {days:,.0f}", days <= MEGABYTES, MEGABYTES)
    if SPARK in found:
        spark, ours = found[SPARK], found["dyad-months:polars"]
        ratio = spark["seconds"] / ours["seconds"]
        print(f"Spark takes {ratio:.1f} times as long as Polars, {spark['start']:.1f} s to start")
    parts = ", ".join(f"{name} {seconds:.2f}" for name, seconds in stages_of(found).items())
    print(f"conversion, CPU-seconds a million lines: {parts}")
    return missed


def stages_of(found: Found) -> dict[str, float]:
    others = ("seconds", "cpu", "megabytes")
    return {name: value for name, value in found["stages"].items() if name not in others}


def _bar(said: str, reached: bool, bar: float) -> list[str]:
    print(f"{said} (bar {bar:,}) {'reached' if reached else 'MISSED'}")
    return [] if reached else [said]


def growth(curves: dict[int, Found]) -> dict[str, tuple[float, ...]]:
    """Fit the powers of the rows with which seconds, CPU-seconds and memory grow."""
    powers = {}
    for job in WORDS:
        sizes = [rows for rows in sorted(curves) if job in curves[rows]]
        if len(sizes) < 2:
            continue
        logs = np.log(sizes)
        is_apart = "cpu" not in curves[sizes[0]][job]  # works in a process of its own
        units = ("seconds",) if is_apart else ("seconds", "cpu", "megabytes")
        series = [np.log([curves[rows][job][unit] for rows in sizes]) for unit in units]
        powers[job] = tuple(float(np.polyfit(logs, one, 1)[0]) for one in series)
    return powers


def table(curves: dict[int, Found]) -> str:
    """Write all that was measured as a table of the docs."""
    sizes, powers = sorted(curves), growth(curves)
    head = " | ".join(f"{rows / 1e6:g} M lines" for rows in sizes)
    lines = [f"| M rows a second; M rows a CPU-second; MB | {head} | powers of the rows |"]
    lines.append("|---" * (len(sizes) + 2) + "|")
    for job, word in WORDS.items():
        cells = [_cell(rows, curves[rows].get(job)) for rows in sizes]
        fitted = "; ".join(f"{power:.2f}" for power in powers.get(job, ()))
        if any(cells):
            lines.append(f"| {word} | {' | '.join(cells)} | {fitted} |")
    return "\n".join(lines) + "\n"


def _cell(rows: int, done: dict[str, float] | None) -> str:
    if done is None:
        return ""
    rate = rows / done["seconds"] / 1e6
    if "cpu" not in done:
        return f"{rate:.2f}; its start {done['start']:.0f} s"
    return f"{rate:.2f}; {rows / done['cpu'] / 1e6:.2f}; {done['megabytes']:,.0f}"


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--rows", type=_numbers, default=(1_000_000, 10_000_000))
    given.add_argument("--spark", type=_numbers, default=(), help="sizes at which Spark counts too")
    given.add_argument("--times", type=int, default=1, help="runs, of which the fastest counts")
    given.add_argument("--folder", help="where the archives are generated, and removed at the end")
    given.add_argument("--results", type=Path, help="JSON in which sizes are kept")
    for name in ("short", "strict", "no-baseline", "write"):
        given.add_argument(f"--{name}", action="store_true")
    asked = given.parse_args()
    sizes = (1_000_000,) if asked.short else asked.rows
    curves: dict[int, Found] = {}
    if asked.results and asked.results.is_file():
        read = json.loads(asked.results.read_text(encoding="utf-8"))
        curves = {int(rows): found for rows, found in read.items()}
    missed: list[str] = []
    for rows in sizes:
        with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
            curves[rows] = run(rows, Path(folder), asked)
        missed += judged(rows, curves[rows])
        if asked.results:
            asked.results.write_text(json.dumps(curves, indent=1), encoding="utf-8")
    for job, powers in growth(curves).items():
        fitted = ", ".join(f"{power:.2f}" for power in powers)
        print(f"{WORDS[job]}: seconds, CPU-seconds, MB grow with the powers {fitted} of the rows")
    if asked.write:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}{table(curves)}{END}{rest.partition(END)[2]}", "utf-8")
    if asked.strict:
        assert not missed, missed


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(",") if part)


if __name__ == "__main__":
    main()

"""Archives of events: cells first, then rows a second, memory and bytes, beside a baseline.

``python benchmarks/events.py [--rows 1000000,10000000] [--spark] [--strict] [--folder DIR]`` from
the root of the repository. Each measurement is a process of its own. The archive is generated in
the official layout of GDELT 2.0, and every engine's cells are compared with the totals of its
construction before a time is printed. The baseline is one function in narwhals over the official
columns as they are, which merges rows of one pair, class, day and place and counts by month. On a
busy machine compare rows a CPU-second (start of the process included), not rows a second.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import tempfile
import time
from datetime import date
from importlib import import_module
from pathlib import Path

import polars as pl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.archive import generated

from detente.actors.matching import codes_by_day
from detente.actors.states import identities
from detente.archive.accounts import read_accounts
from detente.archive.convert import convert
from detente.archive.engines import Wanted, counted

ROOT = Path(__file__).resolve().parents[1]
BARS = {"ratio": 1.2, "convert": 500_000, "bytes": 60, "megabytes": 1_500}
DAYS = 810
"""Days over which the events fall: 27 months."""
PER_EVENT = 1 + 1 / generated.TWICE + 1 / generated.AGAIN + 1 / generated.STATELESS


def plan_of(rows: int) -> generated.Plan:
    letters = sorted({name.iso3 for name in identities() if name.iso3})
    days = [date(2015, 1, 1), date(2017, 3, 20)]
    asked = pl.DataFrame({"written": letters}).join(pl.DataFrame({"day": days}), how="cross")
    known = codes_by_day(asked).filter(pl.col("code").is_not_null())
    both = known.group_by("written", "code").len().filter(pl.col("len") == 2).sort("written")
    own = both.unique("code", keep="first", maintain_order=True)
    return generated.Plan(
        round(rows / PER_EVENT),
        days=DAYS,
        letters=tuple(own["written"]),
        codes=tuple(own["code"]),
    )


def baseline(frame, engine: str) -> int:
    """Count the pairs and months of official columns, as they are."""
    import narwhals as nw

    key = ["Actor1CountryCode", "Actor2CountryCode", "EventRootCode", "SQLDATE"]
    rows = nw.from_native(frame).filter(nw.col("Actor2CountryCode") != "AFR")
    events = rows.group_by(*key, "ActionGeo_Lat", "ActionGeo_Long").agg(
        nw.col("GLOBALEVENTID").min(), nw.col("GoldsteinScale").min()
    )
    month = nw.col("SQLDATE").cast(nw.Int64) // 100
    cells = (
        events.with_columns(
            month.alias("month"),
            (nw.col("EventRootCode") >= "10").cast(nw.Int64).alias("hostile"),
            (nw.col("GoldsteinScale").cast(nw.Float64) * 10).round().cast(nw.Int64).alias("tenths"),
        )
        .group_by("Actor1CountryCode", "Actor2CountryCode", "month")
        .agg(nw.len().alias("events"), nw.col("hostile").sum(), nw.col("tenths").sum())
    )
    native = cells.to_native()
    if engine == "polars":
        return native.collect(engine="streaming").height
    return len(native.pl())


def measured(job: str, folder: Path, rows: int) -> dict[str, float]:
    """Run a job in a process of its own."""
    command = [sys.executable, __file__, "--job", job, str(folder), str(rows)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{job} failed: {done.stderr[-2_000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def job(name: str, folder: Path, rows: int) -> None:
    """Do one thing, and print seconds and memory."""
    import resource

    plan = plan_of(rows)
    import_module("narwhals")  # loaded before the clock starts, for all alike

    start = time.perf_counter()
    about: dict[str, float] = {}
    kind, _, engine = name.partition(":")
    if kind == "write":
        generated.write(plan, folder / "raw", files=max(2, rows // 500_000))
    elif kind == "parquet":
        _as_parquet(folder)
    elif kind == "convert":
        convert([folder / "raw"], folder / "out", latest=date(2020, 1, 1))
    elif kind == "baseline":
        about["cells"] = baseline(_official(folder, engine), engine.removesuffix("_csv"))
    else:
        about.update(_counted(folder, kind, engine, plan))
        start += about.pop("before", 0)
    about["seconds"] = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_SELF)
    about["cpu"] = used.ru_utime + used.ru_stime
    about["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(about))


def _counted(folder: Path, grain: str, engine: str, plan: generated.Plan) -> dict[str, float]:
    wanted = Wanted(grain=grain, engine=engine)
    started = 0.0
    if engine == "spark":
        from detente.archive.engines import spark_session

        begin = time.perf_counter()
        session = spark_session(wanted)
        session.__enter__().range(1).count()
        started = time.perf_counter() - begin
    events = reports = tenths = cells = 0
    for number, (_, part) in enumerate(counted(folder / "out", wanted)):
        found = folder / f"cells-{engine}-{grain}-{number}.parquet"
        part.sink_parquet(found)
        sums = pl.scan_parquet(found).select(
            pl.col("events", "reports", "tenths").sum(), pl.len().alias("cells")
        )
        one = sums.collect().row(0)
        events, reports = events + one[0], reports + one[1]
        tenths, cells = tenths + one[2], cells + one[3]
    known = generated.totals(plan)
    assert events == known["events"], (events, known)
    assert reports == known["events"] + known["twice"]
    return {"cells": cells, "tenths": tenths, "start": started, "before": started}


def _official(folder: Path, engine: str):
    """Open the official columns on an engine."""
    columns = generated.GDELT["gdelt2"]
    if engine == "polars":
        return pl.scan_parquet(folder / "official" / "*.parquet")
    if engine == "polars_csv":
        return pl.scan_csv(
            folder / "raw" / "*.CSV",
            separator="\t",
            has_header=False,
            quote_char=None,
            schema=dict.fromkeys(columns, pl.String),
        )
    import duckdb

    duckdb.execute("SET memory_limit = '2GB'")
    duckdb.execute(f"SET temp_directory = '{folder}/duckdb'")
    return duckdb.read_parquet(f"{folder}/official/*.parquet")


def _as_parquet(folder: Path) -> None:
    target = folder / "official"
    target.mkdir(exist_ok=True)
    for path in sorted((folder / "raw").iterdir()):
        lines = pl.read_csv(
            path,
            separator="\t",
            has_header=False,
            quote_char=None,
            schema=dict.fromkeys(generated.GDELT["gdelt2"], pl.String),
        )
        lines.write_parquet(target / f"{path.stem}.parquet")


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def run(rows: int, folder: Path, *, spark: bool, baselines: bool) -> dict[str, float]:
    """Measure everything at one size."""
    plan = plan_of(rows)
    lines = generated.totals(plan)["lines"]
    print(f"\n{lines:,} lines, {len(plan.letters)} states, {DAYS} days", flush=True)
    measured("write", folder, rows)
    made = measured("convert", folder, rows)
    stored = sum(piece.rows for one in read_accounts(folder / "out") for piece in one.pieces)
    size = size_of(folder / "out" / "months") / stored
    _say("convert", lines, made, f"{size:.1f} bytes a row kept")
    found = {"convert": lines / made["seconds"], "bytes": size}
    jobs = ["dyad-months:polars", "dyad-months:duckdb", "dyad-days:polars"]
    if spark:
        jobs.append("dyad-months:spark")
    for name in jobs:
        done = measured(name, folder, rows)
        start = f", start {done['start']:.1f} s apart" if done["start"] else ""
        _say(name, lines, done, f"{done['cells']:,.0f} cells{start}")
        found[name] = lines / done["seconds"]
        found[f"{name} MB"] = done["megabytes"]
    if baselines:
        measured("parquet", folder, rows)
        for engine in ("polars", "duckdb", "polars_csv"):
            done = measured(f"baseline:{engine}", folder, rows)
            _say(f"baseline {engine}", lines, done, f"{done['cells']:,.0f} cells")
            found[f"baseline {engine}"] = lines / done["seconds"]
        direct = made["seconds"] + lines / found["dyad-months:polars"]
        found["csv"] = lines / direct
    return found


def _say(name: str, lines: int, done: dict[str, float], note: str) -> None:
    rate = lines / done["seconds"] / 1e6
    work = lines / done["cpu"] / 1e6
    text = (
        f"{name:<22}{done['seconds']:9.2f} s {rate:6.2f} M rows/s {work:6.2f} M rows/CPU-s"
        f"{done['megabytes']:7.0f} MB"
    )
    print(f"{text}  {note}", flush=True)


def judged(found: dict[str, float]) -> list[str]:
    """Print each bar, reached or missed; give those missed."""
    ratios = {
        "Polars on Parquet": found["dyad-months:polars"] / found["baseline polars"],
        "DuckDB on Parquet": found["dyad-months:duckdb"] / found["baseline duckdb"],
        "Polars from CSV, conversion included": found["csv"] / found["baseline polars_csv"],
    }
    missed = []
    for name, ratio in ratios.items():
        reached = ratio >= BARS["ratio"]
        print(f"{name}: {ratio:.2f} times the baseline (bar {BARS['ratio']}) {_word(reached)}")
        missed += [] if reached else [name]
    limits = (
        ("convert, rows a second", found["convert"], BARS["convert"], True),
        ("bytes a row", found["bytes"], BARS["bytes"], False),
        ("dyad-days, megabytes", found["dyad-days:polars MB"], BARS["megabytes"], False),
    )
    for name, value, bar, more in limits:
        reached = value >= bar if more else value <= bar
        print(f"{name}: {value:,.0f} (bar {bar:,}) {_word(reached)}")
        missed += [] if reached else [name]
    return missed


def _word(reached: bool) -> str:
    return "reached" if reached else "MISSED"


def main() -> None:
    given = sys.argv
    sizes = [1_000_000, 10_000_000]
    if "--rows" in given:
        sizes = [int(one) for one in given[given.index("--rows") + 1].split(",")]
    place = given[given.index("--folder") + 1] if "--folder" in given else None
    missed: list[str] = []
    curves: dict[int, dict[str, float]] = {}
    for rows in sizes:
        with tempfile.TemporaryDirectory(dir=place) as folder:
            baselines = "--no-baseline" not in given
            curves[rows] = run(rows, Path(folder), spark="--spark" in given, baselines=baselines)
            if baselines:
                missed += judged(curves[rows])
    first, last = sizes[0], sizes[-1]
    if last > first:
        for name in ("convert", "dyad-months:polars", "dyad-months:duckdb", "dyad-days:polars"):
            seconds = [size / curves[size][name] for size in (first, last)]
            power = math.log(seconds[1] / seconds[0]) / math.log(last / first)
            print(f"{name}: seconds grow with the power {power:.2f} of the rows")
    if "--strict" in given:
        assert not missed, missed


if __name__ == "__main__":
    if "--job" in sys.argv:
        job(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))
    else:
        main()

"""What `benchmarks/events.py` measures, each job in a process of its own.

``python benchmarks/event_jobs.py JOB FOLDER ROWS`` prints seconds, CPU-seconds (both without the
start of Python) and peak memory as JSON. Totals are compared with those of the construction before
a time is printed.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import polars as pl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.archive import generated

from detente.actors.matching import codes_by_day
from detente.actors.states import identities
from detente.archive import blocks, reading, repeats
from detente.archive.convert import convert
from detente.archive.engines import Wanted, counted, spark_session
from detente.files import sha256_of

DAYS = 810
"""Days over which the events fall: 27 months."""
LATEST = date(2020, 1, 1)
PER_EVENT = 1 + 1 / generated.TWICE + 1 / generated.AGAIN + 1 / generated.STATELESS
LINES_A_FILE = 500_000
ADDED = ("events", "reports", "tenths", "scored", *generated.KINDS)


def plan_of(rows: int) -> generated.Plan:
    """Plan an archive of some number of lines among all states."""
    letters, codes = _states()
    return generated.Plan(round(rows / PER_EVENT), days=DAYS, letters=letters, codes=codes)


@cache
def _states() -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Letters and codes of the states that were there on all of the days."""
    letters = sorted({name.iso3 for name in identities() if name.iso3})
    days = [date(2015, 1, 1), date(2017, 3, 20)]
    asked = pl.DataFrame({"written": letters}).join(pl.DataFrame({"day": days}), how="cross")
    known = codes_by_day(asked).filter(pl.col("code").is_not_null())
    both = known.group_by("written", "code").len().filter(pl.col("len") == 2).sort("written")
    own = both.unique("code", keep="first", maintain_order=True)
    return tuple(own["written"]), tuple(own["code"])


def write(folder: Path, plan: generated.Plan, rows: int) -> dict[str, float]:
    """Write the archive as official files."""
    paths = generated.write(plan, folder / "raw", files=max(2, rows // LINES_A_FILE))
    return {"bytes": sum(path.stat().st_size for path in paths)}


def as_parquet(folder: Path) -> dict[str, float]:
    """Write the official columns as they are to Parquet, for the baseline."""
    target = folder / "official"
    target.mkdir(exist_ok=True)
    for path in sorted((folder / "raw").iterdir()):
        lines = pl.read_csv(path, **_as_official())
        lines.write_parquet(target / f"{path.stem}.parquet")
    return {}


def _as_official() -> dict[str, object]:
    schema = dict.fromkeys(generated.GDELT["gdelt2"], pl.String)
    return {"separator": "\t", "has_header": False, "quote_char": None, "schema": schema}


def converting(folder: Path, plan: generated.Plan) -> dict[str, float]:
    """Convert the archive; every line is kept or counted under its reason."""
    done = convert([folder / "raw"], folder / "out", latest=LATEST)
    known = generated.totals(plan)
    assert done.tally.lines == known["lines"], (done.tally, known)
    assert sum(done.tally.lost.values()) == known["stateless"], (done.tally, known)
    assert done.tally.kept == known["lines"] - known["stateless"]
    listed = repeats.repeats_path(folder / "out", "gdelt")
    assert pl.scan_parquet(listed).select(pl.len()).collect().item() == known["again"]
    size = sum(path.stat().st_size for path in (folder / "out" / "months").rglob("*.parquet"))
    return {"bytes": size / done.tally.kept}


def counting(folder: Path, plan: generated.Plan, grain: str, engine: str) -> dict[str, float]:
    """Count by month or day, part by part; a session of Spark is started before."""
    wanted = Wanted(grain=grain, engine=engine)
    begin, started = time.perf_counter(), 0.0
    found: Counter[str] = Counter()
    with ExitStack() as stack:
        if engine == "spark":
            # the session that runs is the one that counts
            stack.enter_context(spark_session(wanted)).range(1).count()
            started = time.perf_counter() - begin
        for _, part in counted(folder / "out", wanted):
            sums = part.select(pl.col(ADDED).sum(), pl.len().alias("cells")).collect()
            found.update(sums.row(0, named=True))
    known = generated.totals(plan)
    sums = {name: known[name] for name in ADDED}
    assert {name: found[name] for name in ADDED} == sums, (found, known)
    return {"cells": found["cells"], "start": started}


def baseline(folder: Path, engine: str) -> dict[str, float]:
    """Count pairs and months of the official columns, as one narwhals function does it."""
    nw = import_module("narwhals")
    key = ["Actor1CountryCode", "Actor2CountryCode", "EventRootCode", "SQLDATE"]
    rows = nw.from_native(_official(folder, engine)).filter(nw.col("Actor2CountryCode") != "AFR")
    events = rows.group_by(*key, "ActionGeo_Lat", "ActionGeo_Long").agg(
        nw.col("GLOBALEVENTID").min(), nw.col("GoldsteinScale").min()
    )
    tenths = (nw.col("GoldsteinScale").cast(nw.Float64) * 10).round().cast(nw.Int64)
    dated = events.with_columns(
        (nw.col("SQLDATE").cast(nw.Int64) // 100).alias("month"),
        (nw.col("EventRootCode") >= "10").cast(nw.Int64).alias("hostile"),
        tenths.alias("tenths"),
    )
    cells = dated.group_by("Actor1CountryCode", "Actor2CountryCode", "month").agg(
        nw.len().alias("events"), nw.col("hostile").sum(), nw.col("tenths").sum()
    )
    native = cells.to_native()
    if engine.startswith("polars"):
        return {"cells": native.collect(engine="streaming").height}
    return {"cells": len(native.pl())}


def _official(folder: Path, engine: str) -> object:
    """Open the official columns on an engine."""
    if engine == "polars":
        return pl.scan_parquet(folder / "official" / "*.parquet")
    if engine == "polars_csv":
        return pl.scan_csv(folder / "raw" / "*.CSV", **_as_official())
    duckdb = import_module("duckdb")
    duckdb.execute("SET memory_limit = '2GB'")
    duckdb.execute(f"SET temp_directory = '{folder}/duckdb'")
    if engine == "duckdb":
        return duckdb.read_parquet(f"{folder}/official/*.parquet")
    columns = dict.fromkeys(generated.GDELT["gdelt2"], "VARCHAR")
    return duckdb.read_csv(
        f"{folder}/raw/*.CSV", sep="\t", header=False, quotechar="", columns=columns
    )


def stages(folder: Path) -> dict[str, float]:
    """Give the CPU-seconds of a million lines in each stage of a conversion, one after another."""
    path = sorted((folder / "raw").iterdir())[0]
    layout = reading.recognised(path)
    states = reading.States(layout, LATEST)
    found: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        begin = time.process_time()
        result = work()
        found[name] = time.process_time() - begin
        return result

    parts = timed("cut blocks", lambda: list(blocks.blocks(path, Counter())))
    tally = reading.Tally()
    cells = timed("read cells", lambda: [reading.read_cells(one, layout, tally) for one in parts])
    form = reading.one_form
    events = timed("days, states, places", lambda: [form(c, layout, states, tally) for c in cells])
    rows = pl.concat(events).sort("day").with_row_index("row").cast({"row": pl.Int64})
    piece = folder / "piece.parquet"
    timed("write", lambda: rows.write_parquet(piece, compression="zstd"))
    timed("compare numbers", lambda: repeats.repeats_among([piece], rows.height))
    timed("digest of the file", lambda: sha256_of(path))
    return {name: seconds / tally.lines * 1e6 for name, seconds in found.items()}


def job(name: str, folder: Path, rows: int) -> dict[str, float]:
    """Do one thing, and give seconds and memory."""
    plan = plan_of(rows)
    import_module("narwhals")  # loaded before the clock starts, for all alike
    kind, _, engine = name.partition(":")
    works: dict[str, Callable[[], dict[str, float]]] = {
        "write": lambda: write(folder, plan, rows),
        "parquet": lambda: as_parquet(folder),
        "convert": lambda: converting(folder, plan),
        "baseline": lambda: baseline(folder, engine),
        "stages": lambda: stages(folder),
    }
    begin, worked = time.perf_counter(), time.process_time()
    about = works.get(kind, lambda: counting(folder, plan, kind, engine))()
    about["seconds"] = time.perf_counter() - begin - about.get("start", 0.0)
    if engine != "spark":  # which works in a process of its own
        about["cpu"] = time.process_time() - worked
    about["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return about


if __name__ == "__main__":
    print(json.dumps(job(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))))

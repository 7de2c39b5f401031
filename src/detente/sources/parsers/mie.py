"""Militarized Interstate Events: threats, displays and uses of force, each with its day."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.sources.dates import last_possible_day, precision
from detente.sources.text_tables import read_rows

FILE = "mie-1.0.csv.gz"
MISSING = -9
START, END = ("styear", "stmon", "stday"), ("endyear", "endmon", "endday")
KEYS = ("micnum", "eventnum", "ccode1", "ccode2")
CODES = ("sidea1", "action", "hostlev")
COUNTS = ("fatalmin1", "fatalmax1", "fatalmin2", "fatalmax2")


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give each event of a first state against a second, with the last day that its date can mean.

    Both orders of a pair occur: the first state is the one that acts.
    """
    raw = read_rows(paths[FILE], never_empty="version")
    names = [name for name in raw.columns if name != "version"]
    events = raw.with_columns(pl.col(names).cast(pl.Int64).replace(MISSING, None))
    first, last = last_possible_day(*START), last_possible_day(*END)
    dates = [
        # the end may be exact where the start is not
        pl.min_horizontal(first, last).alias("start"),
        precision(*START).alias("start_precision"),
        last.alias("end"),
        precision(*END).alias("end_precision"),
    ]
    year, codes = pl.col("styear").alias("year"), pl.col(CODES).cast(pl.Int8)
    return {"mie_events": events.select(*KEYS, year, *dates, codes, *COUNTS)}

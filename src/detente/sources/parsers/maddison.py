"""Gross domestic product in the long run (Maddison Project 2020): the yardstick before 1960."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.match_report import Matched
from detente.actors.matching import match_states
from detente.frame_files import read_csv
from detente.sources.dialects import dialect

KEYS = ("ccode", "year")


def parse(paths: Mapping[str, Path]) -> dict[str, Matched]:
    """Give GDP in 2011 dollars; the file's regions and the world are reported, and left out."""
    raw = read_csv(next(iter(paths.values())), infer_schema_length=None)
    named = raw.drop_nulls("GDP").select(
        "Entity",
        pl.col("Year").cast(pl.Int64).alias("year"),
        pl.col("GDP").cast(pl.Float64).alias("gdp_2011"),
    )
    by_code = match_states(named, "Entity", dialect=dialect("maddison")).once(KEYS)
    return {"maddison": by_code.with_frame(by_code.frame.sort(KEYS))}

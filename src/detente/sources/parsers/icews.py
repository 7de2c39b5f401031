"""Events between states after ICEWS: verbal and material co-operation and conflict, by year."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.match_report import Matched
from detente.actors.matching import match_states
from detente.sources.dialects import dialect
from detente.sources.parsers.rdata import read_rda

COUNTS = {
    "verbCoop": "verbal_cooperation",
    "matlCoop": "material_cooperation",
    "verbConf": "verbal_conflict",
    "matlConf": "material_conflict",
}
SIDES = {"i_iso3c": "ccode1", "j_iso3c": "ccode2"}
KEYS = ("ccode1", "ccode2", "year")


def parse(paths: Mapping[str, Path]) -> dict[str, Matched]:
    """Give the four counts of each directed pair of states and year; other actors are reported."""
    path = paths["icews_directed_dyad_year_2002-2014.rda"]
    raw = read_rda(path, [*SIDES, "year", *COUNTS]).rename(COUNTS)
    counts = pl.col(list(COUNTS.values())).cast(pl.Int32)
    events = raw.with_columns(pl.col("year").cast(pl.Int64), counts)
    pairs = match_states(events, SIDES, dialect=dialect("icews")).once(KEYS)
    return {"icews_dyad_year": pairs.with_frame(pairs.frame.select(*KEYS, *COUNTS.values()))}

"""Independent states after Gleditsch and Ward: the other state system of the field."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.frame_files import read_csv
from detente.sources.parsers.rdata import days, read_rda

DATES = ("startdate", "enddate")
RENAMED = {
    "gwcode": "ccode",
    "stateabb": "stateabb",
    "statename": "statenme",
    "startdate": "start",
    "enddate": "end",
}
"""Their columns by ours, which are those of the Correlates of War."""


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give one row a spell of independence."""
    path = paths["gw_states.csv"]
    if path.suffix == ".rda":  # as the reference package holds the list
        raw = read_rda(path, list(RENAMED))
        raw = raw.with_columns(days(raw, name) for name in DATES)
    else:
        raw = read_csv(path, try_parse_dates=True)
    spells = raw.select(*RENAMED).rename(RENAMED)
    return {"gw_states": spells.cast({"ccode": pl.Int64, "start": pl.Date, "end": pl.Date})}

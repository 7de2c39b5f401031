"""Independent states after Gleditsch and Ward: the other state system of the field."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.frame_files import read_csv

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
    raw = read_csv(paths["gw_states.csv"], try_parse_dates=True)
    spells = raw.select(*RENAMED).rename(RENAMED)
    return {"gw_states": spells.cast({"ccode": pl.Int64, "start": pl.Date, "end": pl.Date})}

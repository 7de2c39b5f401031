"""Nuclear warheads in stockpile after the Federation of American Scientists, to 2022."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.match_report import Matched
from detente.actors.matching import match_states
from detente.frame_files import read_csv

STOCKPILE, OF_THE_CHART = "nuclear_weapons_stockpile", "Number of nuclear warheads"
"""The column as the data set calls it, and as the chart's table does."""


def parse(paths: Mapping[str, Path]) -> dict[str, Matched]:
    """Give warheads of each state that the file names; others have no row, and so not zero."""
    raw = read_csv(next(iter(paths.values())), infer_schema_length=None)
    named = raw.rename({OF_THE_CHART: STOCKPILE}, strict=False).select(
        "Entity",
        pl.col("Year").cast(pl.Int64).alias("year"),
        pl.col(STOCKPILE).cast(pl.Float64).alias("warheads"),
    )
    return {"nuclear": match_states(named, "Entity", keep_outside=True)}

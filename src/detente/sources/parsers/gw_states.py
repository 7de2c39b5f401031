"""Independent states after Gleditsch and Ward: the other state system of the field."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give one row a spell of independence."""
    raw = pl.read_csv(paths["gw_states.csv"], try_parse_dates=True)
    frame = raw.select(
        pl.col("gwcode").cast(pl.Int64).alias("ccode"),
        "stateabb",
        pl.col("statename").alias("statenme"),
        pl.col("startdate").cast(pl.Date).alias("start"),
        pl.col("enddate").cast(pl.Date).alias("end"),
    )
    return {"gw_states": frame}

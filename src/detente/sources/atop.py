"""Alliance Treaty Obligations and Provisions: five kinds of obligation, directed dyad-years to 2018."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.sources.declaration import Source

OBLIGATIONS = {"defense": "atop_defense", "offense": "atop_offense", "neutral": "atop_neutral",
               "nonagg": "atop_nonagg", "consul": "atop_consul"}


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Name the columns as the field does; rows exist only where there is an obligation."""
    raw = pl.read_csv(paths["atop5_1ddyr_subset.csv.gz"])
    return {"atop": raw.select(
        pl.col("stateA").cast(pl.Int64).alias("ccode1"), pl.col("stateB").cast(pl.Int64).alias("ccode2"),
        pl.col("year").cast(pl.Int64),
        *(pl.col(theirs).cast(pl.Int64).alias(ours) for theirs, ours in OBLIGATIONS.items()))}


SOURCE = Source("atop", parse)

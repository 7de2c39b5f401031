"""Borders between states: by land, across narrow water, across the sea, as spells of years."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from detente.grain import Grain
from detente.store.starter import Recipe

KINDS = ("land", "strait", "sea")
"""Land or river; water of up to 24 miles; water of up to 400 miles."""
LAST = 2016
"""Last year of the source; borders of later years are carried forward and said to be so."""


def borders(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Reduce five grades of contiguity to three kinds, in spells of year ends."""
    kind = (
        pl.when(pl.col("conttype") == 1)
        .then(pl.lit("land"))
        .when(pl.col("conttype") <= 3)
        .then(pl.lit("strait"))
        .otherwise(pl.lit("sea"))
    )
    at_end = (pl.col("end").dt.month() == 12) & (pl.col("end").dt.day() == 31)
    last = pl.when(at_end).then(pl.col("end").dt.year()).otherwise(pl.col("end").dt.year() - 1)
    return (
        tables["cow_contiguity"]
        .select(
            pl.col("ccode1", "ccode2").cast(pl.Int16),
            pl.col("start").dt.year().cast(pl.Int16),
            last.cast(pl.Int16).alias("end"),
            kind.cast(pl.Enum(list(KINDS))).alias("border"),
        )
        .filter(pl.col("start") <= pl.col("end"))
        .sort("ccode1", "ccode2", "start")
        .unique(["ccode1", "ccode2", "start"], keep="first", maintain_order=True)
    )


RECIPES = (
    Recipe(
        id="borders",
        grain=Grain.DYAD_SPELL,
        needs=("cow_contiguity",),
        make=borders,
        rule="contiguity in three kinds, at the end of each year from start to end",
    ),
)

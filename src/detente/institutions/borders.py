"""Borders between states: by land, across narrow water, across the sea, as spells of years."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from detente.calendar import last_year
from detente.grain import Grain
from detente.store.starter import DerivedTable

KINDS = ("land", "strait", "sea")
"""Land or river; water of up to 24 miles; water of up to 400 miles."""
LAST = last_year("cow_contiguity")
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
    end = pl.col("end").dt
    ends_with_year = (end.month() == 12) & (end.day() == 31)
    last = pl.when(ends_with_year).then(end.year()).otherwise(end.year() - 1)
    spells = tables["cow_contiguity"].select(
        "ccode1",
        "ccode2",
        pl.col("start").dt.year(),
        last.alias("end"),
        kind.cast(pl.Enum(list(KINDS))).alias("border"),
    )
    spells = spells.with_columns(pl.exclude("border").cast(pl.Int16))
    keys = ["ccode1", "ccode2", "start"]
    whole_years = spells.filter(pl.col("start") <= pl.col("end")).sort(keys)
    return whole_years.unique(keys, keep="first", maintain_order=True)


DERIVED_TABLES = (
    DerivedTable(
        id="borders",
        grain=Grain.DYAD_SPELL,
        needs=("cow_contiguity",),
        make=borders,
        rule="contiguity in three kinds, at the end of each year from start to end",
    ),
)

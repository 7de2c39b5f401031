"""Militarized disputes between two states, year by year."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from detente.grain import Grain
from detente.store.starter import Recipe

LAST = 2010
"""Last year of the source: every later risk is silent about what happened since."""


def disputes(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Count disputes begun and under way, and give the highest level of hostility, of each pair and year."""
    return tables["gml_mid"].filter(pl.col("ccode1") < pl.col("ccode2")).group_by("ccode1", "ccode2", "year").agg(
        pl.col("gmlmidonset").sum().cast(pl.Int8).alias("begun"), pl.len().cast(pl.Int8).alias("under_way"),
        pl.col("hostlev").max().cast(pl.Int8).alias("hostility"),
    ).with_columns(pl.col("ccode1", "ccode2", "year").cast(pl.Int16)).sort("ccode1", "ccode2", "year")


RECIPES = (Recipe("disputes", Grain.DYAD_YEAR, ("gml_mid",), disputes,
                  "disputes begun, disputes under way and highest hostility (1 to 5) of the pair in the year"),)

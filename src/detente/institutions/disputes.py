"""Militarized disputes between two states, counted over ten years."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from detente.grain import Grain
from detente.panel.codes import to_year_end
from detente.store.starter import Recipe

LAST = 2010
"""Last year of the source: every later risk is silent about what happened since."""


SPAN = 10
"""Years over which disputes are counted."""


def disputes(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Count the disputes of each pair that began in the ten years to each year; a year without any has no row.

    Rows bear the codes of their year's end, so that a dispute of West Germany is Germany's in 1993.
    """
    begun = tables["gml_mid"].filter((pl.col("ccode1") < pl.col("ccode2")) & (pl.col("gmlmidonset") == 1))
    window = pl.int_ranges(pl.col("year"), pl.col("year") + SPAN).alias("year")
    yearly = to_year_end(begun.select("ccode1", "ccode2", window).explode("year").filter(pl.col("year") <= LAST),
                         "ccode1", "ccode2")
    low, high = pl.min_horizontal("ccode1", "ccode2"), pl.max_horizontal("ccode1", "ccode2")
    return yearly.group_by(low.alias("ccode1"), high.alias("ccode2"), "year").agg(pl.len().alias("recent")).with_columns(
        pl.col("ccode1", "ccode2", "year").cast(pl.Int16), pl.col("recent").cast(pl.Int8)).sort("ccode1", "ccode2", "year")


RECIPES = (Recipe("disputes", Grain.DYAD_YEAR, ("gml_mid",), disputes,
                  f"militarized disputes of the pair that began in the {SPAN} years to the year"),)

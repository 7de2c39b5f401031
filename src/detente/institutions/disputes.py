"""Militarized disputes between two states, counted over ten years."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from detente.actors.year_end_codes import to_year_end
from detente.grain import Grain
from detente.panel.spine import state_years
from detente.store.starter import Recipe

LAST = 2010
"""Last year of the source: every later risk is silent about what happened since."""


SPAN = 10
SINCE = 1946
"""Years over which disputes are counted."""


def disputes(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Count the disputes of each pair begun in the ten years to each year; no row means none.

    Rows bear the codes of their year's end, so that a dispute of West Germany is Germany's in 1993.
    """
    begun = tables["gml_mid"].filter(
        (pl.col("ccode1") < pl.col("ccode2")) & (pl.col("gmlmidonset") == 1)
    )
    window = pl.int_ranges(pl.col("year"), pl.col("year") + SPAN).alias("year")
    yearly = to_year_end(
        begun.select("ccode1", "ccode2", window).explode("year").filter(pl.col("year") <= LAST),
        "ccode1",
        "ccode2",
    )
    low, high = pl.min_horizontal("ccode1", "ccode2"), pl.max_horizontal("ccode1", "ccode2")
    return (
        yearly.group_by(low.alias("ccode1"), high.alias("ccode2"), "year")
        .agg(pl.len().alias("recent"))
        .with_columns(
            pl.col("ccode1", "ccode2", "year").cast(pl.Int16), pl.col("recent").cast(pl.Int8)
        )
        .sort("ccode1", "ccode2", "year")
    )


def onsets(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Count the disputes that each state of the system began or met in each year, by pair."""
    begun = (
        tables["gml_mid"]
        .filter(pl.col("gmlmidonset") == 1)
        .group_by(pl.col("ccode1").alias("ccode"), "year")
        .agg(pl.len().alias("begun"))
    )
    return (
        state_years("cow", years=(SINCE, LAST))
        .select(pl.col("ccode", "year").cast(pl.Int64))
        .join(begun, on=["ccode", "year"], how="left")
        .with_columns(
            pl.col("begun").fill_null(0).cast(pl.Int8), pl.col("ccode", "year").cast(pl.Int16)
        )
        .sort("ccode", "year")
    )


RECIPES = (
    Recipe(
        id="disputes",
        grain=Grain.DYAD_YEAR,
        needs=("gml_mid",),
        make=disputes,
        rule=f"militarized disputes of the pair that began in the {SPAN} years to the year",
    ),
    Recipe(
        id="onsets",
        grain=Grain.STATE_YEAR,
        needs=("gml_mid",),
        make=onsets,
        rule="militarized disputes of the state that began in the year, by pair",
    ),
)

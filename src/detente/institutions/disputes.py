"""Militarized disputes between two states, counted over ten years."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from detente.actors.year_end_codes import to_year_end
from detente.calendar import last_year
from detente.grain import Grain
from detente.store.starter import DerivedTable

LAST = last_year("gml_mid")
"""Last year of the source: every later risk is silent about what happened since."""
SPAN = 10
"""Years over which disputes are counted."""
SINCE = 1946
"""First year for which each state's disputes are counted."""


def disputes(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Count the disputes of each pair begun in the ten years to each year; no row means none."""
    return begun_in_ten_years(tables["gml_mid"], "gmlmidonset", LAST)


def begun_in_ten_years(dyad_years: pl.DataFrame, onset: str, last: int) -> pl.DataFrame:
    """Count the disputes of each pair begun in the ten years to each year; no row means none.

    Rows bear the codes of their year's end, so that a dispute of West Germany is Germany's in 1993.

    Parameters
    ----------
    dyad_years : polars.DataFrame
        ``ccode1``, ``ccode2``, ``year`` and the onset, in both directions.
    onset : str
        Column that is 1 where a dispute of the pair begins.
    last : int
        Last year of the source.

    Returns
    -------
    polars.DataFrame
        ``ccode1``, ``ccode2``, ``year``, ``recent``, lower code first.
    """
    one_direction = pl.col("ccode1") < pl.col("ccode2")
    begun = dyad_years.filter(one_direction & (pl.col(onset) == 1))
    years_counted = pl.int_ranges(pl.col("year"), pl.col("year") + SPAN).alias("year")
    yearly = begun.select("ccode1", "ccode2", years_counted).explode("year")
    yearly = to_year_end(yearly.filter(pl.col("year") <= last), "ccode1", "ccode2")
    counts = yearly.group_by(
        pl.min_horizontal("ccode1", "ccode2").alias("ccode1"),
        pl.max_horizontal("ccode1", "ccode2").alias("ccode2"),
        "year",
    ).agg(pl.len().cast(pl.Int8).alias("recent"))
    keys = pl.col("ccode1", "ccode2", "year")
    return counts.with_columns(keys.cast(pl.Int16)).sort("ccode1", "ccode2", "year")


def onsets(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Count the disputes that each state of the system began or met in each year, by pair."""
    from detente.panel.spine import state_years

    begun = (
        tables["gml_mid"]
        .filter(pl.col("gmlmidonset") == 1)
        .group_by(pl.col("ccode1").alias("ccode"), "year")
        .agg(pl.len().alias("begun"))
    )
    keys = pl.col("ccode", "year")
    states = state_years("cow", years=(SINCE, LAST)).select(keys.cast(pl.Int64))
    counts = states.join(begun, on=["ccode", "year"], how="left")
    # the source names every dispute of its years, so a state without one began none
    complete = pl.col("begun").fill_null(0).cast(pl.Int8)
    return counts.with_columns(complete, keys.cast(pl.Int16)).sort("ccode", "year")


DERIVED_TABLES = (
    DerivedTable(
        id="disputes",
        grain=Grain.DYAD_YEAR,
        needs=("gml_mid",),
        make=disputes,
        rule=f"militarized disputes of the pair that began in the {SPAN} years to the year",
    ),
    DerivedTable(
        id="onsets",
        grain=Grain.STATE_YEAR,
        needs=("gml_mid",),
        make=onsets,
        rule="militarized disputes of the state that began in the year, by pair",
    ),
)

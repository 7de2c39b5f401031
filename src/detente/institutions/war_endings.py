"""Endings of wars between states: how long they ran, and whether one side won, counted by year."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from detente.store.starter import DerivedTable

WON, DRAWN, OTHER = "won", "drawn", "other"
OUTCOMES = {1: WON, 2: WON, 3: DRAWN, 6: DRAWN}
"""Outcomes of a state in a war, by the producer's code: it won or lost, or nobody did; a war that
became another one, or went on below war, is none of them."""


def war_endings(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Count the wars that ended in a year by the calendar years they touched and by outcome."""
    states = tables["cow_war_states"]
    result = pl.col("outcome").replace_strict(OUTCOMES, default=OTHER, return_dtype=pl.String)
    begun = pl.col("start").dt.year().min().alias("begun")
    ended = pl.col("end").dt.year().max().alias("year")
    results = [(result == name).any().alias(name) for name in (WON, DRAWN)]
    by_war = states.group_by("warnum").agg(begun, ended, *results)
    outcome = (
        pl.when(pl.col("won"))
        .then(pl.lit(WON))
        .when(pl.col("drawn"))
        .then(pl.lit(DRAWN))
        .otherwise(pl.lit(OTHER))
    )
    over = by_war.drop_nulls("year").with_columns(
        outcome=outcome.cast(pl.Enum([WON, DRAWN, OTHER])),
        years=pl.col("year") - pl.col("begun") + 1,
    )
    counts = over.group_by("year", "years", "outcome").agg(pl.len().alias("wars"))
    typed = counts.with_columns(
        pl.col("year", "years").cast(pl.Int16), pl.col("wars").cast(pl.Int8)
    )
    return typed.sort("year", "years", "outcome")


DERIVED_TABLES = (
    DerivedTable(
        id="war_endings",
        grain=None,
        needs=("cow_war_states",),
        make=war_endings,
        rule="wars between states that ended in the year, by the calendar years that they touched "
        "and by whether a side won",
    ),
)

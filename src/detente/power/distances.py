"""Distances between capitals, as spells of years: what capability has to cross."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from detente.grain import Grain
from detente.panel.adders.base import Request
from detente.panel.adders.capital_distance import YEARS, pairs
from detente.panel.rows import Rows
from detente.panel.spine import dyad_years
from detente.store.starter import Recipe


def distances(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Compute the distance of every dyad-year to the kilometre, as spells of equal distance."""
    keys = dyad_years("cow", years=YEARS)
    request = Request(
        Rows(keys, Grain.DYAD_YEAR, "cow"), pl.DataFrame(), {"transsum": "first"}, "cow", YEARS
    )
    yearly = (
        pl.concat([keys, pairs(tables, request).frame], how="horizontal")
        .drop_nulls("capdist")
        .with_columns(pl.col("capdist").round(0).cast(pl.Int16).alias("kilometres"))
    )
    pair = ["ccode1", "ccode2"]
    fresh = (pl.col("kilometres") != pl.col("kilometres").shift(1).over(pair)) | (
        pl.col("year") != pl.col("year").shift(1).over(pair) + 1
    )
    spell = fresh.fill_null(True).cum_sum().alias("spell")
    return (
        yearly.with_columns(spell)
        .group_by("spell", maintain_order=True)
        .agg(
            pl.col(pair).first().cast(pl.Int16),
            pl.col("year").min().cast(pl.Int16).alias("start"),
            pl.col("year").max().cast(pl.Int16).alias("end"),
            pl.col("kilometres").first(),
        )
        .drop("spell")
        .sort(*pair, "start")
    )


RECIPES = (
    Recipe(
        "distances",
        Grain.DYAD_SPELL,
        ("cow_capitals",),
        distances,
        "kilometres between the capitals of the year's beginning, in each year from start to end",
    ),
)

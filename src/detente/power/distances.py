"""Distances between capitals, as spells of years: what capability has to cross."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from detente.grain import Grain
from detente.panel.adders.base import Request
from detente.panel.adders.capital_distance import YEARS, pairs
from detente.panel.rows import Rows
from detente.panel.spine import dyad_years
from detente.store.starter import DerivedTable


def distances(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Compute the distance of every dyad-year to the kilometre, as spells of equal distance."""
    keys = dyad_years("cow", years=YEARS)
    request = Request(
        rows=Rows(keys, Grain.DYAD_YEAR, system="cow"),
        data=pl.DataFrame(),
        options={"transsum": "first"},
        system="cow",
        years=YEARS,
    )
    yearly = (
        pl.concat([keys, pairs(tables, request).frame], how="horizontal")
        .drop_nulls("capdist")
        .with_columns(pl.col("capdist").round(0).cast(pl.Int16).alias("kilometres"))
    )
    pair = ["ccode1", "ccode2"]
    moved = pl.col("kilometres") != pl.col("kilometres").shift(1).over(pair)
    after_a_gap = pl.col("year") != pl.col("year").shift(1).over(pair) + 1
    spell = (moved | after_a_gap).fill_null(True).cum_sum()
    spells = yearly.group_by(spell.alias("spell"), maintain_order=True).agg(
        pl.col(*pair, "kilometres").first(),
        pl.col("year").min().alias("start"),
        pl.col("year").max().alias("end"),
    )
    short = pl.col(*pair, "start", "end").cast(pl.Int16)
    return spells.select(short, "kilometres").sort(*pair, "start")


DERIVED_TABLES = (
    DerivedTable(
        id="distances",
        grain=Grain.DYAD_SPELL,
        needs=("cow_capitals",),
        make=distances,
        rule="kilometres between the capitals of the year's beginning, "
        "in each year from start to end",
    ),
)

"""Treaty obligations between two states: how strong and how many, as spells."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from detente.grain import Grain
from detente.store.starter import Recipe

KINDS = ("defense", "offense", "neutral", "nonagg", "consul")
"""Kinds of obligation, the strongest first."""


def obligations(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Reduce five directed flags to the strongest kind and their number, as spells of years."""
    flags = [f"atop_{kind}" for kind in KINDS]
    strongest = pl.coalesce(pl.when(pl.col(f"atop_{k}") == 1).then(pl.lit(k)) for k in KINDS)
    yearly = (
        tables["atop"]
        .select(
            "ccode1",
            "ccode2",
            "year",
            strongest.alias("strongest"),
            pl.sum_horizontal(flags).alias("depth"),
        )
        .filter(pl.col("depth") > 0)
        .sort("ccode1", "ccode2", "year")
    )
    same = (
        (pl.col("ccode1") == pl.col("ccode1").shift())
        & (pl.col("ccode2") == pl.col("ccode2").shift())
        & (pl.col("year") == pl.col("year").shift() + 1)
        & (pl.col("strongest") == pl.col("strongest").shift())
        & (pl.col("depth") == pl.col("depth").shift())
    ).fill_null(False)
    return (
        yearly.with_columns((~same).cum_sum().alias("spell"))
        .group_by("spell", maintain_order=True)
        .agg(
            pl.col("ccode1", "ccode2").first(),
            pl.col("year").min().alias("start"),
            pl.col("year").max().alias("end"),
            pl.col("strongest", "depth").first(),
        )
        .drop("spell")
        .with_columns(
            pl.col("strongest").cast(pl.Enum(list(KINDS))),
            pl.col("depth").cast(pl.Int8),
            pl.col("ccode1", "ccode2", "start", "end").cast(pl.Int16),
        )
        .sort("ccode1", "ccode2", "start")
    )


RECIPES = (
    Recipe(
        id="obligations",
        grain=Grain.DYAD_SPELL,
        needs=("atop",),
        make=obligations,
        rule="strongest kind of obligation of ccode1 towards ccode2 and number of kinds, as spells of "
        "years",
    ),
)

"""Treaty obligations between two states: how strong and how many, as spells."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from detente.grain import Grain
from detente.store.starter import DerivedTable

KINDS = ("defense", "offense", "neutral", "nonagg", "consul")
"""Kinds of obligation, the strongest first."""


def obligations(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Reduce five directed flags to the strongest kind and their number, as spells of years."""
    flags = [f"atop_{kind}" for kind in KINDS]
    named = [
        pl.when(pl.col(flag) == 1).then(pl.lit(kind))
        for flag, kind in zip(flags, KINDS, strict=True)
    ]
    strongest = pl.coalesce(named)
    keys = ["ccode1", "ccode2", "year"]
    depth = pl.sum_horizontal(flags).alias("depth")
    yearly = tables["atop"].select(*keys, strongest.alias("strongest"), depth)
    yearly = yearly.filter(pl.col("depth") > 0).sort(keys)
    content = ("ccode1", "ccode2", "strongest", "depth")
    unchanged = [pl.col(column) == pl.col(column).shift() for column in content]
    next_year = pl.col("year") == pl.col("year").shift() + 1
    continues = pl.all_horizontal(*unchanged, next_year).fill_null(False)
    spell = (~continues).cum_sum().alias("spell")
    spells = yearly.group_by(spell, maintain_order=True).agg(
        pl.col(content).first(),
        pl.col("year").min().alias("start"),
        pl.col("year").max().alias("end"),
    )
    spells = spells.select(
        pl.col("ccode1", "ccode2", "start", "end").cast(pl.Int16),
        pl.col("strongest").cast(pl.Enum(list(KINDS))),
        pl.col("depth").cast(pl.Int8),
    )
    return spells.sort("ccode1", "ccode2", "start")


DERIVED_TABLES = (
    DerivedTable(
        id="obligations",
        grain=Grain.DYAD_SPELL,
        needs=("atop",),
        make=obligations,
        rule=(
            "strongest kind of obligation of ccode1 towards ccode2 and number of kinds, as "
            "spells of years"
        ),
    ),
)

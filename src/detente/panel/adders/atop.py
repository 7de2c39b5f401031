"""Treaty obligations beside dyads."""

from __future__ import annotations

import polars as pl

from detente.calendar import years
from detente.panel.adders.base import Adder, Columns, Form, Frames, Option, Request, either_way
from detente.panel.spine import spread

NAMES = ("atop_defense", "atop_offense", "atop_neutral", "atop_nonagg", "atop_consul")
YEARS = years("atop")
"""Of the starter's spells, as of the source."""


def full(tables: Frames, request: Request) -> Columns:
    """Give five obligations of the first towards the second.

    Zero without a treaty to 2018, null after.

    Where each pair stands once, an obligation counts if either has it towards the other.
    """
    frame = tables["atop"].select(
        "ccode1",
        "ccode2",
        "year",
        pl.lit(1, dtype=pl.Int8).alias("atop_alliance"),
        pl.col(NAMES).cast(pl.Int8),
    )
    names = ("atop_alliance", *NAMES)
    either = request.options["ndir"] and not request.rows.directed
    return Columns(
        either_way(frame, names) if either else frame, names, zero=names, both_ways=either
    )


def starter(tables: Frames, request: Request) -> Columns:
    """Give number of kinds and strongest kind, from the starter's spells."""
    spells = tables["obligations"].select(
        pl.col("ccode1", "ccode2").cast(pl.Int64),
        spread("start", "end"),
        pl.col("depth").cast(pl.Int8).alias("atop_depth"),
        pl.col("strongest").cast(pl.String).alias("atop_strongest"),
    )
    return Columns(
        spells.explode("year"),
        ("atop_depth", "atop_strongest"),
        zero=("atop_depth",),
        years=YEARS,
        event="atop_depth",
    )


FORMS = (
    Form("pair", full, tables=("atop",)),
    Form("pair", starter, tables=("obligations",), starter=True),
)
NDIR = Option(
    True, "where pairs stand once: count an obligation of either; False reads the first's alone"
)
ADDER = Adder("atop", "treaty obligations", forms=FORMS, options={"ndir": NDIR})

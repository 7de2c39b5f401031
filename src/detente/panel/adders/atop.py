"""Treaty obligations of dyads."""

from __future__ import annotations

import polars as pl

from detente.calendar import years
from detente.panel.adders.base import (
    Adder,
    Columns,
    Form,
    Frames,
    Option,
    Request,
    either_way,
    pairs_by_year,
)

NAMES = ("atop_defense", "atop_offense", "atop_neutral", "atop_nonagg", "atop_consul")
YEARS = years("atop")
"""Of the starter's spells, as of the source."""


def full(tables: Frames, request: Request) -> Columns:
    """Give five obligations of the first towards the second.

    Zero without a treaty to 2018, null after.

    Where each pair stands once, an obligation counts if either has it towards the other.
    """
    any_obligation = pl.lit(1, dtype=pl.Int8).alias("atop_alliance")
    obligations = pl.col(NAMES).cast(pl.Int8)
    frame = tables["atop"].select("ccode1", "ccode2", "year", any_obligation, obligations)
    names = ("atop_alliance", *NAMES)
    either = request.options["ndir"] and not request.rows.directed
    frame = either_way(frame, names) if either else frame
    return Columns(frame, names, zero=names, both_ways=either)


def starter(tables: Frames, request: Request) -> Columns:
    """Give number of kinds and strongest kind, from the starter's spells."""
    depth = pl.col("depth").cast(pl.Int8).alias("atop_depth")
    strongest = pl.col("strongest").cast(pl.String).alias("atop_strongest")
    return Columns(
        pairs_by_year(tables["obligations"], depth, strongest),
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

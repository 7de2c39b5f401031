"""Treaty obligations beside dyads."""

from __future__ import annotations

import polars as pl

from detente.panel.adder import Adder, Columns, Form, Frames, Option, Request

NAMES = ("atop_defense", "atop_offense", "atop_neutral", "atop_nonagg", "atop_consul")
YEARS = (1815, 2018)


def full(tables: Frames, request: Request) -> Columns:
    """Give five obligations of the first towards the second; zero without a treaty to 2018, null after.

    Where each pair stands once, an obligation counts if either has it towards the other.
    """
    frame = tables["atop"].select("ccode1", "ccode2", "year", pl.lit(1, dtype=pl.Int8).alias("atop_alliance"),
                                  pl.col(NAMES).cast(pl.Int8))
    collapsed = request.options["ndir"] and not request.rows.directed
    if collapsed:
        low, high = pl.min_horizontal("ccode1", "ccode2"), pl.max_horizontal("ccode1", "ccode2")
        frame = frame.with_columns(low.alias("ccode1"), high.alias("ccode2")).sort("ccode1", "ccode2", "year").group_by(
            "ccode1", "ccode2", "year", maintain_order=True).agg(pl.all().max())
    names = ("atop_alliance", *NAMES)
    return Columns(frame, names, names, both_ways=collapsed)


def starter(tables: Frames, request: Request) -> Columns:
    """Give number of kinds and strongest kind, from the starter's spells."""
    years = pl.int_ranges(pl.col("start").cast(pl.Int64), pl.col("end").cast(pl.Int64) + 1).alias("year")
    frame = tables["obligations"].select(
        pl.col("ccode1", "ccode2").cast(pl.Int64), years, pl.col("depth").cast(pl.Int8).alias("atop_depth"),
        pl.col("strongest").cast(pl.String).alias("atop_strongest")).explode("year")
    return Columns(frame, ("atop_depth", "atop_strongest"), ("atop_depth",), YEARS, event="atop_depth")


ADDER = Adder("atop", "treaty obligations", (
    Form("pair", full, ("atop",)), Form("pair", starter, ("obligations",), starter=True)), {
    "ndir": Option(True, (), "where pairs stand once: count an obligation of either; False reads the first's alone")})

"""Treaty obligations beside dyads."""

from __future__ import annotations

import polars as pl

from detente.panel.adder import Adder, Columns, Frames

NAMES = ("atop_defense", "atop_offense", "atop_neutral", "atop_nonagg", "atop_consul")
YEARS = (1815, 2018)


def dyad(tables: Frames) -> Columns:
    """Give five obligations of the first towards the second; zero without a treaty to 2018, null after."""
    return Columns(tables["atop"].lazy().select("ccode1", "ccode2", "year", *NAMES), NAMES, NAMES, YEARS)


def dyad_starter(tables: Frames) -> Columns:
    """Give number of kinds and strongest kind, from the starter's spells."""
    names = ("atop_depth", "atop_strongest")
    years = pl.int_ranges(pl.col("start").cast(pl.Int64), pl.col("end").cast(pl.Int64) + 1).alias("year")
    frame = tables["obligations"].lazy().select(
        "ccode1", "ccode2", years, pl.col("depth").cast(pl.Int64).alias("atop_depth"),
        pl.col("strongest").cast(pl.String).alias("atop_strongest")).explode("year")
    return Columns(frame, names, ("atop_depth",), YEARS)


ADDER = Adder("atop", "treaty obligations", "atop", ("atop",), ("obligations",), dyad=dyad, dyad_starter=dyad_starter)

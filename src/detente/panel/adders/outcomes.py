"""Expected ends of disputes of directed pairs of states."""

from __future__ import annotations

import polars as pl

from detente.calendar import years
from detente.panel.adders.base import Adder, Columns, Form, Frames, Request

NAMES = ("doe_win", "doe_lose", "doe_stalemate")
YEARS = years("cow_nmc")
"""Years of the capabilities from which the ends are expected."""


def starter(tables: Frames, request: Request) -> Columns:
    """Give the starter's expectations as parts of one; the three sum to one."""
    win, lose = (pl.col(end).cast(pl.Float64) for end in ("win", "lose"))
    stalemate = 1 - (win + lose)
    expected = tables["outcomes"].select(
        pl.col("ccode1", "ccode2", "year").cast(pl.Int64),
        win.alias("doe_win"),
        lose.alias("doe_lose"),
        stalemate.alias("doe_stalemate"),
    )
    return Columns(expected, NAMES, years=YEARS)


ADDER = Adder(
    "outcomes",
    "expected ends of disputes",
    forms=(Form("pair", starter, tables=("outcomes",), starter=True),),
)

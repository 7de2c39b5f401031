"""Expected ends of disputes beside directed pairs of states."""

from __future__ import annotations

import polars as pl

from detente.panel.adders.base import Adder, Columns, Form, Frames, Request

NAMES = ("doe_win", "doe_lose", "doe_stalemate")
YEARS = (1816, 2022)


def starter(tables: Frames, request: Request) -> Columns:
    """Give the starter's expectations as parts of one; the three sum to one."""
    found = tables["outcomes"].select(
        pl.col("ccode1", "ccode2", "year").cast(pl.Int64),
        pl.col("win").alias("doe_win"),
        pl.col("lose").alias("doe_lose"),
        (1 - (pl.col("win") + pl.col("lose"))).alias("doe_stalemate"),
    )
    return Columns(found, NAMES, years=YEARS)


ADDER = Adder(
    "outcomes", "expected ends of disputes", (Form("pair", starter, ("outcomes",), starter=True),)
)

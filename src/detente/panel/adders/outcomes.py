"""Expected ends of disputes beside directed pairs of states."""

from __future__ import annotations

import polars as pl

from detente.panel.adders.base import Adder, Columns, Form, Frames, Request

NAMES = ("doe_win", "doe_lose", "doe_stalemate")
YEARS = (1816, 2022)
STEPS = 200
"""As the starter's table has them."""


def starter(tables: Frames, request: Request) -> Columns:
    """Give the starter's expectations as parts of one; the three sum to one."""
    found = tables["outcomes"].select(
        pl.col("ccode1", "ccode2", "year").cast(pl.Int64),
        (pl.col("win").cast(pl.Float64) / STEPS).alias("doe_win"),
        (pl.col("lose").cast(pl.Float64) / STEPS).alias("doe_lose"),
        (1 - (pl.col("win").cast(pl.Float64) + pl.col("lose").cast(pl.Float64)) / STEPS).alias(
            "doe_stalemate"
        ),
    )
    return Columns(found, NAMES, years=YEARS)


ADDER = Adder(
    "outcomes",
    "expected ends of disputes",
    forms=(Form("pair", starter, tables=("outcomes",), starter=True),),
)

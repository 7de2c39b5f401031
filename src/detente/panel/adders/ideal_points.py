"""Positions in UN votes of states."""

from __future__ import annotations

import polars as pl

from detente.calendar import years
from detente.panel.adders.base import Adder, Columns, Form, Frames, Request

YEARS = years("un_votes_undl")
"""Of the starter's estimates, as of the votes."""
ENDS = ("", "_low", "_high")


def full(tables: Frames, request: Request) -> Columns:
    """Give the published legacy series."""
    return Columns(
        tables["un_ideal_points"].select("ccode", "year", pl.col("legacy").alias("idealpoint")),
        ("idealpoint",),
    )


def starter(tables: Frames, request: Request) -> Columns:
    """Give our own estimates on adopted resolutions, with the ends of their 90 % interval."""
    estimates = [pl.col(f"adopted{end}").cast(pl.Float64).alias(f"position{end}") for end in ENDS]
    keys = pl.col("ccode", "year").cast(pl.Int64)
    frame = tables["positions"].select(keys, *estimates).drop_nulls("position")
    return Columns(frame, tuple(f"position{end}" for end in ENDS), years=YEARS)


ADDER = Adder(
    "ideal_points",
    "positions in UN votes",
    forms=(
        Form("state", full, tables=("un_ideal_points",)),
        Form("state", starter, tables=("positions",), starter=True),
    ),
)

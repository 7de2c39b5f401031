"""Positions in UN votes beside states."""

from __future__ import annotations

import polars as pl

from detente.panel.adder import Adder, Columns, Form, Frames, Request

YEARS = (1946, 2024)


def full(tables: Frames, request: Request) -> Columns:
    """Give the published legacy series."""
    return Columns(tables["un_ideal_points"].select("ccode", "year", pl.col("legacy").alias("idealpoint")), ("idealpoint",))


def starter(tables: Frames, request: Request) -> Columns:
    """Give the position from the starter: the ideal point less the median state of the session."""
    return Columns(tables["positions"].select(
        pl.col("ccode", "year").cast(pl.Int64), pl.col("legacy").cast(pl.Float64).alias("position")), ("position",), years=YEARS)


ADDER = Adder("ideal_points", "positions in UN votes", (
    Form("state", full, ("un_ideal_points",)), Form("state", starter, ("positions",), starter=True)))

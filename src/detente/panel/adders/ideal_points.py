"""Positions in UN votes beside states."""

from __future__ import annotations

import polars as pl

from detente.panel.adder import Adder, Columns, Frames


def state(tables: Frames) -> Columns:
    """Give the published legacy series."""
    return Columns(tables["un_ideal_points"].lazy().select("ccode", "year", pl.col("legacy").alias("idealpoint")),
                   ("idealpoint",))


def state_starter(tables: Frames) -> Columns:
    """Give the position from the starter: the ideal point less the median state of the session."""
    return Columns(tables["positions"].lazy().select(
        "ccode", "year", pl.col("legacy").cast(pl.Float64).alias("position")), ("position",))


ADDER = Adder("ideal_points", "positions in UN votes", "un_ideal_points", ("un_ideal_points",), ("positions",),
              state=state, state_starter=state_starter)

"""Democracy of states."""

from __future__ import annotations

import polars as pl

from detente.actors.systems import FIRST_YEAR, code_name
from detente.calendar import last_year
from detente.panel.adders.base import Adder, Columns, Form, Frames, Request

NAMES = ("euds", "aeuds", "polity2", "v2x_polyarchy")


def full(tables: Frames, request: Request) -> Columns:
    """Give extended unified scores (with and without the cut points' adjustment), Polity's score
    and electoral democracy.
    """
    code = code_name(request.system)
    return Columns(tables[f"{request.system}_democracy"].select(code, "year", *NAMES), NAMES)


def starter(tables: Frames, request: Request) -> Columns:
    """Give the index from the starter: distance from the median state plus that median."""
    frame = tables["regime"].select(
        pl.col("ccode", "year").cast(pl.Int64),
        (pl.col("polyarchy") + pl.col("polyarchy_median")).cast(pl.Float64).alias("v2x_polyarchy"),
    )
    return Columns(frame, ("v2x_polyarchy",), years=(FIRST_YEAR, last_year("vdem")))


ADDER = Adder(
    "democracy",
    "democracy",
    forms=(
        Form("state", full, tables=("cow_democracy",)),
        Form("state", full, tables=("gw_democracy",), system="gw"),
        Form("state", starter, tables=("regime",), starter=True),
    ),
)

"""Electoral democracy with its interval of states."""

from __future__ import annotations

import polars as pl

from detente.actors.systems import FIRST_YEAR, code_name
from detente.calendar import last_year
from detente.panel.adders.base import Adder, Columns, Form, Frames, Request

BOUNDS = ("v2x_polyarchy_codelow", "v2x_polyarchy_codehigh")
NAMES = (*BOUNDS, "v2x_libdem", "v2x_libdem_codelow", "v2x_libdem_codehigh")
YEARS = (FIRST_YEAR, last_year("vdem"))
"""Of the starter's distances, from the first year of the state systems."""


def full(tables: Frames, request: Request) -> Columns:
    """Give the bounds of electoral democracy, and liberal democracy with its own, as published."""
    (table,) = tables.values()
    return Columns(table.select(code_name(request.system), "year", *NAMES), NAMES)


def starter(tables: Frames, request: Request) -> Columns:
    """Give the bounds from the starter: distance from the median state plus that median."""
    distances = dict(zip(BOUNDS, ("polyarchy_low", "polyarchy_high"), strict=True))
    median = pl.col("polyarchy_median")
    frame = tables["regime"].select(
        pl.col("ccode", "year").cast(pl.Int64),
        **{name: (pl.col(own) + median).cast(pl.Float64) for name, own in distances.items()},
    )
    return Columns(frame, BOUNDS, years=YEARS)


ADDER = Adder(
    "vdem",
    "bounds of electoral democracy",
    forms=(
        Form("state", full, tables=("vdem",)),
        Form("state", full, tables=("gw_vdem",), system="gw"),
        Form("state", starter, tables=("regime",), starter=True),
    ),
)

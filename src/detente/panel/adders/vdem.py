"""Electoral democracy with its interval beside states."""

from __future__ import annotations

import polars as pl

from detente.panel.adders.base import Adder, Columns, Form, Frames, Request

BOUNDS = ("v2x_polyarchy_codelow", "v2x_polyarchy_codehigh")
NAMES = (*BOUNDS, "v2x_libdem", "v2x_libdem_codelow", "v2x_libdem_codehigh")
YEARS = (1816, 2024)


def full(tables: Frames, request: Request) -> Columns:
    """Give the bounds of electoral democracy, and liberal democracy with its own, as published."""
    return Columns(tables["vdem"].select("ccode", "year", *NAMES), NAMES)


def starter(tables: Frames, request: Request) -> Columns:
    """Give the bounds from the starter: distance from the median state plus that median."""
    frame = tables["regime"].select(
        pl.col("ccode", "year").cast(pl.Int64),
        *(
            (pl.col(own) + pl.col("polyarchy_median")).cast(pl.Float64).alias(name)
            for own, name in zip(("polyarchy_low", "polyarchy_high"), BOUNDS, strict=True)
        ),
    )
    return Columns(frame, BOUNDS, years=YEARS)


ADDER = Adder(
    "vdem",
    "bounds of electoral democracy",
    forms=(
        Form("state", full, tables=("vdem",)),
        Form("state", starter, tables=("regime",), starter=True),
    ),
)

"""Military expenditure of states."""

from __future__ import annotations

import polars as pl

from detente.calendar import years
from detente.panel.adders.base import Adder, Columns, Form, Frames, Request

YEARS = years("wdi")
"""Of the starter's spending, for which the bank's shares of GDP are needed."""
NAMES = ("milex_constant", "milex_current")


def full(tables: Frames, request: Request) -> Columns:
    """Give SIPRI's expenditure in constant and in current dollars."""
    return Columns(tables["sipri_milex"].select("ccode", "year", *NAMES), NAMES)


def starter(tables: Frames, request: Request) -> Columns:
    """Give spending from open sources: share of GDP times GDP."""
    return Columns(
        tables["capability"].select(pl.col("ccode", "year").cast(pl.Int64), "spending_constant"),
        ("spending_constant",),
        years=YEARS,
    )


ADDER = Adder(
    "milex",
    "military expenditure",
    forms=(
        Form("state", full, tables=("sipri_milex",)),
        Form("state", starter, tables=("capability",), starter=True),
    ),
)

"""Military expenditure beside states."""

from __future__ import annotations

import polars as pl

from detente.panel.adders.base import Adder, Columns, Form, Frames, Request

NAMES = ("milex_constant", "milex_current")


def full(tables: Frames, request: Request) -> Columns:
    """Give SIPRI's expenditure in constant and in current dollars."""
    return Columns(tables["sipri_milex"].select("ccode", "year", *NAMES), NAMES)


def starter(tables: Frames, request: Request) -> Columns:
    """Give the open yardstick: share of GDP times GDP."""
    return Columns(
        tables["capability"].select(pl.col("ccode", "year").cast(pl.Int64), "spending_constant"),
        ("spending_constant",),
        years=(1960, 2024),
    )


ADDER = Adder(
    "milex",
    "military expenditure",
    forms=(
        Form("state", full, tables=("sipri_milex",)),
        Form("state", starter, tables=("capability",), starter=True),
    ),
)

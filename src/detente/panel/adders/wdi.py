"""Economy and society beside states."""

from __future__ import annotations

import polars as pl

from detente.panel.adders.base import Adder, Columns, Form, Frames, Request

NAMES = (
    "gdp_constant",
    "gdp_current",
    "gdp_ppp_constant",
    "gdp_ppp_current",
    "life_expectancy",
    "fuel_exports",
)
YEARS = (1960, 2024)


def full(tables: Frames, request: Request) -> Columns:
    """Give GDP four ways, life expectancy and fuel exports as published."""
    return Columns(tables["wdi"].select("ccode", "year", *NAMES), NAMES)


def starter(tables: Frames, request: Request) -> Columns:
    """Give shares of GDP and of people from the starter."""
    names = ("gdp_constant_share", "gdp_ppp_constant_share", "pop_share")
    return Columns(
        tables["capability"].select(pl.col("ccode", "year").cast(pl.Int64), *names),
        names,
        years=(1816, 2024),
    )


ADDER = Adder(
    "wdi",
    "economy and society",
    forms=(
        Form("state", full, tables=("wdi",)),
        Form("state", starter, tables=("capability",), starter=True),
    ),
)

"""Economy and society of states."""

from __future__ import annotations

import polars as pl

from detente.actors.systems import FIRST_YEAR
from detente.calendar import last_year
from detente.panel.adders.base import Adder, Columns, Form, Frames, Request

NAMES = (
    "gdp_constant",
    "gdp_current",
    "gdp_ppp_constant",
    "gdp_ppp_current",
    "life_expectancy",
    "fuel_exports",
    "gdp_growth",
    "gdp_per_head_ppp",
    "manufacturing_share",
    "oil_rents",
    "inflation",
    "foreign_investment",
)
YEARS = (FIRST_YEAR, last_year("wdi"))
"""Of the starter's shares, which go further back than the bank."""


def full(tables: Frames, request: Request) -> Columns:
    """Give output, income, prices, life expectancy and what is made and sold, as published."""
    return Columns(tables["wdi"].select("ccode", "year", *NAMES), NAMES)


def starter(tables: Frames, request: Request) -> Columns:
    """Give shares of GDP and of people from the starter."""
    names = ("gdp_constant_share", "gdp_ppp_constant_share", "pop_share")
    return Columns(
        tables["capability"].select(pl.col("ccode", "year").cast(pl.Int64), *names),
        names,
        years=YEARS,
    )


ADDER = Adder(
    "wdi",
    "economy and society",
    forms=(
        Form("state", full, tables=("wdi",)),
        Form("state", starter, tables=("capability",), starter=True),
    ),
)

"""GDP and population of states: simulated series with their uncertainty, World Bank, Maddison."""

from __future__ import annotations

import polars as pl

from detente.actors.systems import code_name
from detente.panel.adders.base import Adder, Columns, Form, Frames, Option, Request

NAMES = tuple(
    f"{prefix}{name}" for name in ("mrgdppc", "pwtrgdp", "pwtpop") for prefix in ("", "sd_")
)
BANK = ("gdp_constant", "gdp_current", "gdp_ppp_constant", "gdp_ppp_current")


def simulated(tables: Frames, request: Request) -> Columns:
    """Give the posterior means with their standard deviations, 1816 to 2019."""
    code = code_name(request.system)
    return Columns(tables[f"{request.system}_gdppop"].select(code, "year", *NAMES), NAMES)


def bank(tables: Frames, request: Request) -> Columns:
    """Give the World Bank's GDP four ways."""
    return Columns(tables["wdi"].select("ccode", "year", *BANK), BANK)


def maddison(tables: Frames, request: Request) -> Columns:
    """Give Maddison's GDP in dollars of 2011."""
    return Columns(
        tables["maddison"].select("ccode", "year", "gdp_2011").filter(pl.col("year") >= 1816),
        ("gdp_2011",),
    )


SERIES = "series"
SIMULATED = (SERIES, ("simulated",))
FORMS = (
    Form("state", simulated, tables=("cow_gdppop",), when=SIMULATED),
    Form("state", simulated, tables=("gw_gdppop",), system="gw", when=SIMULATED),
    Form("state", bank, tables=("wdi",), when=(SERIES, ("wdi",))),
    Form("state", maddison, tables=("maddison",), when=(SERIES, ("maddison",))),
)
WHOSE = Option(
    "simulated",
    "whose: simulated from all series, World Bank, Maddison",
    choices=("simulated", "wdi", "maddison"),
)
ADDER = Adder("gdp_pop", "GDP and population", forms=FORMS, options={SERIES: WHOSE})

"""Economy and society beside states."""

from __future__ import annotations

from detente.panel.adder import Adder, Columns, Frames

NAMES = ("gdp_constant", "gdp_current", "gdp_ppp_constant", "gdp_ppp_current", "life_expectancy", "fuel_exports")


def state(tables: Frames) -> Columns:
    """Give GDP four ways, life expectancy and fuel exports as published."""
    return Columns(tables["wdi"].lazy().select("ccode", "year", *NAMES), NAMES)


def state_starter(tables: Frames) -> Columns:
    """Give shares of GDP and of people from the starter."""
    names = ("gdp_constant_share", "gdp_ppp_constant_share", "pop_share")
    return Columns(tables["capability"].lazy().select("ccode", "year", *names), names)


ADDER = Adder("wdi", "economy and society", "wdi", ("wdi",), ("capability",), state=state, state_starter=state_starter)

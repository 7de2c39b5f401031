"""Military expenditure beside states."""

from __future__ import annotations

from detente.panel.adder import Adder, Columns, Frames

NAMES = ("milex_constant", "milex_current")


def state(tables: Frames) -> Columns:
    """Give SIPRI's expenditure in constant and in current dollars."""
    return Columns(tables["sipri_milex"].lazy().select("ccode", "year", *NAMES), NAMES)


def state_starter(tables: Frames) -> Columns:
    """Give the open yardstick: share of GDP times GDP."""
    return Columns(tables["capability"].lazy().select("ccode", "year", "spending_constant"), ("spending_constant",))


ADDER = Adder("milex", "military expenditure", "sipri_milex", ("sipri_milex",), ("capability",), state=state,
              state_starter=state_starter)

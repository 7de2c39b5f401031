"""Material capabilities beside states."""

from __future__ import annotations

from detente.panel.adder import Adder, Columns, Frames

NAMES = ("milex", "milper", "irst", "pec", "tpop", "upop", "cinc")


def state(tables: Frames) -> Columns:
    """Give six components and the composite index as published."""
    return Columns(tables["cow_nmc"].lazy().select("ccode", "year", *NAMES), NAMES)


def state_starter(tables: Frames) -> Columns:
    """Give the recomputed index, and its share of the year's sum."""
    names = ("cinc", "cinc_share")
    return Columns(tables["capability"].lazy().select("ccode", "year", *names), names)


ADDER = Adder("nmc", "material capabilities", "cow_nmc", ("cow_nmc",), ("capability",), state=state,
              state_starter=state_starter)

"""Material capabilities of states."""

from __future__ import annotations

from detente.calendar import years
from detente.panel.adders.base import (
    EDITION,
    Adder,
    Columns,
    Form,
    Frames,
    Request,
    both_editions,
)

NAMES = ("milex", "milper", "irst", "pec", "tpop", "upop", "cinc")


def full(tables: Frames, request: Request) -> Columns:
    """Give six components, and the composite index as published."""
    (capabilities,) = tables.values()
    return Columns(capabilities.select("ccode", "year", *NAMES), NAMES)


def starter(tables: Frames, request: Request) -> Columns:
    """Give the recomputed index, and its share of the year's sum."""
    names = ("cinc", "cinc_share")
    return Columns(
        tables["capability"].select("ccode", "year", *names), names, years=years("cow_nmc")
    )


ADDER = Adder(
    "nmc",
    "material capabilities",
    forms=(
        *both_editions(Form("state", full, tables=("cow_nmc",))),
        Form("state", starter, tables=("capability",), starter=True, edition="official"),
    ),
    options={"edition": EDITION},
)

"""Militarized interstate disputes of the Correlates of War of dyads."""

from __future__ import annotations

from detente.panel.adders.base import (
    EDITION,
    Adder,
    Columns,
    Form,
    Frames,
    Request,
    both_editions,
)

EVENTS = ("cowmidongoing", "cowmidonset")
ALWAYS = (*EVENTS, "sidea1", "sidea2", "orig1", "orig2")


def pairs(tables: Frames, request: Request) -> Columns:
    """Give the one dispute of each dyad-year, both ways.

    Zero without one to 2014; what is not known of one is null.
    """
    (disputes,) = tables.values()
    names = tuple(name for name in disputes.columns if name not in ("ccode1", "ccode2", "year"))
    return Columns(
        disputes,
        names,
        zero=EVENTS,
        event="cowmidongoing",
        always=ALWAYS if request.rows.directed else EVENTS,
    )


ADDER = Adder(
    "cow_mids",
    "militarized disputes (Correlates of War)",
    forms=both_editions(Form("pair", pairs, tables=("cow_mid",))),
    options={"edition": EDITION},
)

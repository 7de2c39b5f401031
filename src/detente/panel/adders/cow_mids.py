"""Militarized interstate disputes of the Correlates of War of dyads."""

from __future__ import annotations

from detente.panel.adders.base import Adder, Columns, Form, Frames, Request

EVENTS = ("cowmidongoing", "cowmidonset")
ALWAYS = (*EVENTS, "sidea1", "sidea2", "orig1", "orig2")


def pairs(tables: Frames, request: Request) -> Columns:
    """Give the one dispute of each dyad-year, both ways.

    Zero without one to 2014, -9 for missing as published.
    """
    names = tuple(c for c in tables["cow_mid"].columns if c not in ("ccode1", "ccode2", "year"))
    return Columns(
        tables["cow_mid"],
        names,
        zero=EVENTS,
        event="cowmidongoing",
        always=ALWAYS if request.rows.directed else EVENTS,
    )


ADDER = Adder(
    "cow_mids",
    "militarized disputes (Correlates of War)",
    forms=(Form("pair", pairs, tables=("cow_mid",)),),
)

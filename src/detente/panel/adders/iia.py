"""Bilateral investment treaties of the two states of a dyad (UNCTAD)."""

from __future__ import annotations

from detente.panel.adders.base import Adder, Columns, Form, Frames, Request

NAMES = ("bitsigned", "bitinforce")


def pairs(tables: Frames, request: Request) -> Columns:
    """Count treaties signed in the year and in force at its end; zero without one to 2024."""
    return Columns(tables["investment_treaties"], NAMES, zero=NAMES, both_ways=True)


ADDER = Adder(
    "iia",
    "bilateral investment treaties",
    forms=(Form("pair", pairs, tables=("investment_treaties",)),),
)

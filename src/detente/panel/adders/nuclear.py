"""Nuclear warheads beside states."""

from __future__ import annotations

from detente.panel.adders.base import Adder, Columns, Form, Frames, Request


def full(tables: Frames, request: Request) -> Columns:
    """Give the warheads in stockpile of the states that the source names; null for all others."""
    return Columns(tables["nuclear"], ("warheads",))


ADDER = Adder("nuclear", "nuclear warheads", forms=(Form("state", full, tables=("nuclear",)),))

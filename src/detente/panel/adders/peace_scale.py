"""The peace scale of dyads, from severe rivalry to security community."""

from __future__ import annotations

from detente.panel.adders.base import Adder, Columns, Form, Frames, Request


def pairs(tables: Frames, request: Request) -> Columns:
    """Give the mean of the scale in the year, both ways; a pair that is not listed has none."""
    return Columns(tables["peace_scale"], ("peace_scale",), both_ways=True)


ADDER = Adder(
    "peace_scale",
    "peace scale of dyads",
    forms=(Form("pair", pairs, tables=("peace_scale",)),),
)

"""Trade of states and dyads."""

from __future__ import annotations

from detente.panel.adders.base import Adder, Columns, Form, Frames, Request


def states(tables: Frames, request: Request) -> Columns:
    """Give a state's imports and exports in millions of current dollars."""
    return Columns(tables["cow_trade_states"], ("imports", "exports"))


def pairs(tables: Frames, request: Request) -> Columns:
    """Give what each imports from the other, as reported and smoothed: flow1 is what the first
    imports.
    """
    return Columns(
        tables["cow_trade"],
        ("flow1", "flow2", "smoothflow1", "smoothflow2"),
        both_ways=True,
        swap=(("flow1", "flow2"), ("smoothflow1", "smoothflow2")),
    )


ADDER = Adder(
    "trade",
    "trade",
    forms=(
        Form("pair", pairs, tables=("cow_trade",)),
        Form("state", states, tables=("cow_trade_states",), dyads=False),
    ),
)

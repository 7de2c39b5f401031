"""Militarized events between the states of a dyad."""

from __future__ import annotations

import polars as pl

from detente.panel.adders.base import Adder, Columns, Form, Frames, Request


def pairs(tables: Frames, request: Request) -> Columns:
    """Count what the first state does to the second, and give the highest level of hostility.

    Where a pair stands once, both directions are counted. Events count in the year in which they
    begin; zero without one to 2014.
    """
    events, directed = tables["mie_events"], request.rows.directed
    if not directed:
        lower, higher = (
            side("ccode1", "ccode2") for side in (pl.min_horizontal, pl.max_horizontal)
        )
        events = events.with_columns(lower.alias("ccode1"), higher.alias("ccode2"))
    frame = events.group_by("ccode1", "ccode2", "year").agg(
        pl.len().cast(pl.Int32).alias("mieevents"),
        pl.col("hostlev").max().alias("miehostlev"),
    )
    return Columns(
        frame,
        ("mieevents", "miehostlev"),
        zero=("mieevents",),
        both_ways=not directed,
        event="mieevents",
    )


ADDER = Adder(
    "mie_events",
    "militarized events",
    forms=(Form("pair", pairs, tables=("mie_events",)),),
)

"""Journeys of the United States' leaders to a state, and visits of its leaders to them."""

from __future__ import annotations

import polars as pl

from detente.panel.adders.base import Adder, Columns, Form, Frames, Request

KINDS = {"president": "uspresvisits", "secretary": "ussecvisits", "guest": "usguestvisits"}
USA = 2
FIRST = 1874
"""Year in which the list of guests begins."""


def states(tables: Frames, request: Request) -> Columns:
    """Count stops and visits that begin in the year; the United States itself has no cell.

    The lists of journeys and of guests are both kept since 1874.
    """
    visits = tables["us_visits"].filter(pl.col("year") >= FIRST)
    counts = [
        (pl.col("kind") == kind).sum().cast(pl.Int64).alias(name) for kind, name in KINDS.items()
    ]
    names = tuple(KINDS.values())
    frame = visits.group_by("ccode", "year").agg(counts)
    years = (FIRST, request.years[1])
    return Columns(frame, names, zero=names, years=years, known=_others(request))


def _others(request: Request) -> pl.DataFrame:
    """Give the state-years of which the lists speak: all but those of the United States."""
    sides = request.rows.sides
    codes = [
        request.rows.keys.select(pl.col(f"ccode{side}").alias("ccode"), "year") for side in sides
    ]
    return pl.concat(codes).unique().filter(pl.col("ccode") != USA)


ADDER = Adder(
    "us_visits",
    "travels and visits of the United States' leaders",
    forms=(Form("state", states, tables=("us_visits",)),),
)

"""Minimum distance between states."""

from __future__ import annotations

import polars as pl

from detente.actors.systems import System, code_name
from detente.panel.adders.base import Adder, Columns, Form, Frames, Option, Request


def pairs(tables: Frames, request: Request) -> Columns:
    """Give the kilometres between the nearest borders of two states."""
    frame, code = _table(tables, request.system), code_name(request.system)
    return Columns(
        frame.select(f"{code}1", f"{code}2", "year", _value(request)), ("mindist",), both_ways=True
    )


def states(tables: Frames, request: Request) -> Columns:
    """Give the distance to the nearest other state."""
    frame, code = _table(tables, request.system), code_name(request.system)
    both = pl.concat(
        [frame.select(pl.col(f"{code}{k}").alias(code), "year", _value(request)) for k in (1, 2)]
    )
    return Columns(
        both.group_by(code, "year").agg(pl.col("mindist").min().alias("minmindist")),
        ("minmindist",),
    )


def _table(tables: Frames, system: System) -> pl.DataFrame:
    return tables[f"{system}_mindist"]


def _value(request: Request) -> pl.Expr:
    return pl.col(request.options["slice"] if request.options["use_extdata"] else "yearly").alias(
        "mindist"
    )


ADDER = Adder(
    "minimum_distance",
    "minimum distance",
    forms=(
        Form("pair", pairs, tables=("cow_mindist",)),
        Form("state", states, tables=("cow_mindist",), dyads=False),
        Form("pair", pairs, tables=("gw_mindist",), system="gw"),
        Form("state", states, tables=("gw_mindist",), system="gw", dyads=False),
    ),
    options={
        "slice": Option(
            "first",
            "the day of the year that is read",
            choices=("first", "last", "jan1", "june30", "dec31"),
        ),
        "use_extdata": Option(
            True, "False reads the producer's yearly file (1 January), whatever slice says"
        ),
    },
)

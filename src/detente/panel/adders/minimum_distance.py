"""Minimum distance between states."""

from __future__ import annotations

import polars as pl

from detente.actors.systems import code_name
from detente.panel.adders.base import Adder, Columns, Form, Frames, Option, Request


def pairs(tables: Frames, request: Request) -> Columns:
    """Give the kilometres between the nearest borders of two states."""
    code = code_name(request.system)
    frame = _distances(tables, request).select(f"{code}1", f"{code}2", "year", "mindist")
    return Columns(frame, ("mindist",), both_ways=True)


def states(tables: Frames, request: Request) -> Columns:
    """Give the distance to the nearest other state."""
    code = code_name(request.system)
    distances = _distances(tables, request)
    of_each = [
        distances.select(pl.col(f"{code}{side}").alias(code), "year", "mindist") for side in (1, 2)
    ]
    nearest = pl.col("mindist").min().alias("minmindist")
    return Columns(pl.concat(of_each).group_by(code, "year").agg(nearest), ("minmindist",))


def _distances(tables: Frames, request: Request) -> pl.DataFrame:
    """Read the distances of pairs on the day of the year that is asked for."""
    day = request.options["slice"] if request.options["use_extdata"] else "yearly"
    return tables[f"{request.system}_mindist"].with_columns(pl.col(day).alias("mindist"))


FORMS = (
    Form("pair", pairs, tables=("cow_mindist",)),
    Form("state", states, tables=("cow_mindist",), dyads=False),
    Form("pair", pairs, tables=("gw_mindist",), system="gw"),
    Form("state", states, tables=("gw_mindist",), system="gw", dyads=False),
)
OPTIONS = {
    "slice": Option(
        "first",
        "the day of the year that is read",
        choices=("first", "last", "jan1", "june30", "dec31"),
    ),
    "use_extdata": Option(
        True, "False reads the producer's yearly file (1 January), whatever slice says"
    ),
}
ADDER = Adder("minimum_distance", "minimum distance", forms=FORMS, options=OPTIONS)

"""Contiguity: of two states, and how many a state has."""

from __future__ import annotations

import polars as pl

from detente.actors.systems import COMPLETE_TO
from detente.panel.adders.base import Adder, Columns, Form, Frames, Option, Request
from detente.panel.spine import spread

YEARS = (1816, 2016)


def pairs(tables: Frames, request: Request) -> Columns:
    """Give the kind of contiguity: 1 by land, 2 to 5 over up to 12, 24, 150, 400 miles of water.

    Zero without, to 2016.
    """
    frame, years = _yearly(tables, request)
    return Columns(frame, ("conttype",), zero=("conttype",), years=years, both_ways=True)


def states(tables: Frames, request: Request) -> Columns:
    """Count the states with a land border and those across up to 400 miles of water."""
    found, years = _yearly(tables, request)
    both = pl.concat(
        [found.select(pl.col(c).alias("ccode"), "year", "conttype") for c in ("ccode1", "ccode2")]
    )
    frame = both.group_by("ccode", "year").agg(
        (pl.col("conttype") == 1).sum().cast(pl.Int16).alias("land"),
        (pl.col("conttype") > 1).sum().cast(pl.Int16).alias("sea"),
    )
    return Columns(frame, ("land", "sea"), zero=("land", "sea"), years=years)


def _yearly(tables: Frames, request: Request) -> tuple[pl.DataFrame, tuple[int, int]]:
    """Spread the spells over the years that they touch; the first of a year stands, or the last."""
    first, last = pl.col("start").dt.year().cast(pl.Int64), pl.col("end").dt.year().cast(pl.Int64)
    newest = COMPLETE_TO if request.options["mry"] else request.years[1]
    until = (
        pl.when(last == request.years[1]).then(newest).otherwise(last)
        if request.options["mry"]
        else last
    )
    keys = ["ccode1", "ccode2", "year"]
    frame = (
        next(iter(tables.values()))
        .filter(pl.col("ccode1") < pl.col("ccode2"))
        .sort("ccode1", "ccode2", "start", maintain_order=True)
        .select(
            "ccode1",
            "ccode2",
            pl.int_ranges(first, until + 1).alias("year"),
            pl.col("conttype").cast(pl.Int8),
        )
        .explode("year")
        .unique(keys, keep=request.options["slice"], maintain_order=True)
    )
    return frame, (request.years[0], newest)


def starter(tables: Frames, request: Request) -> Columns:
    """Give the kind of border from the starter's spells; null both without one and after 2016."""
    frame = (
        tables["borders"]
        .select(
            pl.col("ccode1", "ccode2").cast(pl.Int64),
            spread("start", "end"),
            pl.col("border").cast(pl.String),
        )
        .explode("year")
    )
    return Columns(
        frame.unique(["ccode1", "ccode2", "year"], keep="first", maintain_order=True),
        ("border",),
        years=YEARS,
        both_ways=True,
    )


OFFICIAL, REFERENCE = ("edition", ("official",)), ("edition", ("reference",))
ADDER = Adder(
    "contiguity",
    "contiguity by land and water",
    forms=(
        Form("pair", pairs, tables=("cow_contiguity",), when=OFFICIAL),
        Form("state", states, tables=("cow_contiguity",), dyads=False, when=OFFICIAL),
        Form("pair", pairs, tables=("cow_contdir",), when=REFERENCE),
        Form("state", states, tables=("cow_contdir",), dyads=False, when=REFERENCE),
        Form("pair", starter, tables=("borders",), starter=True, when=OFFICIAL),
    ),
    options={
        "slice": Option(
            "first",
            "which of a year's kinds stands where it changed during the year",
            choices=("first", "last"),
        ),
        "mry": Option(False, "carry what stood in 2016 on to the newest year"),
        "edition": Option(
            "official",
            "the producer's file, or peacesciencer's, for replication",
            choices=("official", "reference"),
        ),
    },
)

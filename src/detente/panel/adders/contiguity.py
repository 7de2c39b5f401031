"""Contiguity: of two states, and how many a state has."""

from __future__ import annotations

import polars as pl

from detente.actors.systems import COMPLETE_TO
from detente.calendar import years
from detente.panel.adders.base import Adder, Columns, Form, Frames, Option, Request, pairs_by_year

YEARS = years("cow_contiguity")
"""Of the starter's spells, as of the source."""


def pairs(tables: Frames, request: Request) -> Columns:
    """Give the kind of contiguity: 1 by land, 2 to 5 over up to 12, 24, 150, 400 miles of water.

    Zero without, to 2016.
    """
    frame, covered = _yearly(tables, request)
    return Columns(frame, ("conttype",), zero=("conttype",), years=covered, both_ways=True)


def states(tables: Frames, request: Request) -> Columns:
    """Count the states with a land border and those across up to 400 miles of water."""
    dyads, covered = _yearly(tables, request)
    both = pl.concat(
        [dyads.select(pl.col(c).alias("ccode"), "year", "conttype") for c in ("ccode1", "ccode2")]
    )
    frame = both.group_by("ccode", "year").agg(
        (pl.col("conttype") == 1).sum().cast(pl.Int16).alias("land"),
        (pl.col("conttype") > 1).sum().cast(pl.Int16).alias("sea"),
    )
    return Columns(frame, ("land", "sea"), zero=("land", "sea"), years=covered)


def _yearly(tables: Frames, request: Request) -> tuple[pl.DataFrame, tuple[int, int]]:
    """Spread the spells over the years that they touch; of a year's spells one is kept.

    Where it is asked for, what holds in the source's last year goes on to the newest one.
    """
    (spells,) = tables.values()
    begin, end = request.years
    first, last = pl.col("start").dt.year().cast(pl.Int64), pl.col("end").dt.year().cast(pl.Int64)
    if request.options["mry"]:
        last = pl.when(last == end).then(COMPLETE_TO).otherwise(last)
        end = COMPLETE_TO
    keys = ["ccode1", "ccode2", "year"]
    once = spells.filter(pl.col("ccode1") < pl.col("ccode2"))
    ordered = once.sort("ccode1", "ccode2", "start", maintain_order=True)
    by_year = ordered.with_columns(pl.int_ranges(first, last + 1).alias("year")).explode("year")
    frame = by_year.select(*keys, pl.col("conttype").cast(pl.Int8))
    kept = frame.unique(keys, keep=request.options["slice"], maintain_order=True)
    return kept, (begin, end)


def starter(tables: Frames, request: Request) -> Columns:
    """Give the kind of border from the starter's spells; null both without one and after 2016."""
    yearly = pairs_by_year(tables["borders"], pl.col("border").cast(pl.String))
    keys = ["ccode1", "ccode2", "year"]
    first = yearly.unique(keys, keep="first", maintain_order=True)
    return Columns(first, ("border",), years=YEARS, both_ways=True)


OFFICIAL, REFERENCE = ("edition", ("official",)), ("edition", ("reference",))
"""Conditions: the producer's file, or that of peacesciencer."""


def _forms(table: str, when: tuple[str, tuple[str, ...]]) -> tuple[Form, Form]:
    """Give the forms of one edition: for pairs, and for states."""
    return (
        Form("pair", pairs, tables=(table,), when=when),
        Form("state", states, tables=(table,), dyads=False, when=when),
    )


FORMS = (
    *_forms("cow_contiguity", OFFICIAL),
    *_forms("cow_contdir", REFERENCE),
    Form("pair", starter, tables=("borders",), starter=True, when=OFFICIAL),
)
OPTIONS = {
    "slice": Option(
        "first",
        "which of a year's kinds stands where it changed during the year",
        choices=("first", "last"),
    ),
    "mry": Option(False, "carry what held in 2016 on to the newest year"),
    "edition": Option(
        "official",
        "the producer's file, or peacesciencer's, for replication",
        choices=("official", "reference"),
    ),
}
ADDER = Adder("contiguity", "contiguity by land and water", forms=FORMS, options=OPTIONS)

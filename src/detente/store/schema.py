"""Schemas of the tables that an analysis reads: which rows and columns were known at a day.

A table declares in ``store/tables/<id>.toml`` when its rows were observed; one without a declaration follows its columns:
a ``year`` means that year's 31 December, a ``start`` opens a spell, a ``date`` is a day, anything else has no time.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import polars as pl

YEAR_END = (12, 31)


@dataclass(frozen=True, slots=True)
class TableCalendar:
    """When the rows of a table were observed.

    Attributes
    ----------
    known : tuple of str
        Columns whose sum, plus `lag`, is the year (or day) in which a row was observed; empty for a table without time.
    lag : int
        Years added; negative where a row is about a later year than it was made in.
    ends : str
        Column with the end of a spell: what ends after the day is cut at the day; empty where there is none.
    after : dict
        Column to the years after its row's year in which it becomes known; null before.
    made : int or None
        Year in which the whole table was made, for projections; nothing of it is known before.
    revised : bool
        Whether the table is estimated from all years at once: present edition, not vintage.
    """

    known: tuple[str, ...] = ()
    lag: int = 0
    ends: str = ""
    after: Mapping[str, int] = field(default_factory=dict)
    made: int | None = None
    revised: bool = False


@cache
def _declared(table: str) -> dict[str, Any]:
    path = files("detente.store").joinpath(f"tables/{table}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def calendar_of(table: str, columns: tuple[str, ...]) -> TableCalendar:
    """Give the calendar of a table: as it declares it, else as its columns say.

    Parameters
    ----------
    table : str
        Its name.
    columns : tuple of str
        Its columns.

    Examples
    --------
    >>> (
    ...     calendar_of("unknown", ("ccode", "year", "x")).known,
    ...     calendar_of("unknown", ("start", "end")).ends,
    ... )
    (('year',), 'end')
    """
    raw = _declared(table).get("calendar")
    if raw is not None:
        return TableCalendar(
            known=tuple(raw.get("known", ())),
            lag=int(raw.get("lag", 0)),
            ends=str(raw.get("ends", "")),
            after=dict(raw.get("after", {})),
            made=raw.get("made"),
            revised=bool(raw.get("revised", False)),
        )
    for name in ("year", "date", "start"):
        if name in columns:
            ends = "end" if name == "start" and "end" in columns else ""
            return TableCalendar(known=(name,), ends=ends)
    return TableCalendar()


def last_full_year(day: date) -> int:
    """Give the last year whose 31 December is not after a day.

    Examples
    --------
    >>> last_full_year(date(2013, 12, 31)), last_full_year(date(2014, 6, 1))
    (2013, 2013)
    """
    return day.year if (day.month, day.day) == YEAR_END else day.year - 1


def cut(frame: pl.LazyFrame, table: str, day: date) -> pl.LazyFrame:
    """Leave of a table what was observed by a day.

    Parameters
    ----------
    frame : polars.LazyFrame
        The table.
    table : str
        Its name.
    day : datetime.date
        The day; a year counts as observed on its 31 December.

    Returns
    -------
    polars.LazyFrame
        The same columns; rows observed later are gone, ends of spells after the day are that day, columns that become
        known later are null.
    """
    schema = frame.collect_schema()
    rule = calendar_of(table, tuple(schema))
    year = last_full_year(day)
    if rule.made is not None and rule.made > year:
        return frame.clear()
    if not rule.known:
        return frame
    first = rule.known[0]
    if schema[first] == pl.Date:
        found = frame.filter(pl.col(first) <= day)
    else:
        observed = pl.sum_horizontal(*(pl.col(c).cast(pl.Int32) for c in rule.known)) + rule.lag
        found = frame.filter(observed <= year)
    if rule.ends:
        limit = pl.lit(day) if schema[rule.ends] == pl.Date else pl.lit(year, schema[rule.ends])
        found = found.with_columns(pl.min_horizontal(rule.ends, limit).alias(rule.ends))
    later = [
        pl.when(pl.col(first).cast(pl.Int32) + lag <= year).then(pl.col(name)).alias(name)
        for name, lag in rule.after.items()
    ]
    return found.with_columns(later) if later else found

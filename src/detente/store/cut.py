"""Cut a table at a day: what was observed later is gone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from detente.span import last_full_year
from detente.store.schema import TableCalendar, calendar_of


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
        The same columns; rows observed later are gone, ends of spells after the day are that day,
        columns that become known later are null.
    """
    schema = frame.collect_schema()
    rule = calendar_of(table, tuple(schema))
    year = last_full_year(day)
    if rule.made is not None and rule.made > year:
        return frame.clear()
    if not rule.known:
        return frame
    observed = frame.filter(_is_observed(rule, schema, day))
    limited = _spell_ends(rule, schema, day)
    limited += [_known_when_ended(rule.ends, name, day) for name in rule.over]
    limited += [_known_after(rule.known[0], name, lag, year) for name, lag in rule.after.items()]
    limited += [_known_when_over(name, schema[name], day) for name in rule.dated]
    return observed.with_columns(limited) if limited else observed


def is_whole(frame: pl.DataFrame, table: str, day: date) -> bool:
    """Tell whether all of a table was observed by a day, so that it need not be copied.

    Parameters
    ----------
    frame : polars.DataFrame
        The table.
    table : str
        Its name.
    day : datetime.date
        The day.

    Returns
    -------
    bool
        False also where ends of spells or days of an outcome would have to be looked at.
    """
    rule, year = calendar_of(table, tuple(frame.columns)), last_full_year(day)
    if (rule.made is not None and rule.made > year) or rule.ends or rule.over or rule.dated:
        return False
    if not rule.known:
        return True
    # the newest row decides: tables are long, and the largest value of a column is found fast
    begun = pl.col(rule.known[0]).max()
    summed = pl.sum_horizontal(pl.col(name).cast(pl.Int32) for name in rule.known).max()
    first, newest = frame.select(begun, newest=summed if rule.known[1:] else begun).row(0)
    if newest is None:
        return True
    limit = day if frame.schema[rule.known[0]] == pl.Date else year - rule.lag
    return bool(newest <= limit and all(first + lag <= year for lag in rule.after.values()))


def _is_observed(rule: TableCalendar, schema: Mapping[str, pl.DataType], day: date) -> pl.Expr:
    first = rule.known[0]
    if schema[first] == pl.Date:
        return pl.col(first) <= day
    years = [pl.col(name).cast(pl.Int32) for name in rule.known]
    observed = pl.sum_horizontal(years) + rule.lag
    return observed <= last_full_year(day)


def _spell_ends(rule: TableCalendar, schema: Mapping[str, pl.DataType], day: date) -> list[pl.Expr]:
    """End at the day what ends after it; a spell that is open stays open."""
    if not rule.ends:
        return []
    dtype = schema[rule.ends]
    limit = pl.lit(day) if dtype == pl.Date else pl.lit(last_full_year(day), dtype)
    return [pl.min_horizontal(rule.ends, limit).alias(rule.ends)]


def _known_when_ended(ends: str, name: str, day: date) -> pl.Expr:
    # a spell without an end is not over, so that its outcome is not known either
    return pl.when(pl.col(ends) <= day).then(pl.col(name)).alias(name)


def _known_after(first: str, name: str, lag: int, year: int) -> pl.Expr:
    over = pl.col(first).cast(pl.Int32) + lag <= year
    return pl.when(over).then(pl.col(name)).alias(name)


def _known_when_over(name: str, dtype: pl.DataType, day: date) -> pl.Expr:
    """Keep a day that is not later, or a year that is over."""
    limit = pl.lit(day) if dtype == pl.Date else pl.lit(last_full_year(day))
    return pl.when(pl.col(name) <= limit).then(pl.col(name)).alias(name)

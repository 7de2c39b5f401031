"""Spines: which state-years, dyad-years, k-adic years and state-days exist, by day."""

from __future__ import annotations

import operator
from datetime import date
from itertools import chain, combinations
from math import comb
from numbers import Integral
from typing import Any

import numpy as np
import polars as pl

from detente.actors.systems import (
    COMPLETE_TO,
    FIRST_YEAR,
    System,
    code_name,
    require_system,
    spells,
)
from detente.errors import DateError, PanelError, quoted
from detente.span import parse_years, year_end

LAST_YEAR = COMPLETE_TO
"""Newest complete year of the state systems."""
MOST_ROWS = 20_000_000
"""Rows that a k-adic panel may have."""
MOST_CODES = 100_000_000
"""Codes in all rows of a k-adic panel together."""

Years = tuple[int, int] | list[int] | range | str | int | None


def years_of(years: Years) -> tuple[int, int]:
    """Read a span of years, and refuse anything else.

    Parameters
    ----------
    years : tuple of int, str, int, range or None
        (1946, 2010), "1946-2010", 1990, range(1946, 2011), or None for all; years outside the state
        systems are years, too.

    Raises
    ------
    DateError
        For anything else, and for a span that runs backwards.

    Examples
    --------
    >>> years_of("1946-2010")
    (1946, 2010)
    """
    ends: Any = parse_years(years) if isinstance(years, str) else years
    if years is None:
        ends = (FIRST_YEAR, LAST_YEAR)
    elif isinstance(years, range):
        ends = (years.start, years.stop - 1)
    elif isinstance(years, Integral):
        ends = (years, years)
    try:
        whole = [operator.index(end) for end in ends if not isinstance(end, bool)]
    except TypeError:
        whole = []
    if len(whole) != 2 or not all(1 <= end <= 9999 for end in whole):
        raise DateError(
            f"years {quoted(years)} are not a span",
            next_step="write them as (1946, 2010) or '1946-2010'",
        )
    first, last = whole
    if first > last:
        raise DateError(f"years {first}-{last} run backwards")
    return first, last


def spread(start: str, end: str) -> pl.Expr:
    """List the years from one column to another, to be exploded into a row each.

    Parameters
    ----------
    start : str
        Column with the first year.
    end : str
        Column with the last year.

    Examples
    --------
    >>> pl.DataFrame({"start": [1990], "end": [1992]}).select(spread("start", "end")).explode(
    ...     "year"
    ... )["year"].to_list()
    [1990, 1991, 1992]
    """
    return pl.int_ranges(pl.col(start).cast(pl.Int64), pl.col(end).cast(pl.Int64) + 1).alias("year")


def _spells(system: System, years: tuple[int, int]) -> pl.DataFrame:
    """Give the spells that touch the years, each cut at their ends, in whole days."""
    first, last = max(years[0], FIRST_YEAR), min(years[1], LAST_YEAR)
    start, end = pl.date(first, 1, 1), pl.date(last, 12, 31)
    return (
        spells(system)
        .filter((pl.col("start") <= end) & (pl.col("end") >= start))
        .with_columns(pl.max_horizontal("start", start), pl.min_horizontal("end", end))
    )


def year_of(days: np.ndarray) -> np.ndarray:
    """Give the year of days that are counted from 1970-01-01.

    Parameters
    ----------
    days : array of int

    Examples
    --------
    >>> year_of(np.array([-1, 0])).tolist()
    [1969, 1970]
    """
    return days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970


def each_year(first: np.ndarray, last: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Spread spans of years over a row each.

    Parameters
    ----------
    first, last : array of int, shape (N,)
        First and last year of each span.

    Returns
    -------
    tuple of arrays of int, shape (M,)
        Which span each row belongs to, and its year.

    Examples
    --------
    >>> span, year = each_year(np.array([1990, 2000]), np.array([1991, 2000]))
    >>> span.tolist(), year.tolist()
    ([0, 0, 1], [1990, 1991, 2000])
    """
    length = last - first + 1
    span = np.repeat(np.arange(first.size), length)
    rank = np.arange(span.size) - np.repeat(np.cumsum(length) - length, length)
    return span, rank + first[span]


def state_years(system: str = "cow", years: Years = None) -> pl.DataFrame:
    """Give every state-year: states that were members on at least one day of the year.

    Parameters
    ----------
    system : {"cow", "gw"}
        The state system; Gleditsch and Ward's with their microstates, which ``microstate`` tells
        apart.
    years : tuple of int, str or int, optional
        First and last year; 1816 to the newest complete year by default.

    Returns
    -------
    polars.DataFrame
        Code, ``microstate`` (gw) and ``year``, sorted.

    Examples
    --------
    >>> state_years("cow", (1946, 1946)).height
    66
    """
    known = require_system(system)
    code = code_name(known)
    start, end = (pl.col(day).dt.year().cast(pl.Int64) for day in ("start", "end"))
    spells_of_years = _spells(known, years_of(years)).select(
        *_unit(known), pl.int_ranges(start, end + 1).alias("year")
    )
    rows = spells_of_years.explode("year", empty_as_null=False)
    return rows.unique().sort(code, "year")


def _unit(system: System) -> list[pl.Expr]:
    """Name the code of a spell, and with Gleditsch and Ward's whether it is of a microstate."""
    code = pl.col("code").alias(code_name(system))
    return [code, pl.col("micro").alias("microstate")] if system == "gw" else [code]


def dyad_years(system: str = "cow", *, directed: bool = False, years: Years = None) -> pl.DataFrame:
    """Give every dyad-year: two states that were both members on one same day of the year.

    Parameters
    ----------
    system : {"cow", "gw"}
        The state system.
    directed : bool
        Both orders of each pair, or the lower code first.
    years : tuple of int, str or int, optional
        First and last year.

    Returns
    -------
    polars.DataFrame
        Two codes, ``microstate1`` and ``microstate2`` (gw) and ``year``, sorted.

    Examples
    --------
    >>> dyad_years("cow", years=(1975, 1975)).filter(
    ...     (pl.col("ccode1") == 115) & (pl.col("ccode2") == 817)
    ... ).height
    0
    """
    known = require_system(system)
    ordered = _spells(known, years_of(years)).sort("code", "start")
    first, second, year = _dyads(ordered, directed=directed)
    columns = {}
    for unit in ordered.select(_unit(known)):
        values = unit.to_numpy()
        columns[f"{unit.name}1"] = values[first]
        columns[f"{unit.name}2"] = values[second]
    return pl.DataFrame({**columns, "year": year})


def _dyads(ordered: pl.DataFrame, *, directed: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give rows of two spells and a year in which they share a day, each two states once a year."""
    code = ordered["code"].to_numpy()
    first, second, since, until = _meetings(ordered, directed=directed)
    meeting, year = each_year(year_of(since), year_of(until))
    first, second = first[meeting], second[meeting]
    fresh = _is_new(code[first], code[second], year)
    if fresh.all():
        return first, second, year
    return first[fresh], second[fresh], year[fresh]


def _meetings(
    ordered: pl.DataFrame, *, directed: bool
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Find every two spells of different states that share a day: both, and their days together."""
    code = ordered["code"].to_numpy()
    start, end = (
        ordered[day].to_physical().to_numpy().astype(np.int64) for day in ("start", "end")
    )
    row, column = code[:, None], code[None, :]
    first, second = np.nonzero(row != column if directed else row < column)
    order = np.lexsort((start[second], start[first], code[second], code[first]))
    first, second = first[order], second[order]
    since = np.maximum(start[first], start[second])
    until = np.minimum(end[first], end[second])
    together = since <= until
    return first[together], second[together], since[together], until[together]


def _is_new(*columns: np.ndarray) -> np.ndarray:
    """Mark the rows that differ from the one before: two spells of a state can touch one year."""
    fresh = np.ones(columns[0].size, dtype=bool)
    fresh[1:] = False
    for column in columns:
        fresh[1:] |= column[1:] != column[:-1]
    return fresh


def state_days(system: str = "cow", years: Years = None) -> pl.DataFrame:
    """Give every state-day: one row for each day on which a state was a member.

    Parameters
    ----------
    system : {"cow", "gw"}
        The state system.
    years : tuple of int, str or int, optional
        First and last year; all of them make six million rows.

    Returns
    -------
    polars.DataFrame
        Code, ``microstate`` (gw), ``date`` and ``year``, sorted.

    Examples
    --------
    >>> state_days("cow", 1816).filter(pl.col("ccode") == 2).height
    366
    """
    known = require_system(system)
    spells_of_years = _spells(known, years_of(years)).sort("code", "start")
    days = pl.date_ranges("start", "end").alias("date")
    year = pl.col("date").dt.year().cast(pl.Int64).alias("year")
    return spells_of_years.select(*_unit(known), days).explode("date").with_columns(year)


def k_adic_years(
    size: int = 3,
    *,
    years: Years = None,
    system: str = "cow",
    states: tuple[int, ...] | None = None,
) -> pl.DataFrame:
    """Give every k-adic year: states that were all members on one same day, codes ascending.

    Parameters
    ----------
    size : int
        How many states; 3 for triads.
    years : tuple of int, str or int, optional
        First and last year.
    system : {"cow", "gw"}
        The state system.
    states : tuple of int, optional
        Only k-ads among these codes.

    Returns
    -------
    polars.DataFrame
        The codes and ``year``, sorted by year.

    Raises
    ------
    PanelError
        Where `size` is below 2 or above the number of states, or there would be more than twenty
        million rows or a hundred million codes in them.

    Examples
    --------
    >>> k_adic_years(3, years=1816).height
    1771
    """
    known = require_system(system)
    if not isinstance(size, int) or isinstance(size, bool) or size < 2:
        raise PanelError(
            f"a k-ad of {size!r} states is not possible", next_step="ask for two states or more"
        )
    first, last = years_of(years)
    members = _spells(known, (first, last))
    if states is not None:
        members = members.filter(pl.col("code").is_in(list(states)))
    _check_size(size, known)
    names = [f"{code_name(known)}{number}" for number in range(1, size + 1)]
    by_year = {}
    for year in range(max(first, FIRST_YEAR), min(last, LAST_YEAR) + 1):
        began = pl.col("start") <= year_end(year)
        goes_on = pl.col("end") >= date(year, 1, 1)
        by_year[year] = members.filter(began & goes_on).sort("code", "start")
    # counted before any row is made: too many are refused at once
    _check_rows({year: comb(of_year.height, size) for year, of_year in by_year.items()}, size)
    parts = [pl.DataFrame(schema={**dict.fromkeys(names, pl.Int64), "year": pl.Int64})]
    parts += [_together(of_year, names, year) for year, of_year in by_year.items()]
    return pl.concat(parts)


def _check_size(size: int, system: System) -> None:
    """Refuse more states a row than the system ever had, before anything is made of them."""
    most = spells(system)["code"].n_unique()
    if size > most:
        raise PanelError(
            f"a row has at most {most} states, as many as the system '{system}' ever had",
            next_step="ask for fewer states a row",
        )


def _check_rows(counts: dict[int, int], size: int) -> None:
    """Refuse more rows than a panel may have, naming the year that is too much."""
    rows = 0
    for year, count in counts.items():
        rows += count
        if rows > MOST_ROWS or rows * size > MOST_CODES:
            most = f"{MOST_ROWS:,} rows" if rows > MOST_ROWS else f"{MOST_CODES:,} codes"
            raise PanelError(
                f"{size} states a row make more than {most} before {year} is through",
                next_step="ask for fewer years, or give a list of states",
            )


def _together(members: pl.DataFrame, names: list[str], year: int) -> pl.DataFrame:
    """Pick the spells that share a day, as many as there are names, each set of codes once."""
    size, count = len(names), comb(members.height, len(names))
    picks = chain.from_iterable(combinations(range(members.height), size))
    picked = np.fromiter(picks, dtype=np.int64, count=count * size).reshape(count, size)
    code, start, end = (
        members[column].to_physical().to_numpy() for column in ("code", "start", "end")
    )
    codes = code[picked]
    since = start[picked].max(axis=1, initial=-(1 << 30))
    until = end[picked].min(axis=1, initial=1 << 30)
    different = (np.diff(codes, axis=1) > 0).all(axis=1)
    kept = codes[(since <= until) & different]
    frame = pl.DataFrame(kept, schema=dict.fromkeys(names, pl.Int64)).unique(maintain_order=True)
    return frame.with_columns(pl.lit(year, dtype=pl.Int64).alias("year"))

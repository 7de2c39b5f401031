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
from detente.errors import DateError, PanelError
from detente.span import parse_years, year_end

LAST_YEAR = COMPLETE_TO
"""Newest complete year of the state systems."""
MOST_ROWS = 20_000_000
"""Rows that a k-adic panel may have."""

Years = tuple[int, int] | list[int] | range | str | int | None


def years_of(years: Years) -> tuple[int, int]:
    """Read a span of years, and refuse what is none.

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
        found = [operator.index(end) for end in ends if not isinstance(end, bool)]
    except TypeError:
        found = []
    if len(found) != 2 or not all(1 <= end <= 9999 for end in found):
        raise DateError(
            f"years {years!r} are not a span", next_step="write them as (1946, 2010) or '1946-2010'"
        )
    first, last = found
    if first > last:
        raise DateError(f"years {first}-{last} run backwards")
    return first, last


def spread(start: str, end: str) -> pl.Expr:
    """List the years from one column to another, to be exploded into a row each.

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


def _year_of(days: np.ndarray) -> np.ndarray:
    return np.asarray(days).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970


def state_years(system: str = "cow", years: Years = None) -> pl.DataFrame:
    """Give every state-year: a state stands in a year in which it was a member on at least one day.

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
    found = _spells(known, years_of(years))
    first, last = pl.col("start").dt.year().cast(pl.Int64), pl.col("end").dt.year().cast(pl.Int64)
    kept = [pl.col("micro").alias("microstate")] if known == "gw" else []
    return (
        found.select(
            pl.col("code").alias(code_name(known)),
            *kept,
            pl.int_ranges(first, last + 1).alias("year"),
        )
        .explode("year", empty_as_null=False)
        .unique()
        .sort(code_name(known), "year")
    )


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
    found = _spells(known, years_of(years)).sort("code", "start")
    code, micro = found["code"].to_numpy(), found["micro"].to_numpy()
    start, end = (found[c].to_physical().to_numpy().astype(np.int64) for c in ("start", "end"))
    i, j = np.nonzero(
        (code[:, None] != code[None, :]) if directed else (code[:, None] < code[None, :])
    )
    order = np.lexsort((start[j], start[i], code[j], code[i]))
    i, j = i[order], j[order]
    since, until = np.maximum(start[i], start[j]), np.minimum(end[i], end[j])
    together = since <= until
    i, j = i[together], j[together]
    first, last = _year_of(since[together]), _year_of(until[together])
    length = last - first + 1
    row = np.repeat(np.arange(i.size), length)
    year = np.arange(row.size) - np.repeat(np.cumsum(length) - length, length) + first[row]
    a, b = code[i[row]], code[j[row]]
    # two spells of a state can touch one year: the second row of that year goes
    fresh = np.ones(row.size, dtype=bool)
    fresh[1:] = (a[1:] != a[:-1]) | (b[1:] != b[:-1]) | (year[1:] != year[:-1])
    keep = slice(None) if fresh.all() else fresh
    name = code_name(known)
    columns = {f"{name}1": a[keep], f"{name}2": b[keep]}
    if known == "gw":
        columns |= {"microstate1": micro[i[row]][keep], "microstate2": micro[j[row]][keep]}
    return pl.DataFrame({**columns, "year": year[keep]})


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
    found = _spells(known, years_of(years)).sort("code", "start")
    kept = [pl.col("micro").alias("microstate")] if known == "gw" else []
    return (
        found.select(
            pl.col("code").alias(code_name(known)),
            *kept,
            pl.date_ranges("start", "end").alias("date"),
        )
        .explode("date")
        .with_columns(pl.col("date").dt.year().cast(pl.Int64).alias("year"))
    )


def k_adic_years(
    k: int = 3, *, years: Years = None, system: str = "cow", states: tuple[int, ...] | None = None
) -> pl.DataFrame:
    """Give every k-adic year: k states that were all members on one same day, codes ascending.

    Parameters
    ----------
    k : int
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
        k codes and ``year``, sorted by year.

    Raises
    ------
    PanelError
        Where k is below 2, or there would be more than twenty million rows.

    Examples
    --------
    >>> k_adic_years(3, years=1816).height
    1771
    """
    known = require_system(system)
    if not isinstance(k, int) or isinstance(k, bool) or k < 2:
        raise PanelError(f"a k-ad of {k!r} states is none", next_step="ask for two states or more")
    span = years_of(years)
    found = _spells(known, span).filter(
        pl.lit(states is None) | pl.col("code").is_in(list(states or ()))
    )
    names = [f"{code_name(known)}{n}" for n in range(1, k + 1)]
    rows, parts = 0, [pl.DataFrame(schema={**dict.fromkeys(names, pl.Int64), "year": pl.Int64})]
    for year in range(max(span[0], FIRST_YEAR), min(span[1], LAST_YEAR) + 1):
        here = found.filter(
            (pl.col("start") <= year_end(year)) & (pl.col("end") >= date(year, 1, 1))
        ).sort("code", "start")
        rows += comb(here.height, k)
        if rows > MOST_ROWS:
            raise PanelError(
                f"{k} states a row make more than {MOST_ROWS:,} rows before {year} is through",
                next_step="ask for fewer years, or give a list of states",
            )
        parts.append(_together(here, k, names, year))
    return pl.concat(parts)


def _together(here: pl.DataFrame, k: int, names: list[str], year: int) -> pl.DataFrame:
    """Pick every k of the spells that share a day, each set of codes once."""
    count = comb(here.height, k)
    flat = np.fromiter(
        chain.from_iterable(combinations(range(here.height), k)), dtype=np.int64, count=count * k
    )
    picked = flat.reshape(count, k)
    code, start, end = (here[c].to_physical().to_numpy() for c in ("code", "start", "end"))
    codes = code[picked]
    meet = (
        start[picked].max(axis=1, initial=-(1 << 30)) <= end[picked].min(axis=1, initial=1 << 30)
    ) & (np.diff(codes, axis=1) > 0).all(axis=1)
    return (
        pl.DataFrame(codes[meet], schema=dict.fromkeys(names, pl.Int64))
        .unique(maintain_order=True)
        .with_columns(pl.lit(year, dtype=pl.Int64).alias("year"))
    )

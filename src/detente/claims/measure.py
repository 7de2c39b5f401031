"""Measuring: an indicator of a side, year by year, summed or pooled over its members."""

from __future__ import annotations

from dataclasses import replace
from zlib import crc32

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.systems import COMPLETE_TO
from detente.claims.concepts import PEOPLE, Indicator
from detente.claims.sides import CODES, FIRST, YEARS, Side
from detente.estimators.spread import spread
from detente.power.yardsticks import COVERED
from detente.store.catalog import Catalog

Yearly = dict[int, float]
Drawn = dict[int, NDArray[np.float64]]
"""Year to a value in each draw, shape (D,)."""
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
DRAWS = 200
"""Draws from published bounds."""


def values(catalog: Catalog, indicator: Indicator, side: Side, *, amount: bool) -> Yearly:
    """Measure a side with one indicator, year by year.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    indicator : Indicator
        How.
    side : Side
        Whom.
    amount : bool
        Whether an amount is wanted rather than a share of the system: a share turns into one
        where its total is known.

    Returns
    -------
    dict
        Year to value; empty where the table is not in the store.
    """
    if not catalog.has(indicator.table):
        return {}
    return catalog.remember(_values, indicator, side, amount)


def every_state(catalog: Catalog, indicator: Indicator, year: int) -> Yearly:
    """Give every state's value in a year, by code, for ranks.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    indicator : Indicator
        How.
    year : int
        When.
    """
    if not catalog.has(indicator.table):
        return {}
    row = catalog.remember(_grid, indicator)[year - FIRST]
    return {int(code): float(row[code]) for code in np.flatnonzero(~np.isnan(row))}


def draws(catalog: Catalog, indicator: Indicator, side: Side) -> Drawn:
    """Draw what a side has from the bounds of its members; a bloc's median is taken in each draw.

    Errors of states, and of years, count as independent (on the path of a projection, of states
    only): V-Dem's coders err alike in neighbouring years, so that a change is known better than is
    said here.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    indicator : Indicator
        How it is measured.
    side : Side
        Whom.

    Returns
    -------
    dict
        Year to draws; empty where the source gives no bounds.
    """
    if not indicator.bounds or not catalog.has(indicator.table):
        return {}
    return catalog.remember(_draws, indicator, side)


def every_draw(catalog: Catalog, indicator: Indicator, year: int) -> dict[int, Floats]:
    """Draw every state's value in a year, by code, for ranks; empty without bounds.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    indicator : Indicator
        How it is measured.
    year : int
        When.
    """
    if not indicator.bounds or not catalog.has(indicator.table):
        return {}
    return catalog.remember(_every_draw, indicator, year)


def _every_draw(catalog: Catalog, indicator: Indicator, year: int) -> dict[int, Floats]:
    codes = np.flatnonzero(~np.isnan(catalog.remember(_grid, indicator)[year - FIRST]))
    drawn = _drawn_in(catalog, indicator, year - FIRST, codes)
    return {int(code): drawn[:, place] for place, code in enumerate(codes)}


def _draws(catalog: Catalog, indicator: Indicator, side: Side) -> Drawn:
    """Draw the median member in each year of which the bounds are known."""
    codes, members = side.inside
    if indicator.projected:
        last = COMPLETE_TO - FIRST
        members[last + 1 :] = members[last]
    held = members & ~np.isnan(catalog.remember(_grid, indicator)[:, codes])
    return {
        FIRST + int(row): np.median(
            _drawn_in(catalog, indicator, int(row), codes[held[row]]), axis=1
        )
        for row in np.flatnonzero(held.any(axis=1))
    }


def _drawn_in(catalog: Catalog, indicator: Indicator, row: int, codes: NDArray[np.int64]) -> Floats:
    """Draw the values of some states in a year, shape (`DRAWS`, C)."""
    low, high = (
        catalog.remember(_grid, replace(indicator, column=column, bounds=()), indicator.column)
        for column in indicator.bounds
    )
    # a state has the same noise whoever it is compared with
    seed = [crc32(indicator.column.encode()), 0 if indicator.persist else row]
    noise = np.random.default_rng(seed).standard_normal((DRAWS, CODES))
    value = catalog.remember(_grid, indicator)[row, codes]
    return spread(
        value, low[row, codes], high[row, codes], noise[:, codes], errors=indicator.errors
    )


def _grid(catalog: Catalog, indicator: Indicator, centre: str = "") -> Floats:
    """Lay a column out by year and code, shape (`YEARS`, `CODES`); NaN where there is no number."""
    level = pl.col(indicator.column)
    if indicator.centred:
        level = level + pl.col(f"{centre or indicator.column}_median")
    rows = (
        catalog.frame(indicator.table)
        .select("ccode", "year", level.cast(pl.Float64).alias("value"))
        .drop_nulls()
        .filter(pl.col("year").is_between(FIRST, FIRST + YEARS, closed="left"))
    )
    grid = np.full((YEARS, CODES), np.nan)
    grid[rows["year"].to_numpy() - FIRST, rows["ccode"].to_numpy()] = rows["value"].to_numpy()
    return grid


def _values(catalog: Catalog, indicator: Indicator, side: Side, amount: bool) -> Yearly:
    codes, members = side.inside
    grid = catalog.remember(_grid, indicator)[:, codes]
    if indicator.projected:  # whoever belongs to it last is taken for the years to come
        last = COMPLETE_TO - FIRST
        members[last + 1 :] = members[last]
    held = members & ~np.isnan(grid)
    known = held.any(axis=1)
    if indicator.pooled == "median":
        pooled = _medians(grid, held)
    else:
        pooled = np.where(held, grid, 0.0).sum(axis=1)
        if indicator.guarded:
            people = np.nan_to_num(catalog.remember(_grid, PEOPLE)[:, codes])
            known &= _covered(people, members, held)
    series = {FIRST + int(row): float(pooled[row]) for row in np.flatnonzero(known)}
    if not (amount and indicator.total):
        return series
    totals = _totals(catalog, indicator.total)
    return {year: value * totals[year] for year, value in series.items() if year in totals}


def _medians(grid: Floats, held: Flags) -> Floats:
    """Take the median over the members of each year with data, shape (`YEARS`,)."""
    medians = np.full(YEARS, np.nan)
    for row in np.flatnonzero(held.any(axis=1)):
        medians[row] = np.median(grid[row, held[row]])
    return medians


def _covered(people: Floats, members: Flags, held: Flags) -> Flags:
    """Find the years in which all members have data, or those that do hold most of the people."""
    everybody = (people * members).sum(axis=1)
    with_data = (people * held).sum(axis=1)
    complete = (held == members).all(axis=1)
    # where nobody's people are known, no part of them is most of them
    least = COVERED * np.where(everybody > 0, everybody, np.inf)
    covered: Flags = complete | (with_data >= least)
    return covered


def _totals(catalog: Catalog, measure: str) -> Yearly:
    """Give the totals of the system that turn shares into amounts."""
    rows = catalog.frame("totals").filter(pl.col("measure") == measure)
    return dict(rows.select("year", "total").iter_rows())

"""Measuring: an indicator of a side, year by year, summed or pooled over its members."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.systems import COMPLETE_TO
from detente.claims.concepts import PEOPLE, Indicator
from detente.claims.sides import CODES, FIRST, YEARS, Side
from detente.power.yardsticks import COVERED
from detente.store.catalog import Catalog

Yearly = dict[int, float]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


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


def _grid(catalog: Catalog, indicator: Indicator) -> Floats:
    """Lay a column out by year and code, shape (`YEARS`, `CODES`); NaN where there is no number."""
    level = pl.col(indicator.column)
    if indicator.centred:
        level = level + pl.col(f"{indicator.column}_median")
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

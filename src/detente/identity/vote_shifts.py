"""Shifts of positions in UN votes: how far each state moved between two windows, net of all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.identity.distance import HEADLINE
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Shifts:
    """Positions of all states in two windows and in the years between.

    Attributes
    ----------
    before, now : tuple of int
        First and last year of each window.
    codes : ndarray of int, shape (S,)
        COW codes, ascending: states with a position in both windows.
    early, late : ndarray, shape (S,)
        Mean position in each window.
    yearly : ndarray, shape (S, T)
        Position of each year from the earlier window's first to the newest window's last, less the
        median state's of the year; NaN where there is none.
    """

    before: Span
    now: Span
    codes: Ints
    early: Floats
    late: Floats
    yearly: Floats

    @property
    def net(self) -> Floats:
        """Shift of each state less the median shift, shape (S,)."""
        shift = self.late - self.early
        return np.asarray(shift - np.median(shift))

    def places(self, codes: tuple[int, ...]) -> Ints:
        """Give the rows of some states, as far as they are known.

        Parameters
        ----------
        codes : tuple of int
            COW codes.
        """
        return np.flatnonzero(np.isin(self.codes, codes))

    def side(self, codes: tuple[int, ...]) -> tuple[float, float]:
        """Give the median position of a side in both windows.

        Parameters
        ----------
        codes : tuple of int
            COW codes, at least one of them known.
        """
        rows = self.places(codes)
        return float(np.median(self.early[rows])), float(np.median(self.late[rows]))

    def net_of(self, codes: tuple[int, ...]) -> float:
        """Give the shift of a side's median less that of all states.

        Parameters
        ----------
        codes : tuple of int
            COW codes, at least one of them known.
        """
        early, late = self.side(codes)
        return late - early - float(np.median(self.late - self.early))

    def gap_changes(self) -> Floats:
        """Give how much every two states came apart, shape (S * (S - 1) / 2,)."""
        one, other = np.triu_indices(self.codes.size, 1)
        late = np.abs(self.late[one] - self.late[other])
        return np.asarray(late - np.abs(self.early[one] - self.early[other]))

    def jump(self, codes: tuple[int, ...]) -> tuple[int, float]:
        """Give the year of a side's largest step after the earlier window, and the step.

        Parameters
        ----------
        codes : tuple of int
            COW codes, at least one of them known.

        Returns
        -------
        tuple
            The year is 0 where no two years that follow each other are known.
        """
        known = self.yearly[self.places(codes)]
        filled = ~np.isnan(known).all(axis=0)
        course = np.full(known.shape[1], np.nan)
        course[filled] = np.nanmedian(known[:, filled], axis=0)
        steps = np.diff(course)[self.before[1] - self.before[0] :]
        if np.isnan(steps).all():
            return 0, 0.0
        place = int(np.nanargmax(np.abs(steps)))
        return self.before[1] + 1 + place, float(steps[place])


def shifts(catalog: Catalog, before: Span, now: Span) -> Shifts:
    """Measure how far each state moved.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    before, now : tuple of int
        First and last year of each window.

    Examples
    --------
    >>> from detente.store.catalog import default_catalog
    >>> moved = shifts(default_catalog(), (2015, 2019), (2022, 2024))
    >>> round(moved.net_of((365,)), 2), round(moved.net_of((750,)), 2)
    (-0.47, -0.11)
    """
    return catalog.remember(_shifts, before, now)


def _shifts(catalog: Catalog, before: Span, now: Span) -> Shifts:
    years = range(before[0], now[1] + 1)
    wanted = pl.col("year").is_between(years[0], years[-1]) & pl.col(HEADLINE).is_not_null()
    rows = catalog.frame("positions").filter(wanted).select("ccode", "year", HEADLINE)
    codes = np.unique(rows["ccode"].to_numpy()).astype(np.int64)
    values = np.full((codes.size, len(years)), np.nan)
    place = np.searchsorted(codes, rows["ccode"].to_numpy())
    values[place, rows["year"].to_numpy() - years[0]] = rows[HEADLINE].to_numpy()
    spans = [slice(first - years[0], last - years[0] + 1) for first, last in (before, now)]
    known = np.logical_and.reduce([~np.isnan(values[:, span]).all(axis=1) for span in spans])
    early, late = (np.nanmean(values[known][:, span], axis=1) for span in spans)
    # a year without a vote has no median
    voted = ~np.isnan(values).all(axis=0)
    medians = np.full(len(years), np.nan)
    medians[voted] = np.nanmedian(values[:, voted], axis=0)
    yearly = values[known] - medians
    return Shifts(before, now, codes=codes[known], early=early, late=late, yearly=yearly)


def positions_in(catalog: Catalog, year: int) -> tuple[Ints, Floats]:
    """Give the position of every state in a year.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    year : int
        The year.

    Returns
    -------
    tuple of ndarray, shapes (S,)
        COW codes, ascending, and positions.

    Examples
    --------
    >>> from detente.store.catalog import default_catalog
    >>> codes, values = positions_in(default_catalog(), 2024)
    >>> codes.size > 150, bool(values[codes == 2][0] > values[codes == 710][0])
    (True, True)
    """
    return catalog.remember(_positions_in, year)


def _positions_in(catalog: Catalog, year: int) -> tuple[Ints, Floats]:
    wanted = (pl.col("year") == year) & pl.col(HEADLINE).is_not_null()
    rows = catalog.frame("positions").filter(wanted).sort("ccode")
    return rows["ccode"].to_numpy().astype(np.int64), rows[HEADLINE].to_numpy().astype(float)

"""Years of units: earlier and later rows, spells and means by the calendar, right across gaps.

Rows are in any order, and a unit may have no row in some years. A row is found by its year, never
by its place, so that what lies behind a gap is not taken for what lies before the year.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
NO_ROW = -1
"""Stands for the position of a row that does not exist."""


@dataclass(frozen=True, slots=True, eq=False)
class UnitYears:
    """The rows of units, ordered by unit and year.

    Attributes
    ----------
    unit, year : ndarray of int, shape (N,)
        Of each row, in order.
    order : ndarray of int, shape (N,), or None
        Position of each of them among the rows as given; None where these are in order.
    begins : ndarray of bool, shape (N,)
        Whether a row is the first of its unit, in order.
    """

    unit: Ints
    year: Ints
    order: Ints | None
    begins: Flags

    @classmethod
    def of(cls, unit: Ints, year: Ints) -> UnitYears:
        """Order rows by unit and year.

        Parameters
        ----------
        unit : ndarray of int, shape (N,)
            Which unit a row is about.
        year : ndarray of int, shape (N,)
            When.

        Examples
        --------
        >>> UnitYears.of(np.array([7, 7, 3]), np.array([1991, 1990, 1990])).order.tolist()
        [2, 1, 0]
        """
        next_unit, same_unit = unit[1:] > unit[:-1], unit[1:] == unit[:-1]
        in_order = next_unit | (same_unit & (year[1:] >= year[:-1]))
        if in_order.all():
            return cls(unit, year, order=None, begins=_first_of_each(unit))
        order = np.lexsort((year, unit))
        ordered = unit[order]
        return cls(ordered, year[order], order=order, begins=_first_of_each(ordered))

    def only(self, kept: Flags) -> UnitYears:
        """Keep some of the rows.

        Parameters
        ----------
        kept : ndarray of bool, shape (N,)
            True for the rows that stay, in the order given.
        """
        if self.order is None:
            stays, order = kept, None
        else:
            stays = kept[self.order]
            position = np.cumsum(kept) - 1
            order = position[self.order[stays]]
        unit = self.unit[stays]
        begins = _first_of_each(unit)
        return UnitYears(unit, self.year[stays], order=order, begins=begins)

    @property
    def repeats(self) -> Flags:
        """Whether a row has the unit and year of the one before it, shape (N,), in order."""
        again = ~self.begins
        again[1:] &= self.year[1:] == self.year[:-1]
        return again

    @property
    def has_gaps(self) -> bool:
        """Whether a unit has no row in a year between two of its rows."""
        skips = self.year[1:] > self.year[:-1] + 1
        return bool((skips & ~self.begins[1:]).any())

    def earlier(self, years: int) -> Ints:
        """Find the row of the same unit some years before.

        Parameters
        ----------
        years : int
            How many years; negative for later rows.

        Returns
        -------
        ndarray of int, shape (N,)
            Its position among the rows as given, in their order; `NO_ROW` where there is none.

        Examples
        --------
        >>> rows = UnitYears.of(np.zeros(3, int), np.array([1990, 1991, 1995]))
        >>> rows.earlier(1).tolist(), rows.earlier(-4).tolist()
        ([-1, 0, -1], [-1, 2, -1])
        """
        size = self.unit.size
        wanted = self.year - years
        # without a gap the row is as many places away as years
        place = np.arange(size) - years
        found = self._is_row(place, wanted)
        missed = np.flatnonzero(~found)
        place[missed] = self._sought(missed, wanted[missed])
        place[~self._is_row(place, wanted)] = NO_ROW
        if self.order is None:
            return place
        positions = np.full(size, NO_ROW)
        positions[self.order] = np.where(place == NO_ROW, NO_ROW, self.order[place])
        return positions

    def _is_row(self, place: Ints, year: Ints) -> Flags:
        """Tell whether places hold the unit of each row and the year that is wanted."""
        inside = (place >= 0) & (place < self.unit.size)
        there = np.where(inside, place, 0)
        found: Flags = inside & (self.unit[there] == self.unit) & (self.year[there] == year)
        return found

    def _sought(self, rows: Ints, year: Ints) -> Ints:
        """Seek places by unit and year among all rows; there may be another row at them."""
        number = np.cumsum(self.begins) - 1
        low = min(int(self.year.min(initial=0)), int(year.min(initial=0)))
        high = max(int(self.year.max(initial=0)), int(year.max(initial=0)))
        span = high - low + 1
        return np.searchsorted(number * span + self.year - low, number[rows] * span + year - low)

    def since_event(self, event: Flags, *, calendar: bool = True) -> Ints:
        """Count how long each unit has gone without an event, as it enters the row.

        A unit's first row has 0, and so has the year after an event. The row of an event itself
        bears the time since the event before.

        Parameters
        ----------
        event : ndarray of bool, shape (N,)
            Whether there was an event.
        calendar : bool
            Count years from the year after the event, whether or not there are rows in all of
            them, and rows of one year alike; otherwise rows are counted.

        Returns
        -------
        ndarray of int, shape (N,)
            In the order of the rows given.

        Examples
        --------
        >>> year = np.array([1990, 1991, 1995, 1996])
        >>> rows = UnitYears.of(np.zeros(4, int), year)
        >>> war = np.array([False, True, False, False])
        >>> rows.since_event(war).tolist(), rows.since_event(war, calendar=False).tolist()
        ([0, 1, 3, 4], [0, 1, 0, 1])
        """
        ordered = event if self.order is None else event[self.order]
        counted = self._years_since(ordered) if calendar else self._rows_since(ordered)
        if self.order is None:
            return counted
        found = np.empty_like(counted)
        found[self.order] = counted
        return found

    def _rows_since(self, event: Flags) -> Ints:
        """Count rows, in order."""
        place = np.arange(event.size)
        return _since(place, event, self.begins)

    def _years_since(self, event: Flags) -> Ints:
        """Count years, in order; rows of the same unit and year are one."""
        repeats = self.repeats
        if not repeats.any():
            return _since(self.year, event, self.begins)
        first = np.flatnonzero(~repeats)
        any_event = np.logical_or.reduceat(event, first)
        counted = _since(self.year[first], any_event, self.begins[first])
        return np.repeat(counted, np.diff(np.append(first, event.size)))

    def mean(self, values: Floats, years: int, *, least: int) -> Floats:
        """Average over the years up to that of each row, its own included.

        Parameters
        ----------
        values : ndarray, shape (N,)
            NaN where there is none.
        years : int
            How many years.
        least : int
            Fewest of these years that need a value.

        Returns
        -------
        ndarray, shape (N,)
            In the order of the rows given; NaN where too few years have a value.

        Examples
        --------
        >>> rows = UnitYears.of(np.zeros(3, int), np.array([1990, 1991, 1995]))
        >>> rows.mean(np.array([2.0, 4.0, 6.0]), 2, least=2).tolist()
        [nan, 3.0, nan]
        """
        total, count = np.zeros(values.size), np.zeros(values.size)
        for before in range(years):
            place = self.earlier(before)
            value = np.where(place == NO_ROW, np.nan, values[place])
            known = ~np.isnan(value)
            total += np.where(known, value, 0.0)
            count += known
        enough = (count >= least) & (count > 0)
        found: Floats = np.divide(total, count, out=np.full(values.size, np.nan), where=enough)
        return found


def _first_of_each(unit: Ints) -> Flags:
    """Tell which rows are the first of their unit."""
    first = np.ones(unit.size, dtype=bool)
    first[1:] = unit[1:] != unit[:-1]
    return first


def _since(place: Ints, event: Flags, begins: Flags) -> Ints:
    """Count from a unit's first place, then from the place after its last event."""
    fresh = begins.copy()
    fresh[1:] |= event[:-1]
    origin = place.copy()
    after_event = np.flatnonzero(fresh & ~begins)
    origin[after_event] = place[after_event - 1] + 1
    start = np.maximum.accumulate(np.where(fresh, np.arange(place.size), 0))
    return place - origin[start]

"""Spells of peace: how long ago the last event was, unit by unit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def since_event(unit: Ints, year: Ints, event: Flags, *, calendar: bool = False) -> Ints:
    """Count how long each unit has gone without an event, as it enters the row.

    A unit's first row has 0, the row after an event has 0, every other row has one more than the
    row before it. The row of an event itself therefore bears the time since the event before.

    Parameters
    ----------
    unit : ndarray of int, shape (N,)
        Which unit a row is about.
    year : ndarray of int, shape (N,)
        When; the rows may stand in any order.
    event : ndarray of bool, shape (N,)
        Whether there was an event.
    calendar : bool
        Count calendar years, so that years without a row count as years of peace; otherwise rows
        are counted.

    Returns
    -------
    ndarray of int, shape (N,)
        In the order of the rows given.

    Examples
    --------
    >>> since_event(np.zeros(6, int), np.arange(6), np.array([0, 1, 1, 0, 0, 0], bool)).tolist()
    [0, 1, 0, 0, 1, 2]
    """
    size = unit.size
    next_unit, same_unit = unit[1:] > unit[:-1], unit[1:] == unit[:-1]
    in_order = next_unit | (same_unit & (year[1:] >= year[:-1]))
    order = np.arange(size) if in_order.all() else np.lexsort((year, unit))
    unit, year, event = unit[order], year[order], event[order]
    place = year if calendar else np.arange(size)
    fresh = np.ones(size, dtype=bool)
    fresh[1:] = (unit[1:] != unit[:-1]) | event[:-1]
    start = np.maximum.accumulate(np.where(fresh, np.arange(size), 0))
    found = np.empty(size, dtype=np.int64)
    found[order] = place - place[start] if size else place
    return found

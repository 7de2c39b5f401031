"""When a series left its extreme for good, and when half of a shift was done."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
SETTLED = 5
"""Fewest values, from the first beyond the extreme to the last."""


def departure(low: Floats, high: Floats, extreme: int) -> int | None:
    """Find from where on no interval overlaps that of an extreme before it.

    Parameters
    ----------
    low, high : ndarray, shape (T,)
        Intervals of a series over time.
    extreme : int
        Place of its lowest or highest value.

    Returns
    -------
    int or None
        The first place of the run that lasts to the end; None where the last interval overlaps, or
        fewer than `SETTLED` values do not.

    Examples
    --------
    >>> values = np.array([3.0, 0.0, 1.0, 4.0, 5.0, 5.0, 4.0, 5.0])
    >>> departure(values - 0.6, values + 0.6, 1)
    3
    >>> departure(values - 3, values + 3, 1) is None
    True
    """
    overlaps = (low <= high[extreme]) & (high >= low[extreme])
    first = int(np.flatnonzero(overlaps)[-1]) + 1
    return first if first <= low.size - SETTLED else None


def half_done(values: Floats) -> int:
    """Find from where on at least half of the change from the first to the last value is done.

    Parameters
    ----------
    values : ndarray, shape (T,)
        A series without gaps.

    Examples
    --------
    >>> half_done(np.array([0.0, 3.0, 1.0, 2.0, 4.0])), half_done(np.array([4.0, 1.0, 0.0]))
    (3, 1)
    """
    whole = values[-1] - values[0]
    done = (values - values[0]) * np.sign(whole) >= abs(whole) / 2
    missing = np.flatnonzero(~done)
    return int(missing[-1]) + 1 if missing.size else 0

"""Rank correlation after Spearman, with an interval."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
TO_90 = 1.6448536269514722
"""Standard errors on either side of a 90 % interval."""
LEAST = 5
"""Fewest pairs of values from which a correlation is given."""


@dataclass(frozen=True, slots=True)
class Correlation:
    """A rank correlation.

    Attributes
    ----------
    value : float or None
        Between -1 and 1; None where it is not defined.
    low, high : float or None
        Its 90 % interval.
    cells : int
        Pairs of values behind it.
    why : str
        Why it is not defined; empty where it is.
    """

    value: float | None
    low: float | None
    high: float | None
    cells: int
    why: str = ""


def ranks(values: Floats) -> Floats:
    """Give ranks from 1, ties their mean.

    Parameters
    ----------
    values : ndarray, shape (N,)

    Examples
    --------
    >>> ranks(np.array([10.0, 30.0, 10.0])).tolist()
    [1.5, 3.0, 1.5]
    """
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    middle = last - (count - 1) / 2
    found: Floats = middle[place]
    return found


def spearman(one: Floats, other: Floats) -> Correlation:
    """Give the rank correlation of two series, with an interval after Bonett and Wright (2000).

    Parameters
    ----------
    one, other : ndarray, shape (N,)
        Values side by side; a place where either is NaN is left out.

    Examples
    --------
    >>> spearman(np.arange(6.0), np.array([0.0, 1, 2, 3, 5, 4])).value
    0.9429
    >>> spearman(np.arange(6.0), np.ones(6)).why
    'one of the two never changes'
    """
    known = ~(np.isnan(one) | np.isnan(other))
    count = int(known.sum())
    if count < LEAST:
        why = f"fewer than {LEAST} of them lie side by side"
        return Correlation(None, None, high=None, cells=count, why=why)
    first, second = ranks(one[known]), ranks(other[known])
    if np.ptp(first) == 0 or np.ptp(second) == 0:
        why = "one of the two never changes"
        return Correlation(None, None, high=None, cells=count, why=why)
    value = float(np.corrcoef(first, second)[0, 1])
    inside = min(max(value, -0.9999), 0.9999)
    error = math.sqrt((1 + inside**2 / 2) / (count - 3))
    low, high = (math.tanh(math.atanh(inside) + side * TO_90 * error) for side in (-1, 1))
    return Correlation(round(value, 4), round(low, 4), high=round(high, 4), cells=count)

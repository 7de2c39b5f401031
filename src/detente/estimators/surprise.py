"""How far a value, or its change, departs from what others would make one expect."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from detente.estimators.ranking import percentile_of

Floats = NDArray[np.float64]
ENOUGH = 20
"""Fewest others whose tail says anything."""
BITS = 5.0
"""Bits of surprise that count in full."""
CLEAR = 3.0
"""Half-widths of its interval that a change must have to count in full."""


def unusual(value: float, among: Floats) -> float:
    """Measure how near the end of a distribution a value lies: |2F - 1|, F its mid-rank.

    Parameters
    ----------
    value : float
        The value.
    among : ndarray, shape (N,)
        The others; NaN is left out.

    Returns
    -------
    float
        0 at the median to 1 beyond every other; 0 where fewer than `ENOUGH` others are known.

    Examples
    --------
    >>> unusual(100.0, np.arange(100.0)), unusual(49.5, np.arange(100.0))
    (1.0, 0.0)
    """
    if np.count_nonzero(~np.isnan(among)) < ENOUGH:
        return 0.0
    return abs(2 * percentile_of(value, among) / 100 - 1)


def moved(change: float, half_width: float) -> float:
    """Measure a change against the interval of the change: 0 inside it, 1 from three half-widths.

    Parameters
    ----------
    change : float
        The change.
    half_width : float
        Half the width of the 80 % interval of the change; not negative.

    Examples
    --------
    >>> moved(0.9, 1.0), moved(2.0, 1.0), moved(-9.0, 1.0), moved(0.1, 0.0)
    (0.0, 0.5, 1.0, 1.0)
    """
    if half_width <= 0:
        return 1.0 if change else 0.0
    return float(np.clip((abs(change) / half_width - 1) / (CLEAR - 1), 0, 1))


def unexpected(value: float, of_kind: Floats) -> float:
    """Measure the surprise of a value for somebody who knows only others of its kind.

    Parameters
    ----------
    value : float
        The value.
    of_kind : ndarray, shape (N,)
        Values of others of the same kind; NaN is left out.

    Returns
    -------
    float
        Bits of surprise over `BITS`, at most 1: the surprise is -log2 of the part of the others at
        least as far from their median; 0 where fewer than `ENOUGH` are known.

    Examples
    --------
    >>> unexpected(0.0, np.linspace(-1, 1, 41)), unexpected(9.0, np.linspace(-1, 1, 41))
    (0.0, 1.0)
    """
    known = of_kind[~np.isnan(of_kind)]
    if known.size < ENOUGH:
        return 0.0
    middle = np.median(known)
    at_least = np.count_nonzero(np.abs(known - middle) >= abs(value - middle))
    # the value itself is one more case: nothing is less likely than one in all
    part = (at_least + 1) / (known.size + 1)
    return min(1.0, math.log2(1 / part) / BITS)


def discount(holding: int, pairs: int, floor: float) -> float:
    """Discount what many others would print too: log(N / df) / log(N), not under a floor.

    Parameters
    ----------
    holding : int
        How many of the others hold it.
    pairs : int
        How many others there are, two at least.
    floor : float
        The least that is given.

    Examples
    --------
    >>> discount(0, 40, 0.2), discount(1, 40, 0.2), round(discount(5, 40, 0.2), 2)
    (1.0, 1.0, 0.56)
    >>> discount(40, 40, 0.2)
    0.2
    """
    return max(floor, min(1.0, math.log(pairs / max(holding, 1)) / math.log(pairs)))

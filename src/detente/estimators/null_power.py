"""Power of a study: the smallest effect that its design would have found."""

from __future__ import annotations

from math import comb
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_NORMAL = NormalDist()
POWER = 0.8
"""Chance with which an effect has to be found before finding none says anything of it."""
FOUND = 0.05
"""Part of random assignments below which an effect as large counts as found."""


def smallest(null: Floats, margin: float) -> float:
    """Give the smallest effect that would be found, whatever its sign, with a power of `POWER`.

    An estimate counts as found where it is larger than all but `FOUND` of those of random
    assignments, and than the half width of its own interval. The estimate of a true effect is that
    effect and a draw of the same random assignments.

    Parameters
    ----------
    null : ndarray, shape (R,)
        Effects of random assignments.
    margin : float
        Half of the width of the interval.

    Returns
    -------
    float
        NaN without an assignment or an interval.

    Examples
    --------
    >>> null = np.linspace(-1.0, 1.0, 2001)
    >>> round(smallest(null, 0.5), 2), round(smallest(null, 2.0), 2)
    (1.55, 2.6)
    """
    if not null.size:
        return float("nan")
    needed = max(float(np.quantile(np.abs(null), 1 - FOUND)), margin)
    low, high = np.quantile(null, [1 - POWER, POWER])
    return float(max(needed - low, needed + high)) if not np.isnan(margin) else float("nan")


def smallest_decided(drawn: Floats, *, sure: float) -> float:
    """Give the smallest difference whose sign draws would decide with a power of `POWER`.

    Parameters
    ----------
    drawn : ndarray, shape (D,)
        Draws of an estimated difference.
    sure : float
        Part of the draws that has to lie on one side of zero.

    Examples
    --------
    >>> round(smallest_decided(np.array([-1.0, 0.0, 1.0]), sure=0.95), 2)
    2.03
    """
    needed = _NORMAL.inv_cdf(sure) + _NORMAL.inv_cdf(POWER)
    return float(needed * drawn.std())


def smallest_apart(low: float, high: float, *, level: float) -> float:
    """Give the smallest difference whose interval would leave out zero with a power of `POWER`.

    Parameters
    ----------
    low, high : float
        Ends of the interval of a difference.
    level : float
        Probability that the interval holds.

    Examples
    --------
    >>> round(smallest_apart(-1.96, 1.96, level=0.95), 2)
    2.8
    """
    half = _NORMAL.inv_cdf((1 + level) / 2)
    return (high - low) / (2 * half) * (half + _NORMAL.inv_cdf(POWER))


def smallest_hits(trials: int, chance: float) -> int | None:
    """Give the least number of hits that independent trials would have to expect to be found.

    A number of hits counts as found where chance alone gives as many in less than `FOUND` of
    cases. Expected is the number, to the next whole one, at which that happens with a power of
    `POWER`.

    Parameters
    ----------
    trials : int
        Number of trials.
    chance : float
        Chance of a hit in each by chance alone, 0 to 1.

    Returns
    -------
    int or None
        None where even hits in all trials would not be found.

    Examples
    --------
    >>> smallest_hits(10, 0.3), smallest_hits(3, 0.6)
    (7, None)
    """
    needed = next(
        (hits for hits in range(trials + 1) if _at_least(hits, trials, chance) < FOUND), None
    )
    if needed is None:
        return None
    enough = (
        expected
        for expected in range(needed, trials + 1)
        if _at_least(needed, trials, expected / trials) >= POWER
    )
    return next(enough, None)


def _at_least(hits: int, trials: int, chance: float) -> float:
    """Give the chance of a number of hits or more."""
    rest = 1.0 - chance
    return sum(comb(trials, k) * chance**k * rest ** (trials - k) for k in range(hits, trials + 1))

"""Intervals of differences between forecasts of the same cases, from units drawn with replacement.

The forecasts of one pair of states hang together over the years; drawing whole pairs keeps that.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
DRAWS = 500
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with the interval that the draws of units give.

    Attributes
    ----------
    value, low, high : float
        The figure on all units, and the ends of its 95 % interval.
    """

    value: float
    low: float
    high: float


def drawn(units: int, *, draws: int = DRAWS, seed: int = 1) -> Floats:
    """Give how often each unit is drawn in each draw, shape (draws, units).

    Examples
    --------
    >>> drawn(5, draws=3).sum(axis=1).tolist()
    [5.0, 5.0, 5.0]
    """
    rng = np.random.default_rng(seed)
    return rng.multinomial(units, np.full(units, 1 / units), size=draws).astype(float)


def ends(value: float, found: Floats) -> Interval:
    """Give a figure with the ends of the interval of its draws."""
    low, high = np.quantile(found, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(value, float(low), high=float(high))


def mean(values: Floats, unit: Ints, *, seed: int = 1) -> Interval:
    """Give the mean of values with its interval.

    Parameters
    ----------
    values : ndarray, shape (N,)
        Such as differences of two losses.
    unit : ndarray of int, shape (N,)
        Unit of each case; any numbers.
    seed : int
        Of the draws.

    Examples
    --------
    >>> mean(np.ones(6), np.array([1, 1, 2, 2, 3, 3]))
    Interval(value=1.0, low=1.0, high=1.0)
    """
    _, place = np.unique(unit, return_inverse=True)
    total, count = np.bincount(place, weights=values), np.bincount(place).astype(float)
    times = drawn(total.size, seed=seed)
    return ends(float(values.mean()), (times @ total) / (times @ count))


def precision(forecasts: tuple[Floats, Floats], outcome: Floats, unit: Ints) -> Interval:
    """Give how much the average precision of the first exceeds that of the second.

    Parameters
    ----------
    forecasts : tuple of ndarray, shape (N,)
        Both forecasts of the same cases.
    outcome : ndarray, shape (N,)
        0 or 1.
    unit : ndarray of int, shape (N,)
        Unit of each case; any numbers.
    """
    _, place = np.unique(unit, return_inverse=True)
    times = drawn(int(place.max()) + 1)
    orders = [np.argsort(-forecast, kind="stable") for forecast in forecasts]
    cases = np.ones(outcome.size)

    def excess(weight: Floats) -> float:
        one, other = (_weighted_precision(outcome[order], weight[order]) for order in orders)
        return one - other

    return ends(excess(cases), np.array([excess(one_draw[place]) for one_draw in times]))


def _weighted_precision(outcome: Floats, weight: Floats) -> float:
    """Give the average precision of cases in their order, each counted by its weight."""
    found = np.cumsum(outcome * weight)
    seen = np.cumsum(weight)
    events = outcome * weight
    if found[-1] == 0:
        return float("nan")
    return float((events * found / np.maximum(seen, 1e-12)).sum() / found[-1])

"""Scores of forecasts that are samples: CRPS, bands, and ratios with an interval by group."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
EDGES = (0.1, 0.9)
"""Levels between which an 80 % band lies."""
GRID = 400
"""Points that stand for a normal forecast."""
RESAMPLES = 4000
"""Resamples of groups behind an interval."""
SEED = 1973


def crps(sample: Floats, outcome: float) -> float:
    """Give the continuous ranked probability score of a sample, in its unit: 0 is perfect.

    Parameters
    ----------
    sample : ndarray, shape (N,)
        Draws of the forecast.
    outcome : float
        What came.

    Examples
    --------
    >>> crps(np.array([1.0, 1.0]), 3.0)
    2.0
    >>> crps(np.array([0.0, 2.0]), 1.0)
    0.5
    """
    ordered = np.sort(np.asarray(sample, dtype=np.float64))
    count = ordered.size
    missed = float(np.abs(ordered - outcome).mean())
    weight = 2 * np.arange(1, count + 1) - count - 1
    # the mean distance of two draws of the sample
    apart = 2 * float((weight * ordered).sum()) / count**2
    return missed - apart / 2


def normal_points(middle: float, deviation: float) -> Floats:
    """Give points at equal levels of a normal forecast.

    Parameters
    ----------
    middle, deviation : float
        Its mean and standard deviation.

    Examples
    --------
    >>> points = normal_points(1.0, 2.0)
    >>> round(float(points.mean()), 6), points.size
    (1.0, 400)
    """
    return middle + deviation * _STANDARD


def _standard_points() -> Floats:
    levels = (np.arange(GRID) + 0.5) / GRID
    normal = NormalDist()
    return np.array([normal.inv_cdf(float(level)) for level in levels])


_STANDARD = _standard_points()


def part_inside(sample: Floats, outcome: float) -> float:
    """Give the part of an outcome's place in a sample that lies in the 80 % band.

    For a continuous sample this is 0 or 1. Where many draws are equal to the outcome, as with
    counts, it is the part of their levels between `EDGES`: its mean over right forecasts is .80 for
    counts too, where a plain band would hold more.

    Parameters
    ----------
    sample : ndarray, shape (N,)
        Draws of the forecast.
    outcome : float
        What came.

    Examples
    --------
    >>> part_inside(np.linspace(0.0, 1.0, 101), 0.5), part_inside(np.linspace(0.0, 1.0, 101), 2.0)
    (1.0, 0.0)
    >>> round(part_inside(np.zeros(10), 0.0), 9)
    0.8
    """
    below, upto = float((sample < outcome).mean()), float((sample <= outcome).mean())
    low, high = EDGES
    if upto <= below:
        return float(low <= below <= high)
    held = min(upto, high) - max(below, low)
    return max(held, 0.0) / (upto - below)


@dataclass(frozen=True, slots=True)
class Interval:
    """A number with its interval by resampled groups.

    Attributes
    ----------
    value, low, high : float
        The number and the ends of its interval; NaN where there are too few groups.
    cases, groups : int
        What it rests on.
    """

    value: float
    low: float
    high: float
    cases: int
    groups: int


def ratio_of_means(over: Floats, under: Floats, group: Ints, *, level: float = 0.95) -> Interval:
    """Give the ratio of two mean scores, with an interval by resampling whole groups of cases.

    Parameters
    ----------
    over, under : ndarray, shape (N,)
        Scores of the same cases.
    group : ndarray of int, shape (N,)
        Which cases come together, as those of one round of accessions.
    level : float
        Part of the resamples in the interval.

    Examples
    --------
    >>> found = ratio_of_means(np.array([1.0, 3.0]), np.array([2.0, 2.0]), np.array([0, 1]))
    >>> found.value, found.low, found.high, found.groups
    (1.0, 0.5, 1.5, 2)
    """
    _, place = np.unique(group, return_inverse=True)
    groups = int(place.max()) + 1 if place.size else 0
    first, second = np.bincount(place, weights=over), np.bincount(place, weights=under)
    value = float(first.sum() / second.sum()) if groups else float("nan")
    if groups < 2:
        return Interval(value, float("nan"), high=float("nan"), cases=over.size, groups=groups)
    numbers = np.random.default_rng(SEED)
    chosen = numbers.integers(0, groups, size=(RESAMPLES, groups))
    ratios = first[chosen].sum(axis=1) / second[chosen].sum(axis=1)
    tail = (1 - level) / 2
    low, high = np.quantile(ratios, [tail, 1 - tail])
    return Interval(value, float(low), high=float(high), cases=over.size, groups=groups)


def mean_with_interval(values: Floats, group: Ints, *, level: float = 0.95) -> Interval:
    """Give a mean with an interval by resampling whole groups of cases.

    Parameters
    ----------
    values : ndarray, shape (N,)
        One a case.
    group : ndarray of int, shape (N,)
        Which cases come together.
    level : float
        Part of the resamples in the interval.

    Examples
    --------
    >>> found = mean_with_interval(np.array([0.0, 1.0]), np.array([4, 9]))
    >>> found.value, found.low, found.high
    (0.5, 0.0, 1.0)
    """
    return ratio_of_means(values, np.ones(values.size), group, level=level)

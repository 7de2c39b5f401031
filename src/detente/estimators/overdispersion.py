"""How far the log-odds of a unit err beyond chance: what its counts say of its probabilities."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def sums(values: Floats, group: Ints) -> Floats:
    """Sum values by group, shape (G,), G being the greatest number of a group and one.

    Examples
    --------
    >>> sums(np.array([1.0, 2.0, 4.0]), np.array([0, 1, 1])).tolist()
    [1.0, 6.0]
    """
    total: Floats = np.bincount(group, weights=values).astype(float)
    return total


def unit_error(forecast: Floats, outcome: Floats, group: Ints) -> float:
    """Give the standard deviation of the units' log-odds around their forecasts.

    A unit whose log-odds are off by u has p (1 - p) u more events than forecast, so that the
    squared error of its count exceeds the binomial variance by (sum of p (1 - p))^2 times the
    variance of u. The excess is averaged over units (method of moments), never below zero.

    Parameters
    ----------
    forecast, outcome : ndarray, shape (N,)
        Probabilities; 0 or 1.
    group : ndarray of int, shape (N,)
        Units from 0: the forecasts of a pair in a few years.

    Returns
    -------
    float
        Zero without forecasts.

    Examples
    --------
    >>> even = np.full(4, 0.5)
    >>> round(unit_error(even, np.array([1.0, 1.0, 0.0, 0.0]), np.array([0, 0, 1, 1])), 3)
    1.414
    >>> unit_error(even, np.array([1.0, 0.0, 1.0, 0.0]), np.array([0, 0, 1, 1]))
    0.0
    """
    if forecast.size == 0:
        return 0.0
    variance = sums(forecast * (1 - forecast), group)
    excess = sums(outcome - forecast, group) ** 2 - variance
    weight = float((variance**2).sum())
    return float(np.sqrt(max(float(excess.sum()) / weight, 0.0))) if weight > 0 else 0.0


def covered(
    log_odds: Floats,
    error: Floats,
    outcome: Floats,
    group: Ints,
    *,
    level: float = 0.8,
    draws: int = 400,
    seed: int = 1,
    least: float = 1.0,
) -> tuple[float, int]:
    """Give the part of the units whose count lies within its interval.

    The count of a unit is drawn with its log-odds off by one error for all its forecasts. Counts
    are whole numbers, so that a count may lie on an edge of the interval: it then lies inside with
    the part of its own probability that does. Calibrated intervals cover as much as their level.

    Parameters
    ----------
    log_odds, error, outcome : ndarray, shape (N,)
        Of each forecast, the standard deviation of its log-odds, and what came.
    group : ndarray of int, shape (N,)
        Units from 0.
    level : float
        Probability of the interval.
    draws, seed : int
        Of the counts.
    least : float
        Only units with so many events expected are looked at.

    Returns
    -------
    tuple of float and int
        The part (NaN without units), and how many units there are.

    Examples
    --------
    >>> rng = np.random.default_rng(2)
    >>> unit = np.repeat(np.arange(500), 10)
    >>> came = (rng.random(5000) < 0.5).astype(float)
    >>> part, units = covered(np.zeros(5000), np.zeros(5000), came, unit)
    >>> units, abs(part - 0.8) < 0.03
    (500, True)
    """
    expected = sums(1 / (1 + np.exp(-log_odds)), group)
    chosen = expected >= least
    if not chosen.any():
        return float("nan"), 0
    rng = np.random.default_rng(seed)
    counts = np.empty((draws, expected.size))
    for draw in range(draws):
        off = rng.normal(size=expected.size)[group] * error
        came = rng.random(log_odds.size) < 1 / (1 + np.exp(-(log_odds + off)))
        counts[draw] = sums(came.astype(float), group)
    seen = sums(outcome, group)[chosen]
    below = (counts[:, chosen] < seen).mean(axis=0)
    # half a draw more, so that a count that was never drawn has a place, too
    upto = np.minimum((counts[:, chosen] <= seen).mean(axis=0) + 0.5 / draws, 1.0)
    low, high = (1 - level) / 2, (1 + level) / 2
    inside = np.clip(np.minimum(upto, high) - np.maximum(below, low), 0.0, None)
    return float((inside / np.maximum(upto - below, 0.5 / draws)).mean()), int(chosen.sum())

"""Scores of quantiles: what each costs, and how often an interval holds what came."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def quantile_loss(levels: Floats, values: Floats, outcome: float) -> float:
    """Give twice the mean loss of quantiles: an approximation of the CRPS by as many levels.

    Parameters
    ----------
    levels, values : ndarray, shape (L,)
        Levels, ascending, and the quantiles.
    outcome : float
        What came.

    Examples
    --------
    >>> quantile_loss(np.array([0.5]), np.array([3.0]), 5.0)
    2.0
    >>> round(quantile_loss(np.array([0.1, 0.9]), np.array([1.0, 3.0]), 2.0), 9)
    0.2
    """
    missed = outcome - values
    return float(2 * np.maximum(levels * missed, (levels - 1) * missed).mean())


def mean_by_group(values: Floats, group: NDArray[np.int64]) -> tuple[float, float]:
    """Give the mean of values, and its standard error where those of a group move together.

    Parameters
    ----------
    values : ndarray, shape (N,)
        Differences, for instance.
    group : ndarray, shape (N,)
        Number of the group of each.

    Returns
    -------
    tuple of float
        The mean and its error; the error is NaN with fewer than two groups.

    Examples
    --------
    >>> mean, error = mean_by_group(np.array([1.0, 3.0, 1.0, 3.0]), np.array([0, 0, 1, 1]))
    >>> mean, error
    (2.0, 0.0)
    """
    mean = float(values.mean())
    sums = np.bincount(group, weights=values - mean)
    groups = np.unique(group).size
    if groups < 2:
        return mean, float("nan")
    small = groups / (groups - 1)
    return mean, float(np.sqrt(small * (sums**2).sum()) / values.size)

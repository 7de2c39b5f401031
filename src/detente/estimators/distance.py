"""Distance of a point to the median of a group, with the uncertainty of both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Distance:
    """Distances over time.

    Attributes
    ----------
    value : ndarray, shape (T,)
        Absolute difference of the medians; NaN where either side is empty.
    signed : ndarray, shape (T,)
        Median of `b` minus median of `a`.
    low, high : ndarray, shape (T,)
        5th and 95th percentile of the signed gap over draws, folded: 0 where they span it; NaN
        where a point that counts has no draws.
    """

    value: Floats
    signed: Floats
    low: Floats
    high: Floats


def median_distance(a: Floats, b: Floats, a_draws: Floats, b_draws: Floats) -> Distance:
    """Measure how far apart the medians of two groups of points are, year by year.

    A single point is a group of one. Draws are joint: draw n of every point comes from the same
    state of the chain, so that what all points share (a year's level) drops out of their distance,
    as it must.

    Parameters
    ----------
    a : ndarray, shape (A, T)
        Points of the first group; NaN where a point is missing.
    b : ndarray, shape (B, T)
        Points of the second group.
    a_draws, b_draws : ndarray, shapes (D, A, T) and (D, B, T)
        Joint draws; NaN where a point has none.

    Returns
    -------
    Distance

    Examples
    --------
    >>> one = np.array([[0.0]])
    >>> group = np.array([[1.0], [2.0], [9.0]])
    >>> median_distance(one, group, np.array([[[0.0]], [[1.0]]]), np.stack([group, group + 1])).high
    array([2.])
    """
    there = (~np.isnan(a)).any(axis=0) & (~np.isnan(b)).any(axis=0)
    signed = np.full(a.shape[1], np.nan)
    signed[there] = _median(b[:, there]) - _median(a[:, there])
    known = years_with_draws(a, b, a_draws, b_draws)
    low, high = np.full(a.shape[1], np.nan), np.full(a.shape[1], np.nan)
    if known.any():
        gaps = signed_gaps(a_draws[:, :, known], b_draws[:, :, known])
        down, up = np.quantile(gaps, [0.05, 0.95], axis=0)
        spans_zero = (down <= 0) & (up >= 0)
        low[known] = np.where(spans_zero, 0.0, np.minimum(np.abs(down), np.abs(up)))
        high[known] = np.maximum(np.abs(down), np.abs(up))
    return Distance(value=np.abs(signed), signed=signed, low=low, high=high)


def years_with_draws(a: Floats, b: Floats, a_draws: Floats, b_draws: Floats) -> NDArray[np.bool_]:
    """Tell in which years both groups have points, each of them with draws.

    Parameters
    ----------
    a, b : ndarray, shapes (A, T) and (B, T)
        Points of both groups.
    a_draws, b_draws : ndarray, shapes (D, A, T) and (D, B, T)
        Joint draws.

    Returns
    -------
    ndarray of bool, shape (T,)
    """
    there = (~np.isnan(a)).any(axis=0) & (~np.isnan(b)).any(axis=0)
    known: NDArray[np.bool_] = there & ~_without_draws(a, a_draws) & ~_without_draws(b, b_draws)
    return known


def signed_gaps(a_draws: Floats, b_draws: Floats) -> Floats:
    """Give the median of the second group less that of the first in each joint draw.

    Parameters
    ----------
    a_draws, b_draws : ndarray, shapes (D, A, T) and (D, B, T)
        Joint draws of years in which both have points.

    Returns
    -------
    ndarray, shape (D, T)
    """
    gaps: Floats = _median(b_draws, axis=1) - _median(a_draws, axis=1)
    return gaps


def _without_draws(points: Floats, draws: Floats) -> NDArray[np.bool_]:
    """Tell in which years a point that counts has no draws, shape (T,)."""
    missing = np.isnan(draws).any(axis=0) & ~np.isnan(points)
    return np.asarray(missing.any(axis=0))


def _median(points: Floats, axis: int = 0) -> Floats:
    """Median over the points with data; sorting puts NaN last, which is faster than masks."""
    ordered = np.sort(points, axis=axis)
    count = (~np.isnan(points)).sum(axis=axis, keepdims=True)
    low = np.take_along_axis(ordered, np.maximum(count - 1, 0) // 2, axis=axis)
    high = np.take_along_axis(ordered, np.minimum(count // 2, ordered.shape[axis] - 1), axis=axis)
    middle: Floats = np.squeeze((low + np.where(count % 2 == 0, high, low)) / 2, axis=axis)
    return middle

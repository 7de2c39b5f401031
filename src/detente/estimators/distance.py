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
        5th and 95th percentile of the signed gap over draws, folded: 0 where they span it; NaN where a point that counts
        has no standard error.
    """

    value: Floats
    signed: Floats
    low: Floats
    high: Floats


def median_distance(a: Floats, b: Floats, a_se: Floats, b_se: Floats, *, draws: int = 400, seed: int = 1) -> Distance:
    """Measure how far apart the medians of two groups of points are, year by year.

    A single point is a group of one. Draws are independent and normal around each point: an approximation, since
    estimates of one model share errors.

    Parameters
    ----------
    a : ndarray, shape (A, T)
        Points of the first group; NaN where a point is missing.
    b : ndarray, shape (B, T)
        Points of the second group.
    a_se, b_se : ndarray, as `a` and `b`
        Standard errors; NaN where unknown.
    draws : int
        Number of draws.
    seed : int
        Seed of the draws.

    Returns
    -------
    Distance

    Examples
    --------
    >>> one = np.array([[0.0]]); group = np.array([[1.0], [2.0], [9.0]])
    >>> median_distance(one, group, one * np.nan, group * np.nan).value
    array([2.])
    """
    rng = np.random.default_rng(seed)
    years = a.shape[1]
    filled_a = (~np.isnan(a)).any(axis=0)
    filled_b = (~np.isnan(b)).any(axis=0)
    there = filled_a & filled_b
    signed = np.full(years, np.nan)
    signed[there] = _median(b[:, there]) - _median(a[:, there])
    # all years are drawn, year by year, so that an interval does not depend on which later years have data
    noise_a = rng.standard_normal((years, draws, a.shape[0]))
    noise_b = np.random.default_rng([seed, 1]).standard_normal((years, draws, b.shape[0]))
    bare = (np.isnan(a_se) & ~np.isnan(a)).any(axis=0) | (np.isnan(b_se) & ~np.isnan(b)).any(axis=0)
    known = there & ~bare
    low, high = np.full(years, np.nan), np.full(years, np.nan)
    if known.any():
        drawn_a = a.T[known, None, :] + noise_a[known] * np.nan_to_num(a_se.T[known, None, :])
        drawn_b = b.T[known, None, :] + noise_b[known] * np.nan_to_num(b_se.T[known, None, :])
        gaps = _median(drawn_b, axis=2) - _median(drawn_a, axis=2)
        down, up = np.quantile(gaps, [0.05, 0.95], axis=1)
        spans_zero = (down <= 0) & (up >= 0)
        low[known] = np.where(spans_zero, 0.0, np.minimum(np.abs(down), np.abs(up)))
        high[known] = np.maximum(np.abs(down), np.abs(up))
    return Distance(np.abs(signed), signed, low, high)


def _median(points: Floats, axis: int = 0) -> Floats:
    """Median over the points that are there; sorting puts NaN last, which is faster than masking it."""
    ordered = np.sort(points, axis=axis)
    count = (~np.isnan(points)).sum(axis=axis, keepdims=True)
    low = np.take_along_axis(ordered, np.maximum(count - 1, 0) // 2, axis=axis)
    high = np.take_along_axis(ordered, np.minimum(count // 2, ordered.shape[axis] - 1), axis=axis)
    middle: Floats = np.squeeze((low + np.where(count % 2 == 0, high, low)) / 2, axis=axis)
    return middle

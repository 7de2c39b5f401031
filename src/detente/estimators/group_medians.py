"""Medians of groups of values."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def medians_by(group: Ints, values: Floats) -> tuple[Ints, Floats]:
    """Give the median of the values of each group.

    Parameters
    ----------
    group : ndarray of int, shape (N,)
        Group of each value.
    values : ndarray, shape (N,)
        None of them NaN.

    Returns
    -------
    tuple of ndarray, shape (G,)
        The groups, ascending, and their medians.

    Examples
    --------
    >>> medians_by(np.array([2, 1, 1, 1]), np.array([5.0, 3.0, 1.0, 9.0]))
    (array([1, 2]), array([3., 5.]))
    """
    order = np.lexsort((values, group))
    groups, start, count = np.unique(group[order], return_index=True, return_counts=True)
    ordered = values[order]
    lower, upper = start + (count - 1) // 2, start + count // 2
    return groups, (ordered[lower] + ordered[upper]) / 2

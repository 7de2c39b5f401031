"""The one that lies outermost beyond a margin: no name where two tie."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def outermost(values: Floats, margin: float, *, lowest: bool) -> int | None:
    """Find the lowest or the highest value where it lies beyond the next one by a margin.

    Parameters
    ----------
    values : ndarray, shape (N,)
        Values; NaN is left out.
    margin : float
        By how much it lies beyond the next one, at least.
    lowest : bool
        Whether the lowest is asked for.

    Returns
    -------
    int or None
        Its place; None where two lie within the margin, or where fewer than two are known.

    Examples
    --------
    >>> outermost(np.array([0.9, 0.8, np.nan, 0.7]), 0.05, lowest=True)
    3
    >>> outermost(np.array([0.9, 0.705, 0.7]), 0.05, lowest=True) is None
    True
    """
    signed = values if lowest else -values
    known = np.flatnonzero(~np.isnan(signed))
    if known.size < 2:
        return None
    order = known[np.argsort(signed[known], kind="stable")]
    first, second = order[:2]
    return int(first) if signed[second] - signed[first] >= margin else None

"""Where a value stands among others."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def percentile_of(value: float, among: Floats) -> float:
    """Give the percentage of `among` that lies below `value`, ties counted half.

    Parameters
    ----------
    value : float
        The value.
    among : ndarray, shape (N,)
        The others; NaN is left out.

    Returns
    -------
    float
        0 to 100; NaN where there are no others.

    Examples
    --------
    >>> percentile_of(2.0, np.array([1.0, 2.0, 3.0, 4.0]))
    37.5
    """
    known = among[~np.isnan(among)]
    if known.size == 0:
        return float("nan")
    return float(100 * ((known < value).sum() + 0.5 * (known == value).sum()) / known.size)

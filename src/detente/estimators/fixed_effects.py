"""One slope under any fixed effects: within units, within years, or within both."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
ROUNDS, CLOSE = 200, 1e-9


def demeaned(values: Floats, groups: tuple[Ints, ...]) -> Floats:
    """Take off the means of every grouping, in turn until nothing moves.

    Parameters
    ----------
    values : ndarray, shape (N,)
    groups : tuple of ndarray of int, shape (N,)
        Groups numbered from 0; none takes off the overall mean.

    Returns
    -------
    ndarray, shape (N,)

    Examples
    --------
    >>> demeaned(np.array([1.0, 2.0, 5.0]), (np.array([0, 0, 1]),)).tolist()
    [-0.5, 0.5, 0.0]
    """
    left: Floats = values - values.mean()
    counts = [np.bincount(g) for g in groups]
    for _ in range(ROUNDS if len(groups) > 1 else 1):
        before = left
        for g, count in zip(groups, counts, strict=True):
            left = left - (np.bincount(g, left) / np.maximum(count, 1))[g]
        if np.abs(left - before).max(initial=0.0) < CLOSE * max(
            1.0, float(np.abs(values).max(initial=0.0))
        ):
            break
    return left


def slope(x: Floats, y: Floats, groups: tuple[Ints, ...], cluster: Ints) -> tuple[float, float]:
    """Regress y on x under fixed effects; slope and its standard error, clustered.

    Parameters
    ----------
    x, y : ndarray, shape (N,)
    groups : tuple of ndarray of int
        As for `demeaned`.
    cluster : ndarray of int, shape (N,)
        Groups inside which errors may be alike.

    Returns
    -------
    tuple of float
        NaN where x does not vary inside the groups.

    Examples
    --------
    >>> x = np.array([0.0, 1, 2, 3])
    >>> unit = np.array([0, 0, 1, 1])
    >>> slope(x, 2 * x + unit, (unit,), unit)[0]
    2.0
    """
    inside, inside_y = demeaned(x, groups), demeaned(y, groups)
    below = float(inside @ inside)
    if below < 1e-12:
        return float("nan"), float("nan")
    found = float(inside @ inside_y) / below
    scores = np.bincount(cluster, inside * (inside_y - found * inside))
    many = np.unique(cluster).size
    return found, float(np.sqrt((scores**2).sum() * many / max(many - 1, 1)) / below)

"""Nearest neighbours in several measures, grouped so that no group drowns the others."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def apart(case: Floats, others: Floats, scale: Floats, group: Ints) -> Floats:
    """Give how far each other case lies from one.

    Parameters
    ----------
    case : ndarray, shape (P,)
        NaN where not known: left out.
    others : ndarray, shape (N, P)
        A case without a measure that is asked for lies infinitely far.
    scale : ndarray, shape (P,)
        What counts as one step in each measure, such as its standard deviation.
    group : ndarray of int, shape (P,)
        Which group a measure belongs to.

    Returns
    -------
    ndarray, shape (N, G + 1)
        Mean steps in each group (NaN where nothing of it is known), and their mean last.

    Examples
    --------
    >>> apart(
    ...     np.array([0.0, 0.0]), np.array([[1.0, 4.0]]), np.array([1.0, 2.0]), np.array([0, 1])
    ... ).tolist()
    [[1.0, 2.0, 1.5]]
    """
    asked = ~np.isnan(case)
    steps = np.abs(others - case) / scale
    groups = int(group.max()) + 1
    found = np.full((others.shape[0], groups + 1), np.nan)
    for g in range(groups):
        mine = asked & (group == g)
        if mine.any():
            found[:, g] = steps[:, mine].mean(axis=1)
    asked_groups = [g for g in range(groups) if (asked & (group == g)).any()]
    found[:, groups] = (
        np.where(np.isnan(steps[:, asked]).any(axis=1), np.inf, found[:, asked_groups].mean(axis=1))
        if asked_groups
        else np.inf
    )
    return found

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
    groups = int(group.max()) + 1
    found = np.full((groups + 1, others.shape[0]), np.nan)
    of_group = [np.flatnonzero(~np.isnan(case) & (group == g)) for g in range(groups)]
    asked = [g for g in range(groups) if of_group[g].size]
    # measure by measure: the cases are many and the measures few
    for g in asked:
        steps = (np.abs(others[:, p] - case[p]) / scale[p] for p in of_group[g])
        found[g] = sum(steps, start=np.zeros(others.shape[0])) / of_group[g].size
    found[groups] = found[asked].mean(axis=0) if asked else np.inf
    # a step that is not known leaves no mean
    found[groups, np.isnan(found[groups])] = np.inf
    return found.T

"""The composite index of national capability, from its components."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def shares(components: Floats) -> Floats:
    """Divide each component by its total over all states.

    Parameters
    ----------
    components : ndarray, shape (S, K)
        Values of K components for S states of one year; NaN where a value is missing.

    Returns
    -------
    ndarray, shape (S, K)
        Shares; NaN where the value is missing or nobody has any.

    Examples
    --------
    >>> shares(np.array([[1.0, 2.0], [3.0, np.nan]]))
    array([[0.25, 1.  ],
           [0.75,  nan]])
    """
    total = np.nansum(components, axis=0)
    return components / np.where(total > 0, total, np.nan)


def cinc(components: Floats) -> Floats:
    """Average the shares of the components that are there.

    The published index averages over the *available* components; filling zeros is wrong by up to
    .058. It need not sum to one over the states of a year.

    Parameters
    ----------
    components : ndarray, shape (S, K)
        As for `shares`.

    Returns
    -------
    ndarray, shape (S,)
        The index; NaN where a state has no component at all.

    References
    ----------
    singer_bremer_stuckey1972

    Examples
    --------
    >>> cinc(np.array([[1.0, 2.0], [3.0, np.nan]]))
    array([0.625, 0.75 ])
    """
    parts = shares(components)
    there = ~np.isnan(parts)
    count = there.sum(axis=1)
    summed = np.where(there, parts, 0.0).sum(axis=1)
    return np.where(count > 0, summed / np.where(count > 0, count, 1), np.nan)

"""Sums over pairs of states, laid out as symmetric matrices."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def placed(one: NDArray[np.integer], other: NDArray[np.integer]) -> tuple[Ints, Ints]:
    """Number the states of some pairs, and say where in a matrix of states each pair lies.

    Parameters
    ----------
    one, other : ndarray of int, shape (N,)
        Codes of both states.

    Returns
    -------
    tuple of ndarray, shapes (S,) and (N,)
        The codes, ascending; the place of each pair in the matrix written row by row.

    Examples
    --------
    >>> placed(np.array([2, 2, 20]), np.array([20, 365, 365]))
    (array([  2,  20, 365]), array([1, 2, 5]))
    """
    most = int(max(one.max(initial=0), other.max(initial=0)))
    seen = np.zeros(most + 1, dtype=bool)
    seen[one] = seen[other] = True
    number = np.cumsum(seen) - 1
    codes = np.flatnonzero(seen)
    return codes, number[one] * codes.size + number[other]


def summed(place: Ints, values: NDArray[np.number], size: int) -> Floats:
    """Add values up by pair.

    Parameters
    ----------
    place : ndarray of int, shape (N,)
        From `placed`.
    values : ndarray, shape (N,)
        What is added.
    size : int
        States.

    Returns
    -------
    ndarray, shape (S, S)
        Symmetric; zero on the diagonal and where a pair has no row.

    Examples
    --------
    >>> summed(np.array([1, 1]), np.array([3, 4]), 2)
    array([[0., 7.],
           [7., 0.]])
    """
    sums = np.bincount(place, weights=values, minlength=size * size).reshape(size, size)
    return np.asarray(sums + sums.T)

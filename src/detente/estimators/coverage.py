"""Coverage: in which groups enough members have data for their sum to be given."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def given_sums(
    has_data: Flags, people: Floats, start: NDArray[np.intp], least: float
) -> tuple[Flags, Flags]:
    """Tell by group and column whether any member has data, and whether enough have.

    Parameters
    ----------
    has_data : ndarray of bool, shape (N, K)
        Of the members, sorted by group.
    people : ndarray, shape (N, 1)
        People of each member.
    start : ndarray of int, shape (G,)
        Where the members of each group begin.
    least : float
        Least part of a group's people in members with data.

    Returns
    -------
    tuple of ndarray, shape (G, K)

    Examples
    --------
    >>> has_data = np.array([[True], [False]])
    >>> given_sums(has_data, np.array([[1.0], [9.0]]), np.array([0]), 0.9)
    (array([[ True]]), array([[False]]))
    """
    any_has = np.logical_or.reduceat(has_data, start)
    with_data = np.add.reduceat(np.where(has_data, people, 0.0), start)
    covered = with_data >= least * np.add.reduceat(people, start)
    return any_has, np.logical_and.reduceat(has_data, start) | (covered & any_has)

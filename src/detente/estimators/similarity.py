"""Similarity of profiles of ordered choices: S, tau-b, pi and kappa of all pairs at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.estimators.joint import measures

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Similarity:
    """Four measures of the P = S(S - 1)/2 pairs; NaN where undefined.

    Attributes
    ----------
    first, second : ndarray of int, shape (P,)
        Which two of the S a pair is.
    s : ndarray, shape (P,)
        One less twice the mean distance over the greatest one: 1 the same, -1 opposite throughout.
    taub : ndarray, shape (P,)
        Kendall's rank correlation, corrected for ties.
    pi, kappa : ndarray, shape (P,)
        Agreement beyond chance, with distances: chance from both profiles pooled (Scott), or from
        each one's own (Cohen).
    items : ndarray of int, shape (P,)
        Items on which both chose.
    """

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    s: Floats
    taub: Floats
    pi: Floats
    kappa: Floats
    items: NDArray[np.int64]


def similarity(choices: NDArray[np.int8], levels: int) -> Similarity:
    """Measure how alike the profiles of all pairs are.

    Parameters
    ----------
    choices : ndarray of int8, shape (S, R)
        Choice of s on item r (a vote, a tie to the state r), 1 to `levels` in order; 0 where s made
        none.
    levels : int
        Number of ordered choices.

    Returns
    -------
    Similarity

    References
    ----------
    signorino_ritter1999
    hage2011

    Examples
    --------
    >>> found = similarity(np.array([[1, 2, 3], [1, 2, 3], [3, 2, 1]], dtype=np.int8), 3)
    >>> found.s.round(2).tolist(), round(found.taub[1].item(), 6)
    ([1.0, -0.33, -0.33], -1.0)
    """
    first, second = np.triu_indices(choices.shape[0], 1)
    chose = [(choices == k + 1).astype(np.float32) for k in range(levels)]
    table = np.empty(
        (levels, levels, first.size), dtype=np.float32
    )  # counts are whole: exact to sixteen million
    for k in range(levels):
        for m in range(k, levels):
            both = chose[k] @ chose[m].T
            table[k, m] = both[first, second]
            if m > k:
                table[m, k] = both.T[first, second]
    found = measures(np.moveaxis(table, (0, 1), (1, 2)).astype(np.float64))
    return Similarity(
        first=first,
        second=second,
        s=found["s"],
        taub=found["taub"],
        pi=found["pi"],
        kappa=found["kappa"],
        items=table.sum(axis=(0, 1)).astype(np.int64),
    )

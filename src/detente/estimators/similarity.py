"""Similarity of profiles of ordered choices: S, tau-b, pi and kappa of all pairs at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Similarity:
    """Four measures of the P = S(S - 1)/2 pairs; NaN where a pair shares no item, or a measure has no spread to speak of.

    Attributes
    ----------
    first, second : ndarray of int, shape (P,)
        Which two of the S a pair is.
    s : ndarray, shape (P,)
        One less twice the mean distance over the greatest one: 1 the same, -1 opposite throughout.
    taub : ndarray, shape (P,)
        Kendall's rank correlation, corrected for ties.
    pi, kappa : ndarray, shape (P,)
        Agreement beyond chance, with distances: chance from both profiles pooled (Scott), or from each one's own (Cohen).
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
        Choice of s on item r (a vote, a tie to the state r), 1 to `levels` in order; 0 where s made none.
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
    >>> found.s.round(2).tolist(), found.taub[1].item()
    ([1.0, -0.33, -0.33], -1.0)
    """
    first, second = np.triu_indices(choices.shape[0], 1)
    chose = [(choices == k + 1).astype(np.float32) for k in range(levels)]
    table = np.empty((levels, levels, first.size), dtype=np.float32)  # counts are whole: exact to sixteen million
    for k in range(levels):
        for m in range(k, levels):
            both = chose[k] @ chose[m].T
            table[k, m] = both[first, second]
            if m > k:
                table[m, k] = both.T[first, second]
    total = table.sum(axis=(0, 1)).astype(np.float64)
    items = np.where(total > 0, total, np.nan)
    own, other = table.sum(axis=1).astype(np.float64), table.sum(axis=0).astype(np.float64)
    apart = _distances(table) / items
    pooled = (own + other) / (2 * items)
    pi, kappa = (1 - apart / np.where(e > 0, e, np.nan) for e in (_expected(pooled, pooled), _expected(own / items, other / items)))
    return Similarity(first, second, 1 - 2 * apart / (levels - 1), _taub(table, own, other, total), pi, kappa,
                      total.astype(np.int64))


def _distances(table: NDArray[np.float32]) -> Floats:
    """Sum the distances between two choices over the items."""
    levels = table.shape[0]
    found = np.zeros(table.shape[2])
    for k in range(levels):
        for m in range(levels):
            if k != m:
                found += abs(k - m) * table[k, m]
    return found


def _expected(a: Floats, b: Floats) -> Floats:
    """Give the mean distance of two profiles that choose independently: the areas between their cumulated shares."""
    below_a, below_b = np.cumsum(a, axis=0)[:-1], np.cumsum(b, axis=0)[:-1]
    return np.asarray((below_a * (1 - below_b) + below_b * (1 - below_a)).sum(axis=0), dtype=np.float64)


def _taub(table: NDArray[np.float32], own: Floats, other: Floats, total: Floats) -> Floats:
    """Count pairs of items that both profiles order alike, less those they order against each other."""
    levels = table.shape[0]
    order = np.zeros(total.size)
    for k in range(levels - 1):
        later = table[k + 1:].sum(axis=0, dtype=np.float64)  # a greater choice of the first, by choice of the second
        above = np.cumsum(later[::-1], axis=0)[::-1]
        below = np.cumsum(later, axis=0)
        for m in range(levels):
            more = above[m + 1] if m + 1 < levels else 0.0
            less = below[m - 1] if m > 0 else 0.0
            order += table[k, m] * (more - less)
    every = total * (total - 1) / 2
    tied = [(counts * (counts - 1) / 2).sum(axis=0) for counts in (own, other)]
    spread = np.sqrt((every - tied[0]) * (every - tied[1]))
    return np.asarray(order / np.where(spread > 0, spread, np.nan), dtype=np.float64)

"""Average precision of many cases when whole units are drawn with replacement.

Only the places of the events matter: between two of them it is enough to know how many cases of
each unit were ranked. That turns five hundred draws of a million cases into one product.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
BLOCK = 128
"""Ranks with events that are counted at once."""


def precisions(forecast: Floats, outcome: Floats, unit: Ints, times: Floats) -> Floats:
    """Give the average precision in each draw, ties shared, shape (D,).

    Parameters
    ----------
    forecast, outcome : ndarray, shape (N,)
        Probabilities; 0 or 1.
    unit : ndarray of int, shape (N,)
        Unit of each case, from 0 to U - 1.
    times : ndarray, shape (D, U)
        How often each unit is drawn in each draw.

    Returns
    -------
    ndarray, shape (D,)
        NaN in a draw without events.

    Examples
    --------
    >>> forecast, outcome = np.array([0.9, 0.8, 0.1]), np.array([1.0, 0.0, 1.0])
    >>> precisions(forecast, outcome, np.arange(3), np.array([[1.0, 1, 1], [1, 0, 1]])).tolist()
    [0.8333333333333333, 1.0]
    """
    _, rank = np.unique(-forecast, return_inverse=True)
    with_events = np.unique(rank[outcome > 0])
    # a case counts from the first rank on, at or after its own, that holds an event
    stage = np.searchsorted(with_events, rank)
    counted = stage < with_events.size
    of_draw = np.ascontiguousarray(times.T, dtype=np.float32)
    ranked = _drawn(stage[counted], unit[counted], with_events.size, of_draw)
    gained = _drawn(stage[outcome > 0], unit[outcome > 0], with_events.size, of_draw)
    found, total = np.cumsum(gained, axis=0), gained.sum(axis=0)
    summed = (gained * found / np.maximum(np.cumsum(ranked, axis=0), 1.0)).sum(axis=0)
    given: Floats = np.where(total > 0, summed / np.maximum(total, 1.0), np.nan)
    return given


def _drawn(stage: Ints, unit: Ints, stages: int, of_draw: NDArray[np.float32]) -> Floats:
    """Count the cases of each stage in each draw, shape (S, D).

    A block of stages at a time is counted by unit: small whole numbers, which four bytes hold
    exactly.
    """
    units = of_draw.shape[0]
    order = np.argsort(stage, kind="stable")
    stage, unit = stage[order], unit[order]
    counted = np.zeros((stages, of_draw.shape[1]))
    for first in range(0, stages, BLOCK):
        last = min(first + BLOCK, stages)
        begin, end = np.searchsorted(stage, (first, last))
        cell = (stage[begin:end] - first) * units + unit[begin:end]
        of_unit = np.bincount(cell, minlength=(last - first) * units).astype(np.float32)
        counted[first:last] = of_unit.reshape(last - first, units) @ of_draw
    return counted

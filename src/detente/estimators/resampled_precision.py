"""Average precision of many cases when whole units are drawn with replacement.

Only the places of the events matter: between two of them it is enough to know how many cases of
each unit were ranked. That turns five hundred draws of a million cases into one product.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


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
    cases = _counted(stage, unit, (with_events.size, times.shape[1]), stage < with_events.size)
    events = _counted(stage, unit, (with_events.size, times.shape[1]), outcome > 0)
    of_draw = np.ascontiguousarray(times.T)
    gained = events @ of_draw
    found, ranked = np.cumsum(gained, axis=0), np.cumsum(cases @ of_draw, axis=0)
    total = gained.sum(axis=0)
    summed = (gained * found / np.maximum(ranked, 1.0)).sum(axis=0)
    given: Floats = np.where(total > 0, summed / np.maximum(total, 1.0), np.nan)
    return given


def _counted(stage: Ints, unit: Ints, shape: tuple[int, int], use: NDArray[np.bool_]) -> csr_array:
    """Count the cases of each stage and unit, shape (S, U)."""
    ones = np.ones(int(use.sum()))
    return csr_array((ones, (stage[use], unit[use])), shape=shape)

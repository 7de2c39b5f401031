"""What a forecast gains over another in log loss, with an interval by clusters of rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
TO_80 = 1.2815515655446004
"""Standard deviations on either side of an 80 % interval."""
LEAST = 1e-9
"""No chance is nearer to 0 or 1."""


@dataclass(frozen=True, slots=True)
class Gain:
    """What one forecast gains over another.

    Attributes
    ----------
    value, low, high : float
        Part of the other's log loss that it saves, with an 80 % interval by clusters; below zero
        where it loses.
    cases, events : int
        Rows, and those in which the event came.
    expected : float
        Events that the forecast expected.
    """

    value: float
    low: float
    high: float
    cases: int
    events: int
    expected: float

    @property
    def established(self) -> bool:
        """Whether the whole interval lies above zero."""
        return self.low > 0


def log_loss(chance: Floats, event: Floats) -> Floats:
    """Give the log loss of each row, shape (N,).

    Parameters
    ----------
    chance, event : ndarray, shape (N,)
        The forecast, and 1 where the event came.

    Examples
    --------
    >>> log_loss(np.array([0.5]), np.array([1.0])).round(4).tolist()
    [0.6931]
    """
    safe = np.clip(chance, LEAST, 1 - LEAST)
    found: Floats = -(event * np.log(safe) + (1 - event) * np.log1p(-safe))
    return found


def gain(chance: Floats, other: Floats, event: Floats, cluster: Ints) -> Gain:
    """Compare two forecasts of the same rows.

    Parameters
    ----------
    chance, other : ndarray, shape (N,)
        The forecast, and the one it is compared with.
    event : ndarray, shape (N,)
        1 where the event came.
    cluster : ndarray of int, shape (N,)
        Rows that may depend on each other have the same number.

    Examples
    --------
    >>> better = np.where(np.arange(40) < 4, 0.9, 0.01)
    >>> event = (np.arange(40) < 4).astype(float)
    >>> gain(better, np.full(40, 0.1), event, np.arange(40)).established
    True
    """
    ours, theirs = log_loss(chance, event), log_loss(other, event)
    whole = max(float(theirs.sum()), LEAST)
    _, place = np.unique(cluster, return_inverse=True)
    saved = np.bincount(place, weights=theirs - ours)
    part = float(saved.sum()) / whole
    # the total that the part is of varies with the same clusters
    lost = np.bincount(place, weights=theirs)
    reach = TO_80 * float(np.sqrt(((saved - part * lost) ** 2).sum())) / whole
    return Gain(
        part,
        part - reach,
        high=part + reach,
        cases=event.size,
        events=int(event.sum()),
        expected=float(chance.sum()),
    )

"""The reference's prior of a path: how far an actor may move from one session to the next."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.estimators.ideal_points.choices import Choices

Floats = NDArray[np.float64]
SMOOTH = 0.5
"""Twice the variance of a step where an actor casts as many votes as in the session before."""


@dataclass(frozen=True, slots=True)
class Prior:
    """Variances of cells around what they are drawn to.

    Attributes
    ----------
    centre : ndarray of int64, shape (C,)
        Cell that each is drawn to: the one before; in an actor's first session the one after (the
        reference's circle), or itself where there is none.
    compat : ndarray, shape (C,)
        Variance in `compat` mode: half of the cell's part in the votes of both.
    """

    centre: NDArray[np.int64]
    compat: Floats


def prior(choices: Choices) -> Prior:
    """Compute variances from the number of votes: few votes now hold a cell to what it was.

    Examples
    --------
    >>> from detente.estimators.ideal_points.choices import arrange
    >>> laid = arrange(
    ...     np.array([2, 365, 2, 365]),
    ...     np.array([1, 1, 2, 2]),
    ...     np.array([1, 1, 2, 2]),
    ...     np.array([3, 1, 1, 3]),
    ... )
    >>> prior(laid).compat.tolist()
    [0.25, 0.25, 0.25, 0.25]
    """
    own = np.arange(choices.cells)
    first = choices.before < 0
    alone = first & np.r_[first[1:], True]
    centre = np.where(first, np.where(alone, own, own + 1), choices.before)
    share = choices.votes / (choices.votes + choices.votes[centre])
    return Prior(centre=centre, compat=SMOOTH * share)

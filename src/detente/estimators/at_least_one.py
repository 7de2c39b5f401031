"""The chance that at least one of several events comes, when they tend to come together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
INDEPENDENT = 1.0
STEPS = 101
"""Values of the dependence that are tried, from 0 to 1."""
EDGE = 1e-12
"""Least distance of a probability from 1."""


def chance(worst: Floats, others: Floats, counted: float | Floats) -> Floats:
    """Give the chance of at least one event.

    The likeliest event counts in full, each of the others as a part of an independent event: 1 for
    independent events, 0 where no other comes without the likeliest.

    Parameters
    ----------
    worst : ndarray, shape (N,)
        Probability of the likeliest event of each group.
    others : ndarray, shape (N,)
        Sum of the logs of one less the probability, of all other events of the group.
    counted : float or ndarray, shape (N,)
        For how much of an independent event each of the others counts, from 0 to 1.

    Examples
    --------
    >>> half = np.log([0.5])
    >>> [float(chance(np.array([0.5]), half, counted)[0]) for counted in (0.0, 1.0)]
    [0.5, 0.75]
    """
    found: Floats = 1 - (1 - worst) * np.exp(counted * others)
    return found


def counted_as(worst: Floats, others: Floats, came: Floats) -> float:
    """Learn for how much of an independent event the others count, by most likelihood.

    Parameters
    ----------
    worst, others : ndarray, shape (N,)
        As `chance` takes them.
    came : ndarray, shape (N,)
        Whether at least one event came.

    Returns
    -------
    float
        From 0 to 1 in steps of a hundredth; 1 without groups.

    Examples
    --------
    >>> counted_as(np.full(100, 0.5), np.full(100, np.log(0.5)), np.tile([0.0, 1.0], 50))
    0.0
    """
    if worst.size == 0:
        return INDEPENDENT
    tried = np.linspace(0.0, 1.0, STEPS)
    none = np.log(np.clip(1 - worst, EDGE, 1.0))
    likelihood = np.empty(STEPS)
    for place, counted in enumerate(tried):
        no_event = np.minimum(none + counted * others, -EDGE)
        likelihood[place] = np.where(came > 0, np.log(-np.expm1(no_event)), no_event).sum()
    return round(float(tried[likelihood.argmax()]), 2)

"""Who opposes whom most: anchors for votes that name none."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.estimators.ideal_points.choices import Choices

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MOST = 80
"""Most actors that are compared: those with most votes."""
LEAST = 3
"""Fewest items two actors must share to be anchors."""


def most_opposed(choices: Choices) -> tuple[int, int]:
    """Find the two actors whose choices lie farthest apart on the items that both voted on.

    Parameters
    ----------
    choices : Choices
        The votes.

    Returns
    -------
    tuple of int
        Two actors; the one that says no more often first.

    Examples
    --------
    >>> from detente.estimators.ideal_points.choices import arrange
    >>> actor, item = np.repeat([1, 2, 3], 4), np.tile([1, 2, 3, 4], 3)
    >>> most_opposed(
    ...     arrange(
    ...         actor, np.ones(12, dtype=int), item, np.array([1, 1, 1, 3, 1, 1, 3, 3, 3, 3, 3, 1])
    ...     )
    ... )
    (3, 1)
    """
    actors, mean, cast = _leanings(choices)
    shared = cast @ cast.T
    square = (mean**2) @ cast.T
    apart = (square + square.T - 2 * mean @ mean.T) / np.maximum(shared, 1)
    apart[shared < min(LEAST, shared.max())] = -1.0
    one, other = np.unravel_index(int(np.argmax(apart)), apart.shape)
    leans = mean.sum(axis=1) / np.maximum(cast.sum(axis=1), 1)
    high, low = (one, other) if leans[one] >= leans[other] else (other, one)
    return int(actors[high]), int(actors[low])


def _leanings(choices: Choices) -> tuple[Ints, Floats, Floats]:
    """Give the busiest actors, their mean choices around abstention, and where they voted.

    Returns
    -------
    tuple of ndarray, shapes (A,), (A, J) and (A, J)
    """
    actors, place = np.unique(choices.actor, return_inverse=True)
    who = place[choices.cell]
    votes = np.bincount(who, minlength=actors.size)
    busiest = np.argsort(-votes, kind="stable")[:MOST]
    rank = np.full(actors.size, -1)
    rank[busiest] = np.arange(busiest.size)
    kept = rank[who] >= 0
    cells = rank[who[kept]], choices.item_of[kept]
    total, count = np.zeros((2, busiest.size, choices.items))
    np.add.at(total, cells, choices.choice.astype(np.float64)[kept] - 2.0)
    np.add.at(count, cells, 1.0)
    mean = np.where(count > 0, total / np.maximum(count, 1), 0.0)
    return actors[busiest], mean, (count > 0).astype(np.float64)

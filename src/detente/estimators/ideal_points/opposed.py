"""Who opposes whom most: anchors for votes that name none."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.estimators.ideal_points.choices import Choices

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
    actors, place = np.unique(choices.actor, return_inverse=True)
    who, item, choice = place[choices.cell], choices.item_of, choices.choice.astype(np.float64)
    votes = np.bincount(who, minlength=actors.size)
    busiest = np.argsort(-votes, kind="stable")[:80]
    rank = np.full(actors.size, -1)
    rank[busiest] = np.arange(busiest.size)
    kept = rank[who] >= 0
    told = np.zeros((busiest.size, choices.items))
    cast: NDArray[np.float64] = np.zeros((busiest.size, choices.items))
    np.add.at(told, (rank[who[kept]], item[kept]), choice[kept] - 2.0)
    np.add.at(cast, (rank[who[kept]], item[kept]), 1.0)
    mean = np.where(cast > 0, told / np.maximum(cast, 1), 0.0)
    there = (cast > 0).astype(np.float64)
    shared = there @ there.T
    square = (mean**2) @ there.T
    apart = (square + square.T - 2 * mean @ mean.T) / np.maximum(shared, 1)
    apart[shared < min(LEAST, shared.max())] = -1.0
    a, b = np.unravel_index(int(np.argmax(apart)), apart.shape)
    leans = mean.sum(axis=1) / np.maximum(there.sum(axis=1), 1)
    high, low = (a, b) if leans[a] >= leans[b] else (b, a)
    return int(actors[busiest[high]]), int(actors[busiest[low]])

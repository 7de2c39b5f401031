"""Rarity: how much it says of two states that they share an organisation."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def rarity(size: int, states: int) -> float:
    """Weigh what two members share by how few pairs share it: -log2 of the share of pairs.

    Parameters
    ----------
    size : int
        Members, two at least.
    states : int
        States of the year.

    Returns
    -------
    float
        Bits: 0 where every pair shares it.

    Raises
    ------
    ValueError
        Where there are fewer than two members, or more members than states.

    Examples
    --------
    >>> rarity(4, 4), round(rarity(2, 4), 3)
    (0.0, 2.585)
    """
    if not 2 <= size <= states:
        raise ValueError(f"{size} members of {states} states")
    return float(np.log2(states * (states - 1)) - np.log2(size * (size - 1)))


def shared_weights(members: NDArray[np.bool_], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sum the weights of the groups that each two members share.

    Parameters
    ----------
    members : ndarray of bool, shape (S, G)
        Whether member s is in group g.
    weights : ndarray, shape (G,)
        What each group weighs.

    Returns
    -------
    ndarray, shape (S, S)

    Examples
    --------
    >>> shared_weights(np.array([[True, True], [True, False]]), np.array([2.0, 5.0]))
    array([[7., 2.],
           [2., 2.]])
    """
    held = members.astype(float)
    weighed: NDArray[np.float64] = (held * weights) @ held.T
    return weighed

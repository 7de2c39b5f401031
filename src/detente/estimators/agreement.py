"""Chance-corrected agreement between voters on ordered choices."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.estimators.joint import measures

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement of all pairs of voters.

    Attributes
    ----------
    pi : ndarray, shape (S, S)
        Scott's pi with absolute distances between ordered choices: 1 is full agreement, 0 what
        chance gives, negative is opposition; NaN where no choice varies between the two, or they
        share no vote.
    votes : ndarray of int, shape (S, S)
        Number of votes that both cast.
    """

    pi: Floats
    votes: NDArray[np.int64]


def scott_pi(choices: NDArray[np.int8], levels: int = 3) -> Agreement:
    """Compute Scott's pi for all pairs of voters at once.

    Raw agreement depends on the agenda: where nearly everything passes, everybody agrees. Pi sets
    the disagreement that was seen against the one expected from the two voters' pooled choices on
    the votes that both cast.

    Parameters
    ----------
    choices : ndarray of int8, shape (S, R)
        Choice of voter s on item r, 1 to `levels` in order; 0 where s did not vote.
    levels : int
        Number of ordered choices.

    Returns
    -------
    Agreement

    References
    ----------
    hage2011

    Examples
    --------
    >>> a = scott_pi(np.array([[1, 3, 1, 3], [1, 3, 1, 3], [3, 1, 3, 1]], dtype=np.int8))
    >>> a.pi[0].round(2).tolist(), int(a.votes[0, 1])
    ([1.0, 1.0, -1.0], 4)
    """
    size = choices.shape[0]
    chose = [(choices == k + 1).astype(np.float32) for k in range(levels)]
    joint = np.empty((levels, levels, size, size))
    for k in range(levels):
        for m in range(levels):
            joint[k, m] = chose[k] @ chose[m].T
    return Agreement(
        measures(np.moveaxis(joint, (0, 1), (2, 3)))["pi"], joint.sum(axis=(0, 1)).astype(np.int64)
    )

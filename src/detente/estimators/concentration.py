"""The shape of a system: how concentrated capabilities are, and what distance leaves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
REMAINS = 10 - np.e
"""Constant of the loss-of-strength gradient."""


def concentration(shares: Floats) -> float:
    """Measure how far shares are from equal: 0 where all hold the same, 1 for a monopoly.

    Parameters
    ----------
    shares : ndarray, shape (S,)
        Shares that sum to one.

    Returns
    -------
    float
        NaN of fewer than two states.

    References
    ----------
    ray_singer1973

    Examples
    --------
    >>> concentration(np.array([0.5, 0.5])), concentration(np.array([1.0, 0.0]))
    (0.0, 1.0)
    """
    size = shares.size
    if size < 2:
        return float("nan")
    return float(np.sqrt(max(0.0, (np.square(shares).sum() - 1 / size) / (1 - 1 / size))))


def effective(shares: Floats) -> float:
    """Count the states that a system of equal states would need to be as concentrated.

    Parameters
    ----------
    shares : ndarray, shape (S,)
        Shares that sum to one.

    Examples
    --------
    >>> effective(np.array([0.25, 0.25, 0.25, 0.25]))
    4.0
    """
    return float(1 / np.square(shares).sum())


def over_distance(capability: Floats, kilometres: Floats, per_day: float) -> Floats:
    """Say what distance leaves of a capability: the loss-of-strength gradient.

    Parameters
    ----------
    capability : ndarray, shape (N,)
        Shares of the system, between 0 and 1.
    kilometres : ndarray, shape (N,)
        Distance to cross; 0 between neighbours.
    per_day : float
        Kilometres that an army of the time covered in a day.

    Returns
    -------
    ndarray, shape (N,)
        The capability to the power log(days + 10 - e), with the base of the logarithm chosen so
        that a neighbour keeps all.

    References
    ----------
    boulding1962
    buenodemesquita1981

    Examples
    --------
    >>> over_distance(np.array([0.2, 0.2]), np.array([0.0, 8000.0]), 805.0).round(3)
    array([0.2, 0.1])
    """
    exponent = np.log(kilometres / per_day + REMAINS) / np.log(REMAINS)
    result: Floats = capability**exponent
    return result

"""A map of the world: places on the globe to places on paper, true in area."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
TERMS = (1.340264, -0.081106, 0.000893, 0.003796)
"""Coefficients of the polynomial."""
SQUEEZE = np.sqrt(3) / 2


def equal_earth(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """Project by the Equal Earth projection (Savric, Patterson and Jenny 2018).

    Parameters
    ----------
    lon, lat : ndarray, shape (N,)
        Degrees, the central meridian at 0.

    Returns
    -------
    tuple of ndarray, shape (N,)
        East and north of the middle, in radii of the globe.

    Examples
    --------
    >>> east, north = equal_earth(np.array([0.0, 180.0]), np.array([0.0, 90.0]))
    >>> north.round(4).tolist(), east.round(4).tolist()
    ([0.0, 1.3174], [0.0, 1.6036])
    """
    bent = np.arcsin(SQUEEZE * np.sin(np.deg2rad(lat)))
    square = bent**2
    sixth = square**3
    first, second, third, fourth = TERMS
    slope = first + 3 * second * square + sixth * (7 * third + 9 * fourth * square)
    east = np.deg2rad(lon) * np.cos(bent) / (SQUEEZE * slope)
    north = bent * (first + second * square + sixth * (third + fourth * square))
    return east, north

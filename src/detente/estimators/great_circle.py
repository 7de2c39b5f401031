"""Distances on a sphere."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
EQUATORIAL_RADIUS = 6378137.0
"""Metres; the radius that the field's packages take for the earth as a sphere."""


def great_circle(
    lat1: Floats, lng1: Floats, lat2: Floats, lng2: Floats, radius: float = EQUATORIAL_RADIUS
) -> Floats:
    """Give the great-circle distance by Vincenty's formula for a sphere, exact near and far.

    Parameters
    ----------
    lat1, lng1, lat2, lng2 : ndarray of float
        Degrees; shapes that broadcast together.
    radius : float
        Of the sphere; the result has its unit.

    Returns
    -------
    ndarray of float
        Distance; NaN where a coordinate is.

    Examples
    --------
    >>> float(great_circle(np.array(0.0), np.array(0.0), np.array(0.0), np.array(90.0)).round(0))
    10018754.0
    """
    a, b, gap = np.radians(lat1), np.radians(lat2), np.radians(lng1 - lng2)
    across = np.cos(b) * np.sin(gap)
    along = np.cos(a) * np.sin(b) - np.sin(a) * np.cos(b) * np.cos(gap)
    level = np.sin(a) * np.sin(b) + np.cos(a) * np.cos(b) * np.cos(gap)
    return np.asarray(np.arctan2(np.hypot(across, along), level) * radius, dtype=np.float64)

"""A map's projection: places on the globe to places on paper, true in area around one point."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
HORIZON = np.deg2rad(100.0)
"""Angle from the centre beyond which a map of a neighbourhood shows nothing."""


def equal_area(lon: Floats, lat: Floats, centre: tuple[float, float]) -> tuple[Floats, Floats]:
    """Project by Lambert's azimuthal equal-area projection.

    Parameters
    ----------
    lon, lat : ndarray, shape (N,)
        Degrees.
    centre : tuple of float
        Longitude and latitude of the centre, degrees.

    Returns
    -------
    tuple of ndarray, shape (N,)
        East and north of the centre, in radii of the globe; NaN beyond the horizon.

    Examples
    --------
    >>> east, north = equal_area(np.array([15.0, 16.0]), np.array([50.0, 50.0]), (15.0, 50.0))
    >>> (east.round(4) + 0.0).tolist(), (north.round(4) + 0.0).tolist()
    ([0.0, 0.0112], [0.0, 0.0001])
    """
    turned, up = np.deg2rad(lon - centre[0]), np.deg2rad(lat)
    middle = np.deg2rad(centre[1])
    cosine = np.sin(middle) * np.sin(up) + np.cos(middle) * np.cos(up) * np.cos(turned)
    shown = cosine > np.cos(HORIZON)
    scale = np.sqrt(2 / np.where(shown, 1 + cosine, np.nan))
    east = scale * np.cos(up) * np.sin(turned)
    north = scale * (np.cos(middle) * np.sin(up) - np.sin(middle) * np.cos(up) * np.cos(turned))
    return east, north


def middle_of(lon: Floats, lat: Floats) -> tuple[float, float]:
    """Give the middle of some places on the globe, across the date line too.

    Parameters
    ----------
    lon, lat : ndarray, shape (N,)
        Degrees, one place at least.

    Returns
    -------
    tuple of float
        Longitude and latitude.

    Examples
    --------
    >>> middle_of(np.array([179.0, -179.0]), np.array([10.0, 10.0]))
    (180.0, 10.0)
    """
    turned, up = np.deg2rad(lon), np.deg2rad(lat)
    east = np.cos(up) * np.cos(turned)
    across = np.cos(up) * np.sin(turned)
    longitude = float(np.rad2deg(np.arctan2(across.mean(), east.mean())))
    flat = float(np.hypot(across.mean(), east.mean()))
    latitude = float(np.rad2deg(np.arctan2(np.sin(up).mean(), flat)))
    return round(longitude, 2), round(latitude, 1)

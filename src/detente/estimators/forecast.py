"""Forecasts of shares and amounts with pooled past errors as their bands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LOOKBACK = 20
"""Years over which the drift is measured."""


@dataclass(frozen=True, slots=True)
class Errors:
    """Past errors of a forecast, pooled over a reference class.

    Attributes
    ----------
    by_horizon : tuple of ndarray, length H
        Entry h-1: errors (observed minus forecast, on the scale of the forecast) at horizon h, all units and origins.
    """

    by_horizon: tuple[Floats, ...]

    def quantiles(self, levels: Floats) -> Floats:
        """Say how far past forecasts missed, horizon by horizon.

        Parameters
        ----------
        levels : ndarray, shape (Q,)
            Levels between 0 and 1.

        Returns
        -------
        ndarray, shape (H, Q)
            NaN at a horizon with fewer than 20 errors.
        """
        return np.array([np.quantile(e, levels) if e.size >= 20 else np.full(levels.size, np.nan)
                         for e in self.by_horizon])


def logit(share: Floats) -> Floats:
    """Turn shares into log-ratios against the rest.

    Examples
    --------
    >>> logit(np.array([0.5]))
    array([0.])
    """
    clipped = np.clip(share, 1e-6, 1 - 1e-6)
    result: Floats = np.log(clipped / (1 - clipped))
    return result


def expit(ratio: Floats) -> Floats:
    """Turn log-ratios against the rest into shares.

    Examples
    --------
    >>> expit(np.array([0.0]))
    array([0.5])
    """
    result: Floats = 1.0 / (1.0 + np.exp(-ratio))
    return result


def drift_path(series: Floats, horizon: int, damping: float) -> Floats:
    """Extend series by a part of their mean change over the last `LOOKBACK` years.

    Parameters
    ----------
    series : ndarray, shape (U, T)
        Series on an additive scale (log-ratios, logarithms), newest last; NaN where missing.
    horizon : int
        Years ahead.
    damping : float
        0 is the random walk, 1 the full drift, .5 half of it.

    Returns
    -------
    ndarray, shape (U, horizon)
        NaN where the newest value, or the one `LOOKBACK` years before it, is missing.

    Examples
    --------
    >>> drift_path(np.arange(21.0)[None, :], 2, .5)
    array([[20.5, 21. ]])
    """
    ahead = np.arange(1, horizon + 1)
    if damping == 0:
        return np.repeat(series[:, -1:], horizon, axis=1)
    if series.shape[1] <= LOOKBACK:
        return np.full((series.shape[0], horizon), np.nan)
    slope = (series[:, -1] - series[:, -1 - LOOKBACK]) / LOOKBACK
    path: Floats = series[:, -1:] + damping * slope[:, None] * ahead[None, :]
    return path


def errors_at(series: Floats, horizon: int, damping: float) -> Floats:
    """Compute what the forecast of one horizon missed by, at every origin.

    Parameters
    ----------
    series : ndarray, shape (U, T)
        The units on the scale of the forecast.
    horizon : int
        Years ahead.
    damping : float
        As in `drift_path`.

    Returns
    -------
    ndarray, shape (U, O)
        Column k: origin `LOOKBACK` + k; NaN where a value is missing. O is 0 where the series is too short.

    Examples
    --------
    >>> errors_at(np.arange(24.0)[None, :], 2, .5)
    array([[1., 1.]])
    """
    origins = np.arange(LOOKBACK, max(series.shape[1] - horizon, LOOKBACK))
    base = series[:, origins]
    missed: Floats = series[:, origins + horizon] - base
    if damping:
        missed = missed - damping * horizon * (base - series[:, origins - LOOKBACK]) / LOOKBACK
    return missed


def pooled_errors(series: Floats, horizon: int, damping: float) -> Errors:
    """Collect what a forecast missed by, over all units and all past origins.

    Parameters
    ----------
    series : ndarray, shape (U, T)
        The reference class on the scale of the forecast; nothing newer than the view may be in it.
    horizon : int
        Longest horizon.
    damping : float
        As in `drift_path`.

    Returns
    -------
    Errors

    Examples
    --------
    >>> flat = np.zeros((3, 60))
    >>> float(np.abs(pooled_errors(flat, 5, .5).by_horizon[4]).max())
    0.0
    """
    missed = (errors_at(series, h, damping) for h in range(1, horizon + 1))
    return Errors(tuple(m[~np.isnan(m)] for m in missed))


def crps(errors: Floats, observed: Floats) -> Floats:
    """Score an ensemble of outcomes by the continuous ranked probability score; smaller is better.

    Parameters
    ----------
    errors : ndarray, shape (N, E)
        Ensemble of N forecasts with E members each.
    observed : ndarray, shape (N,)
        What happened.

    Returns
    -------
    ndarray, shape (N,)

    References
    ----------
    gneiting_raftery2007

    Examples
    --------
    >>> crps(np.array([[0.0, 0.0]]), np.array([2.0]))
    array([2.])
    """
    ordered = np.sort(errors, axis=1)
    size = ordered.shape[1]
    near = np.abs(ordered - observed[:, None]).mean(axis=1)
    weights = 2 * np.arange(1, size + 1) - size - 1
    spread = (ordered * weights).sum(axis=1) / (size * size)
    result: Floats = near - spread
    return result

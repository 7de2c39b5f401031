"""Forecasts of shares and amounts with pooled past errors as their bands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LOOKBACK = 20
"""Years over which the drift is measured."""
LEAST = 20
"""Fewest past errors from which a band is made."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How a series goes on.

    Attributes
    ----------
    name : str
        What a table calls it.
    drift : float
        Part of the drift of the last `LOOKBACK` years that goes on: 0 is the random walk.
    damping : float
        What is left of the drift from one year to the next; 1 where it does not fade.

    Examples
    --------
    >>> Rule("half", 0.5).steps(2), round(Rule("damped", 1.0, 0.95).steps(2), 4)
    (1.0, 1.8525)
    """

    name: str
    drift: float
    damping: float = 1.0

    def steps(self, horizon: int) -> float:
        """Give how many years of drift are added by a horizon."""
        if self.damping == 1.0:
            return self.drift * horizon
        return self.drift * self.damping * (1 - self.damping**horizon) / (1 - self.damping)


@dataclass(frozen=True, slots=True)
class Pool:
    """Which past errors make a band, and how much wider than they fell.

    Attributes
    ----------
    name : str
        What a table calls it.
    skipped : int
        Years at the beginning of the class whose forecasts are left out.
    width : float
        Factor on every error.
    """

    name: str
    skipped: int
    width: float


@dataclass(frozen=True, slots=True)
class Blend:
    """Rules and pools together, by weights that may differ from one horizon to the next.

    Attributes
    ----------
    steps : ndarray, shape (H,)
        Years of drift added by each horizon, from one year on.
    pools : tuple of Pool
        J pools.
    weights : ndarray, shape (H, J)
        Their weights at each horizon, each row of sum one.
    """

    steps: Floats
    pools: tuple[Pool, ...]
    weights: Floats

    @property
    def widths(self) -> Floats:
        """The factor on past errors at each horizon, the weighted geometric mean of the pools'."""
        of_pools = np.log([pool.width for pool in self.pools])
        result: Floats = np.exp(self.weights @ of_pools)
        return result


def plain(rule: Rule, horizon: int, skipped: int = 0) -> Blend:
    """Give a single rule, its errors as wide as they fell, as a blend.

    Parameters
    ----------
    rule : Rule
        How series go on.
    horizon : int
        Years ahead.
    skipped : int
        As `Pool` has it.

    Examples
    --------
    >>> plain(Rule("half", 0.5), 2).steps
    array([0.5, 1. ])
    """
    steps = np.array([rule.steps(years) for years in range(1, horizon + 1)])
    return Blend(steps, (Pool("all", skipped, width=1.0),), weights=np.ones((horizon, 1)))


def errors_of(missed: Floats, pools: tuple[Pool, ...], weights: Floats) -> tuple[Floats, Floats]:
    """Weigh past errors as several pools do together, each with both signs.

    What a few origins with common shocks missed in one direction, the next may miss in the other.

    Parameters
    ----------
    missed : ndarray, shape (U, O)
        As `errors_at` gives them.
    pools : tuple of Pool
        J pools; one with fewer than `LEAST` errors takes all of them.
    weights : ndarray, shape (J,)
        Weights of sum one.

    Returns
    -------
    tuple of ndarray, shape (2 E,)
        Errors in ascending order, and their weights, which sum to one.

    Examples
    --------
    >>> values, _ = errors_of(np.array([[1.0, -3.0]]), (Pool("wide", 0, 2.0),), np.ones(1))
    >>> values.tolist()
    [-6.0, -2.0, 2.0, 6.0]
    """
    known = ~np.isnan(missed)
    by_origin = known.sum(axis=0)
    years = LOOKBACK + np.arange(missed.shape[1])
    of_origin = np.zeros(years.size)
    width = 0.0
    for pool, weight in zip(pools, weights, strict=True):
        inside = years >= pool.skipped
        if by_origin[inside].sum() < LEAST:
            inside = np.ones_like(inside)
        of_origin += weight * inside / max(by_origin[inside].sum(), 1)
        width += weight * np.log(pool.width)
    size = np.abs(missed[known]) * np.exp(width)
    order = np.argsort(size, kind="stable")
    size = size[order]
    half = np.broadcast_to(of_origin, missed.shape)[known][order] / 2
    return np.concatenate([-size[::-1], size]), np.concatenate([half[::-1], half])


def quantiles(ordered: Floats, weights: Floats, levels: Floats) -> Floats:
    """Read quantiles off a weighted sample, between the middles of its steps.

    Parameters
    ----------
    ordered, weights : ndarray, shape (..., E) and (E,)
        Ascending values, and weights that sum to one.
    levels : ndarray, shape (Q,)
        Levels between 0 and 1.

    Returns
    -------
    ndarray, shape (..., Q)

    Examples
    --------
    >>> quantiles(np.array([0.0, 1.0, 2.0]), np.full(3, 1 / 3), np.array([0.5]))
    array([1.])
    """
    middles = np.cumsum(weights) - weights / 2
    place = np.clip(np.interp(levels, middles, np.arange(middles.size)), 0, middles.size - 1)
    below = np.floor(place).astype(np.int64)
    above = np.minimum(below + 1, middles.size - 1)
    part = place - below
    result: Floats = ordered[..., below] * (1 - part) + ordered[..., above] * part
    return result


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


def drift_path(series: Floats, steps: Floats) -> Floats:
    """Extend series by part of their mean change over the last `LOOKBACK` years.

    Parameters
    ----------
    series : ndarray, shape (U, T)
        Series on an additive scale (log-ratios, logarithms), newest last; NaN where missing.
    steps : ndarray, shape (H,)
        Years of that change added by each horizon; all 0 is the random walk.

    Returns
    -------
    ndarray, shape (U, H)
        NaN where the newest value, or the one `LOOKBACK` years before it, is missing.

    Examples
    --------
    >>> drift_path(np.arange(21.0)[None, :], np.array([0.5, 1.0]))
    array([[20.5, 21. ]])
    """
    if not steps.any():
        return np.repeat(series[:, -1:], steps.size, axis=1)
    if series.shape[1] <= LOOKBACK:
        return np.full((series.shape[0], steps.size), np.nan)
    slope = (series[:, -1] - series[:, -1 - LOOKBACK]) / LOOKBACK
    path: Floats = series[:, -1:] + slope[:, None] * steps[None, :]
    return path


def errors_at(series: Floats, horizon: int, steps: float) -> Floats:
    """Compute what the forecast of one horizon missed by, at every origin.

    Parameters
    ----------
    series : ndarray, shape (U, T)
        The units on the scale of the forecast.
    horizon : int
        Years ahead.
    steps : float
        Years of drift that were added.

    Returns
    -------
    ndarray, shape (U, O)
        Column k: origin `LOOKBACK` + k; NaN where a value is missing, the one `LOOKBACK` years
        before included, so that every rule has the same errors. O is 0 where the series is too
        short.

    Examples
    --------
    >>> errors_at(np.arange(24.0)[None, :], 2, 1.0)
    array([[1., 1.]])
    """
    origins = np.arange(LOOKBACK, max(series.shape[1] - horizon, LOOKBACK))
    base = series[:, origins]
    drift = (base - series[:, origins - LOOKBACK]) / LOOKBACK
    missed: Floats = series[:, origins + horizon] - base - steps * drift
    return missed


def bands(reference: Floats, blend: Blend, levels: Floats) -> Floats:
    """Say how far past forecasts of a reference class missed, horizon by horizon.

    Parameters
    ----------
    reference : ndarray, shape (U, T)
        The class on the scale of the forecast; nothing newer than the view may be in it.
    blend : Blend
        How the class was carried forward, and which errors count, for H horizons.
    levels : ndarray, shape (Q,)
        Levels between 0 and 1.

    Returns
    -------
    ndarray, shape (H, Q)
        NaN at a horizon with fewer than `LEAST` errors.

    Examples
    --------
    >>> bands(np.zeros((3, 60)), plain(Rule("none", 0.0), 2), np.array([0.1, 0.9])) + 0.0
    array([[0., 0.],
           [0., 0.]])
    """
    found = np.full((blend.steps.size, levels.size), np.nan)
    for place, (steps, weights) in enumerate(zip(blend.steps, blend.weights, strict=True)):
        missed = errors_at(reference, place + 1, float(steps))
        if np.count_nonzero(~np.isnan(missed)) >= LEAST:
            found[place] = quantiles(*errors_of(missed, blend.pools, weights), levels)
    return found


def crps(ensemble: Floats, weights: Floats, observed: Floats) -> Floats:
    """Score weighted ensembles by the continuous ranked probability score; less is better.

    Parameters
    ----------
    ensemble : ndarray, shape (N, E)
        Ensembles of N forecasts with E members each, ascending.
    weights : ndarray, shape (E,)
        Weights of the members, which sum to one.
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
    >>> crps(np.array([[0.0, 0.0]]), np.array([0.5, 0.5]), np.array([2.0]))
    array([2.])
    """
    near = np.abs(ensemble - observed[:, None]) @ weights
    spread = ensemble @ (weights * (2 * np.cumsum(weights) - weights - 1))
    result: Floats = near - spread
    return result


def gap_paths(reference: Floats, blend: Blend, skipped: int) -> Floats:
    """Collect whole paths of what forecasts of a gap missed by, from every past pair and origin.

    Parameters
    ----------
    reference : ndarray, shape (U, T)
        The class on the scale of the forecast.
    blend : Blend
        How series go on for H horizons, and how much wider than they fell errors are taken.
    skipped : int
        Years at the beginning of the class from which no path starts.

    Returns
    -------
    ndarray, shape (H, P)
        One column a past pair and origin; P is 0 where no past path is that long.

    Examples
    --------
    >>> gap_paths(np.zeros((3, 23)), plain(Rule("none", 0.0), 2), 0).shape
    (2, 3)
    """
    upper = np.triu_indices(reference.shape[0], 1)
    # the drift of the first path reaches back further than the first path
    known = reference[:, max(skipped - LOOKBACK, 0) :]
    gaps = known[upper[0]] - known[upper[1]]
    horizons = range(1, blend.steps.size + 1)
    origins = errors_at(gaps, blend.steps.size, 0.0).shape[1]
    missed = [
        errors_at(gaps, years, float(steps))[:, :origins].ravel() * width
        for years, steps, width in zip(horizons, blend.steps, blend.widths, strict=True)
    ]
    paths = np.stack(missed)
    whole: Floats = paths[:, ~np.isnan(paths).any(axis=0)]
    return whole


def crossings(paths: Floats, first: Floats, second: Floats, steps: Floats) -> NDArray[np.int64]:
    """Draw when two series cross, from whole paths of past errors of such gaps.

    Parameters
    ----------
    paths : ndarray, shape (H, P)
        As `gap_paths` gives them for the same blend.
    first, second : ndarray, shape (T',)
        The two series on the scale of the paths, newest last; at least `LOOKBACK` + 1 values.
    steps : ndarray, shape (H,)
        Years of drift added by each horizon.

    Returns
    -------
    ndarray of int, shape (2 P,)
        Years until the order first turns, 0 where it does not within the horizon; empty where
        there is no past path.

    Examples
    --------
    >>> rise, fall = np.linspace(-1, 0, 21), np.linspace(1, 0.05, 21)
    >>> full = plain(Rule("full", 1.0), 5)
    >>> set(crossings(gap_paths(np.zeros((3, 60)), full, 0), rise, fall, full.steps).tolist())
    {1}
    """
    gap = first - second
    ahead = drift_path(gap[None, :], steps)[0]
    if np.isnan(ahead).any():
        return np.empty(0, dtype=np.int64)
    # a past gap has no sign of its own: each path is taken both ways
    drawn = np.concatenate([paths, -paths], axis=1)
    years = np.zeros(drawn.shape[1], dtype=np.int64)
    # from the last year back, so that the first year in which the order is turned remains
    for h in range(steps.size, 0, -1):
        years[_turned(ahead[h - 1] + drawn[h - 1], gap[-1])] = h
    return years


def _turned(gaps: Floats, now: float) -> NDArray[np.bool_]:
    """Tell which gaps do not have the sign of the gap now."""
    if now > 0:
        return ~(gaps > 0)
    return ~(gaps < 0) if now < 0 else gaps != 0

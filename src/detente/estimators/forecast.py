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
    """How a series goes on, and which past errors make its band.

    Attributes
    ----------
    name : str
        What a table calls it.
    drift : float
        Part of the drift of the last `LOOKBACK` years that goes on: 0 is the random walk.
    damping : float
        What is left of the drift from one year to the next; 1 where it does not fade.
    mirrored : float
        Part of the band's weight that errors with their sign turned have: what a few origins in
        common missed in one direction, the next may miss in the other. 0 takes the errors as they
        fell, .5 both directions alike.

    Examples
    --------
    >>> Rule("half", 0.5).steps(2), round(Rule("damped", 1.0, 0.95).steps(2), 4)
    (1.0, 1.8525)
    """

    name: str
    drift: float
    damping: float = 1.0
    mirrored: float = 0.0

    def steps(self, horizon: int) -> float:
        """Give how many years of drift are added by a horizon."""
        if self.damping == 1.0:
            return self.drift * horizon
        return self.drift * self.damping * (1 - self.damping**horizon) / (1 - self.damping)

    def pool(self, errors: Floats) -> tuple[Floats, Floats]:
        """Make the pool of a band from errors of any shape; NaN are left out.

        Returns
        -------
        tuple of ndarray, shape (E,)
            Errors in ascending order, and their weights, which sum to one.
        """
        flat = np.sort(errors[~np.isnan(errors)])
        if not self.mirrored:
            return flat, np.full(flat.size, 1 / max(flat.size, 1))
        both = np.concatenate([flat, -flat])
        order = np.argsort(both, kind="stable")
        weights = (
            np.repeat([(1 - self.mirrored) / flat.size, self.mirrored / flat.size], flat.size)
            if flat.size
            else flat
        )
        return both[order], weights[order]


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


def drift_path(series: Floats, horizon: int, rule: Rule) -> Floats:
    """Extend series by what a rule keeps of their mean change over the last `LOOKBACK` years.

    Parameters
    ----------
    series : ndarray, shape (U, T)
        Series on an additive scale (log-ratios, logarithms), newest last; NaN where missing.
    horizon : int
        Years ahead.
    rule : Rule
        How they go on.

    Returns
    -------
    ndarray, shape (U, horizon)
        NaN where the newest value, or the one `LOOKBACK` years before it, is missing.

    Examples
    --------
    >>> drift_path(np.arange(21.0)[None, :], 2, Rule("half", 0.5))
    array([[20.5, 21. ]])
    """
    if rule.drift == 0:
        return np.repeat(series[:, -1:], horizon, axis=1)
    if series.shape[1] <= LOOKBACK:
        return np.full((series.shape[0], horizon), np.nan)
    slope = (series[:, -1] - series[:, -1 - LOOKBACK]) / LOOKBACK
    steps = np.array([rule.steps(h) for h in range(1, horizon + 1)])
    path: Floats = series[:, -1:] + slope[:, None] * steps[None, :]
    return path


def errors_at(series: Floats, horizon: int, rule: Rule) -> Floats:
    """Compute what the forecast of one horizon missed by, at every origin.

    Parameters
    ----------
    series : ndarray, shape (U, T)
        The units on the scale of the forecast.
    horizon : int
        Years ahead.
    rule : Rule
        How they were carried forward.

    Returns
    -------
    ndarray, shape (U, O)
        Column k: origin `LOOKBACK` + k; NaN where a value is missing. O is 0 where the series is
        too short.

    Examples
    --------
    >>> errors_at(np.arange(24.0)[None, :], 2, Rule("half", 0.5))
    array([[1., 1.]])
    """
    origins = np.arange(LOOKBACK, max(series.shape[1] - horizon, LOOKBACK))
    base = series[:, origins]
    missed: Floats = series[:, origins + horizon] - base
    if rule.drift:
        missed = missed - rule.steps(horizon) * (base - series[:, origins - LOOKBACK]) / LOOKBACK
    return missed


def bands(reference: Floats, horizon: int, rule: Rule, levels: Floats) -> Floats:
    """Say how far past forecasts of a reference class missed, horizon by horizon.

    Parameters
    ----------
    reference : ndarray, shape (U, T)
        The class on the scale of the forecast; nothing newer than the view may be in it.
    horizon : int
        Longest horizon.
    rule : Rule
        As in `errors_at`.
    levels : ndarray, shape (Q,)
        Levels between 0 and 1.

    Returns
    -------
    ndarray, shape (horizon, Q)
        NaN at a horizon with fewer than `LEAST` errors.

    Examples
    --------
    >>> bands(np.zeros((3, 60)), 2, Rule("none", 0.0), np.array([0.1, 0.9]))
    array([[0., 0.],
           [0., 0.]])
    """
    found = np.full((horizon, levels.size), np.nan)
    for h in range(1, horizon + 1):
        missed = errors_at(reference, h, rule)
        if np.count_nonzero(~np.isnan(missed)) >= LEAST:
            found[h - 1] = quantiles(*rule.pool(missed), levels)
    return found


@dataclass(frozen=True, slots=True)
class Scores:
    """How forecasts of one rule did, origin by origin.

    Attributes
    ----------
    horizon, origin, forecasts : ndarray of int, shape (N,)
        Years ahead, column of the origin, number of forecasts scored there.
    crps : ndarray, shape (N,)
        Their mean continuous ranked probability score, in shares.
    inside : ndarray, shape (N,)
        Part of outcomes inside the 80 % band.
    """

    horizon: NDArray[np.int64]
    origin: NDArray[np.int64]
    forecasts: NDArray[np.int64]
    crps: Floats
    inside: Floats


def backtest(shares: Floats, rule: Rule, horizons: tuple[int, ...], size: int) -> Scores:
    """Forecast from every past origin as one would have then, and score what came.

    The class of an origin is that of its strongest units then; its band is made of what the same
    rule had missed by for these units, as far as outcomes were known at the origin.

    Parameters
    ----------
    shares : ndarray, shape (U, T)
        Shares between 0 and 1; NaN where missing.
    rule : Rule
        How they are carried forward.
    horizons : tuple of int
        Years ahead to score.
    size : int
        Units in the class.

    Returns
    -------
    Scores
        Only origins at which a band could be made.

    Examples
    --------
    >>> found = backtest(np.full((30, 60), 0.1), Rule("none", 0.0), (10,), 25)
    >>> float(found.inside.min()), round(float(found.crps.max()), 6)
    (1.0, 0.0)
    """
    level = logit(shares)
    order = np.argsort(-np.where(np.isnan(shares), -1.0, shares), axis=0, kind="stable")[:size]
    rows = []
    for horizon in horizons:
        missed = errors_at(level, horizon, rule)
        # the same forecasts for every rule: the random walk, too, waits for the years of a drift
        missed = np.where(np.isnan(level[:, : missed.shape[1]]), np.nan, missed)
        for place in range(horizon, missed.shape[1]):
            units = order[:, LOOKBACK + place]
            there = units[~np.isnan(missed[units, place])]
            known = missed[units, : place - horizon + 1]
            if np.count_nonzero(~np.isnan(known)) < LEAST or not there.size:
                continue
            real = level[there, LOOKBACK + place + horizon]
            scored = _scored(real, missed[there, place], *rule.pool(known))
            rows.append((horizon, LOOKBACK + place, there.size, *scored))
    table = np.array(rows, dtype=np.float64).reshape(-1, 5)
    whole = table[:, :3].astype(np.int64)
    return Scores(
        horizon=whole[:, 0],
        origin=whole[:, 1],
        forecasts=whole[:, 2],
        crps=table[:, 3],
        inside=table[:, 4],
    )


def _scored(real: Floats, missed: Floats, pool: Floats, weights: Floats) -> tuple[float, float]:
    """Score the forecasts of one origin: mean CRPS, and the part of outcomes in the 80 % band."""
    outcome = expit(real)
    ensemble = expit((real - missed)[:, None] + pool[None, :])
    low, high = quantiles(ensemble, weights, np.array([0.1, 0.9])).T
    inside = (low <= outcome) & (outcome <= high)
    return float(crps(ensemble, weights, outcome).mean()), float(inside.mean())


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


def gap_paths(reference: Floats, horizon: int, rule: Rule) -> Floats:
    """Collect whole paths of what forecasts of a gap missed by, from every past pair and origin.

    Parameters
    ----------
    reference : ndarray, shape (U, T)
        The class on the scale of the forecast.
    horizon : int
        Years ahead.
    rule : Rule
        How series go on.

    Returns
    -------
    ndarray, shape (horizon, P)
        One column a past pair and origin; P is 0 where no past path is that long.

    Examples
    --------
    >>> gap_paths(np.zeros((3, 23)), 2, Rule("none", 0.0)).shape
    (2, 3)
    """
    upper = np.triu_indices(reference.shape[0], 1)
    gaps = reference[upper[0]] - reference[upper[1]]
    origins = errors_at(gaps, horizon, rule).shape[1]
    missed = [errors_at(gaps, h, rule)[:, :origins].ravel() for h in range(1, horizon + 1)]
    paths = np.stack(missed)
    whole: Floats = paths[:, ~np.isnan(paths).any(axis=0)]
    return whole


def crossings(paths: Floats, first: Floats, second: Floats, rule: Rule) -> NDArray[np.int64]:
    """Draw when two series cross, from whole paths of past errors of such gaps.

    Parameters
    ----------
    paths : ndarray, shape (H, P)
        As `gap_paths` gives them for the same rule.
    first, second : ndarray, shape (T',)
        The two series on the scale of the paths, newest last; at least `LOOKBACK` + 1 values.
    rule : Rule
        How series go on.

    Returns
    -------
    ndarray of int, shape (2 P,)
        Years until the order first turns, 0 where it does not within the horizon; empty where
        there is no past path.

    Examples
    --------
    >>> rise, fall = np.linspace(-1, 0, 21), np.linspace(1, 0.05, 21)
    >>> full = Rule("full", 1.0)
    >>> set(crossings(gap_paths(np.zeros((3, 60)), 5, full), rise, fall, full).tolist())
    {1}
    """
    horizon = paths.shape[0]
    gap = first - second
    ahead = drift_path(gap[None, :], horizon, rule)[0]
    if np.isnan(ahead).any():
        return np.empty(0, dtype=np.int64)
    # a past gap has no sign of its own: each path is taken both ways
    drawn = np.concatenate([paths, -paths], axis=1)
    years = np.zeros(drawn.shape[1], dtype=np.int64)
    # from the last year back, so that the first year in which the order is turned remains
    for h in range(horizon, 0, -1):
        years[_turned(ahead[h - 1] + drawn[h - 1], gap[-1])] = h
    return years


def _turned(gaps: Floats, now: float) -> NDArray[np.bool_]:
    """Tell which gaps do not have the sign of the gap now."""
    if now > 0:
        return ~(gaps > 0)
    return ~(gaps < 0) if now < 0 else gaps != 0

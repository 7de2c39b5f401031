"""Logit with ridge and weights: a probability as a sum that can be taken apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
ENDS = (-4.0, 6.0)
"""Deviations from the mean at which features are clipped: counts of rare events have long tails."""
OVERFLOW = 30.0
"""Log-odds beyond which nothing changes."""
RARE = 0.02
"""Part of missing values above which that a value is missing becomes a feature of its own."""


@dataclass(frozen=True, slots=True)
class Scaling:
    """How features were put on one scale, as the rows fitted on had them.

    Attributes
    ----------
    fill, flagged : ndarray, shape (P,)
        What stands for a missing value (the median); whether that it is missing counts as a
        feature.
    middle, scale : ndarray, shape (P + F,)
        Means and deviations of the features and of their F flags.
    owner : ndarray of int, shape (P + F,)
        Which feature each column came from.
    ends : tuple of float
        Deviations beyond which a feature no longer counts.
    """

    fill: Floats
    flagged: NDArray[np.bool_]
    middle: Floats
    scale: Floats
    owner: NDArray[np.int64]
    ends: tuple[float, float] = ENDS

    def __call__(self, features: Floats) -> Floats:
        """Put features, shape (N, P), on the scale: shape (N, P + F), without gaps."""
        return np.clip(
            (_filled(features, self.fill, self.flagged) - self.middle) / self.scale, *self.ends
        )


@dataclass(frozen=True, slots=True)
class Logit:
    """A fitted model.

    Attributes
    ----------
    constant : float
        Log-odds where every feature stands at its mean.
    slopes : ndarray, shape (P + F,)
        Log-odds a deviation.
    scaling : Scaling
        Of the features.
    """

    constant: float
    slopes: Floats
    scaling: Scaling

    def log_odds(self, features: Floats) -> Floats:
        """Give log-odds, shape (N,), of features (N, P)."""
        found: Floats = self.constant + self.scaling(features) @ self.slopes
        return found

    def parts(self, features: Floats, block: NDArray[np.int64], blocks: int) -> Floats:
        """Give each block's part of the log-odds above the constant, shape (N, blocks).

        Parameters
        ----------
        features : ndarray, shape (N, P)
        block : ndarray of int, shape (P,)
            Which block each feature belongs to.
        blocks : int
            How many there are.
        """
        terms = self.scaling(features) * self.slopes
        return terms @ np.eye(blocks)[block[self.scaling.owner]]


def _filled(features: Floats, fill: Floats, flagged: NDArray[np.bool_]) -> Floats:
    missing = np.isnan(features)
    return np.hstack([np.where(missing, fill, features), missing[:, flagged].astype(float)])


def scaled(features: Floats, weight: Floats, ends: tuple[float, float] = ENDS) -> Scaling:
    """Learn a scale from the rows to be fitted on: nothing of the rows to be forecast enters it.

    Examples
    --------
    >>> scaled(np.array([[0.0], [2.0], [np.nan]]), np.ones(3)).fill.tolist()
    [1.0]
    """
    missing = np.isnan(features)
    part = missing.mean(axis=0)
    flagged = (part > RARE) & (part < 1 - RARE)
    fill = np.zeros(features.shape[1])
    known = ~missing.all(axis=0)
    fill[known] = np.nanmedian(features[:, known], axis=0)
    full = _filled(features, fill, flagged)
    middle = np.average(full, axis=0, weights=weight)
    scale = np.sqrt(np.average((full - middle) ** 2, axis=0, weights=weight))
    owner = np.concatenate([np.arange(features.shape[1]), np.flatnonzero(flagged)])
    return Scaling(
        fill=fill,
        flagged=flagged,
        middle=middle,
        scale=np.where(scale > 1e-9, scale, 1.0),
        owner=owner,
        ends=ends,
    )


def fit(
    features: Floats,
    outcome: Floats,
    weight: Floats | None = None,
    *,
    ridge: float = 5.0,
    most: int = 60,
) -> Logit:
    """Fit the probability of an outcome to features, by Newton's method.

    Parameters
    ----------
    features : ndarray, shape (N, P)
        NaN where missing.
    outcome : ndarray, shape (N,)
        0 or 1.
    weight : ndarray, shape (N,), optional
        Rows that each row stands for.
    ridge : float
        Half of it times the sum of squared slopes is taken from the log likelihood.
    most : int
        Steps at most.

    Returns
    -------
    Logit

    Examples
    --------
    >>> found = fit(np.array([[0.0], [0.0], [1.0], [1.0]]), np.array([0.0, 0.0, 0.0, 1.0]))
    >>> bool(found.slopes[0] > 0)
    True
    """
    weight = np.ones(outcome.size) if weight is None else weight
    scaling = scaled(features, weight)
    constant, slopes = newton(scaling(features), outcome, weight, ridge, most)
    return Logit(constant=constant, slopes=slopes, scaling=scaling)


def newton(
    design: Floats, outcome: Floats, weight: Floats, ridge: float | Floats, most: int = 60
) -> tuple[float, Floats]:
    """Find the constant and the slopes of a design as it stands; `ridge` may be one a column.

    Returns
    -------
    tuple of float and ndarray, shape (P,)
    """
    full = np.hstack([np.ones((design.shape[0], 1)), design])
    penalty = np.append(0.0, np.broadcast_to(ridge, design.shape[1]))
    found, reached = np.zeros(full.shape[1]), -np.inf
    step, whole = np.zeros(full.shape[1]), 1.0
    for _ in range(most):
        tried = found + whole * step
        odds = np.clip(full @ tried, -OVERFLOW, OVERFLOW)
        gain = float(weight @ (outcome * odds - np.logaddexp(0, odds))) - 0.5 * float(
            penalty @ tried**2
        )
        if gain < reached - 1e-9 * abs(reached) and whole > 1e-3:  # a step too far: half of it
            whole /= 2
            continue
        found, reached = tried, gain
        chance = 1 / (1 + np.exp(-odds))
        slope = full.T @ (weight * (outcome - chance)) - penalty * found
        bend = (full.T * (weight * chance * (1 - chance))) @ full + np.diag(penalty + 1e-9)
        step, whole = np.linalg.solve(bend, slope), 1.0
        if np.abs(step).max() < 1e-6:
            break
    return float(found[0]), found[1:]


def shift(log_odds: Floats, outcome: Floats) -> float:
    """Give the log-odds to add so that as many events are expected as came.

    Examples
    --------
    >>> round(shift(np.zeros(4), np.array([0.0, 0.0, 0.0, 1.0])), 6)
    -1.098612
    """
    added = 0.0
    for _ in range(50):
        chance = probability(log_odds + added)
        step = float((outcome.sum() - chance.sum()) / max((chance * (1 - chance)).sum(), 1e-12))
        added += float(np.clip(step, -1.0, 1.0))
        if abs(step) < 1e-10:
            break
    return added


def probability(log_odds: Floats) -> Floats:
    """Turn log-odds into probabilities.

    Examples
    --------
    >>> probability(np.array([0.0])).tolist()
    [0.5]
    """
    found: Floats = 1 / (1 + np.exp(-np.clip(log_odds, -OVERFLOW, OVERFLOW)))
    return found

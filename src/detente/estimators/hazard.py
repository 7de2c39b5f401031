"""Hazards: the yearly chance of a rare step as a penalised logit, with the error of its slopes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.estimators.logit import newton, probability

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
SEEN = 0.5
"""Weight of one step and of one year without a step that every fit has seen before its data."""


@dataclass(frozen=True, slots=True, eq=False)
class Hazard:
    """The log-odds of a step in a year as a sum over covariates in their own units.

    Attributes
    ----------
    coef : ndarray, shape (P,)
        The constant first.
    covariance : ndarray, shape (P, P)
        Of the coefficients; rows of the same cluster may depend on each other.
    cases, events : int
        Years at risk, and steps among them.
    """

    coef: Floats
    covariance: Floats
    cases: int
    events: int

    @property
    def error(self) -> Floats:
        """Standard errors, shape (P,)."""
        found: Floats = np.sqrt(np.diag(self.covariance))
        return found

    def chance(self, covariates: Floats) -> Floats:
        """Give the chance of a step, shape (N,).

        Parameters
        ----------
        covariates : ndarray, shape (N, P - 1)
            In their own units.
        """
        return probability(self.coef[0] + covariates @ self.coef[1:])

    def draws(self, count: int, seed: int) -> Floats:
        """Draw coefficients from their estimate and its error, shape (count, P).

        Parameters
        ----------
        count : int
            How many.
        seed : int
            The same seed gives the same draws.
        """
        return normal_draws(self.coef, self.covariance, count, seed=seed)


def normal_draws(middle: Floats, covariance: Floats, count: int, *, seed: int) -> Floats:
    """Draw vectors that are jointly normal, shape (count, P).

    Parameters
    ----------
    middle : ndarray, shape (P,)
        Their mean.
    covariance : ndarray, shape (P, P)
        Of full rank or not.
    count, seed : int
        How many, and the seed.

    Examples
    --------
    >>> normal_draws(np.ones(2), np.zeros((2, 2)), 1, seed=0).tolist()
    [[1.0, 1.0]]
    """
    values, vectors = np.linalg.eigh((covariance + covariance.T) / 2)
    root = vectors * np.sqrt(np.clip(values, 0, None))
    noise = np.random.default_rng(seed).standard_normal((count, middle.size))
    drawn: Floats = middle + noise @ root.T
    return drawn


def fit(
    covariates: Floats,
    event: Floats,
    cluster: Ints,
    *,
    weight: Floats | None = None,
    ridge: float | Floats = 2.0,
) -> Hazard:
    """Fit the log-odds of a step to covariates.

    The slopes are drawn towards zero; the constant is drawn towards one step in two years by a
    single year's weight, so that a step that never came has a small chance and not none.

    Parameters
    ----------
    covariates : ndarray, shape (N, P - 1)
        In their own units, without gaps.
    event : ndarray, shape (N,)
        1 where the step came in the year.
    cluster : ndarray of int, shape (N,)
        Rows whose steps may come together have the same number.
    weight : ndarray, shape (N,), optional
        Rows that each row stands for.
    ridge : float or ndarray, shape (P - 1,)
        Half of it times the squared slope of one deviation is taken from the log likelihood.

    Examples
    --------
    >>> found = fit(np.zeros((98, 0)), np.arange(98) < 1.0, np.arange(98))
    >>> found.chance(np.zeros((1, 0))).round(4).tolist()
    [0.0152]
    """
    stands_for = np.ones(event.size) if weight is None else weight
    middle, scale = _scale(covariates, stands_for)
    # the year that every fit has seen lies at the mean of all covariates
    design = np.vstack([(covariates - middle) / scale, np.zeros((2, scale.size))])
    outcome = np.concatenate([event.astype(np.float64), [1.0, 0.0]])
    weights = np.concatenate([stands_for, [SEEN, SEEN]])
    penalty = np.broadcast_to(np.asarray(ridge, dtype=np.float64), scale.size)
    constant, slopes = newton(design, outcome, weights, penalty)
    chance = probability(constant + design @ slopes)
    groups = np.concatenate([cluster, cluster.max(initial=0) + np.array([1, 2])])
    full = np.hstack([np.ones((design.shape[0], 1)), design])
    bend = (full.T * (weights * chance * (1 - chance))) @ full
    bend += np.diag(np.append(1e-9, penalty))
    covariance = _clustered(bend, _spread(full, weights * (outcome - chance), groups))
    # back from deviations to the covariates' own units
    turn = np.diag(np.append(1.0, 1 / scale))
    turn[0, 1:] = -middle / scale
    return Hazard(
        turn @ np.append(constant, slopes),
        turn @ covariance @ turn.T,
        cases=round(float(stands_for.sum())),
        events=round(float((stands_for * event).sum())),
    )


def _scale(covariates: Floats, weight: Floats) -> tuple[Floats, Floats]:
    """Give means and deviations of covariates; a constant one has the deviation 1."""
    if not covariates.size:
        return np.zeros(covariates.shape[1]), np.ones(covariates.shape[1])
    middle = np.average(covariates, axis=0, weights=weight)
    scale: Floats = np.sqrt(np.average((covariates - middle) ** 2, axis=0, weights=weight))
    return middle, np.where(scale > 1e-9, scale, 1.0)


def _spread(full: Floats, residual: Floats, cluster: Ints) -> Floats:
    """Sum the scores by cluster, and give the sum of their squares, shape (P, P)."""
    scores = full * residual[:, None]
    _, place = np.unique(cluster, return_inverse=True)
    sums = np.stack(
        [np.bincount(place, weights=column, minlength=place.max() + 1) for column in scores.T],
        axis=1,
    )
    found: Floats = np.einsum("gp,gq->pq", sums, sums)
    return found


def _clustered(bend: Floats, spread: Floats) -> Floats:
    """Give the covariance of independent rows, widened where clusters make it larger.

    With few steps the scores of clusters alone understate the error.
    """
    plain = np.linalg.inv(bend)
    by_cluster = plain @ spread @ plain
    wider = np.sqrt(np.maximum(np.diag(by_cluster) / np.diag(plain), 1.0))
    found: Floats = (plain * np.outer(wider, wider)).astype(np.float64)
    return found

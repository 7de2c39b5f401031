"""Which of several outcomes: a multinomial logit with ridge, over features and a smooth of time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
FREE = 10.0
"""Factor on the columns of the smooth: the ridge hardly holds them."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A fitted model.

    Attributes
    ----------
    weights : ndarray, shape (P + S + 1, K)
        Of P features, S columns of the smooth and a constant.
    middle, scale : ndarray, shape (P,)
        Means and deviations of the features.
    knots : ndarray
        Knots of the smooth.
    """

    weights: Floats
    middle: Floats
    scale: Floats
    knots: Floats

    def predict(self, features: Floats, time: Floats) -> Floats:
        """Give probabilities, shape (N, K); times outside the years fitted count as the nearest."""
        scores = (
            np.hstack(
                [
                    (features - self.middle) / self.scale,
                    FREE * smooth(time, self.knots),
                    np.ones((time.size, 1)),
                ]
            )
            @ self.weights
        )
        grown = np.exp(scores - scores.max(axis=1, keepdims=True))
        odds: Floats = grown / grown.sum(axis=1, keepdims=True)
        return odds


def smooth(time: Floats, knots: Floats) -> Floats:
    """Lay out a cubic spline of time, flat outside its knots.

    Parameters
    ----------
    time : ndarray, shape (N,)
    knots : ndarray, shape (M,)
        Ascending, with three more on either side than span the years.

    Returns
    -------
    ndarray, shape (N, M - 4)
        Rows sum to one.

    Examples
    --------
    >>> round(float(smooth(np.array([5.0, 99.0]), np.arange(-3.0, 14.0))[1].sum()), 6)
    1.0
    """
    from scipy.interpolate import BSpline

    inside = np.clip(time, knots[3], knots[-4])
    result: Floats = BSpline.design_matrix(inside, knots, 3).toarray()
    return result


def fit(
    features: Floats,
    time: Floats,
    outcome: Ints,
    kinds: int,
    *,
    ridge: float = 100.0,
    pieces: int = 7,
) -> Choice:
    """Fit probabilities of outcomes to features and time.

    Parameters
    ----------
    features : ndarray, shape (N, P)
        Without gaps; standardised here.
    time : ndarray, shape (N,)
        Years.
    outcome : ndarray of int, shape (N,)
        0 to `kinds` - 1.
    kinds : int
        Number of outcomes.
    ridge : float
        Weight of the squared coefficients against the log loss of one case.
    pieces : int
        Pieces of the smooth of time.

    Returns
    -------
    Choice

    Examples
    --------
    >>> x = np.array([[-1.0], [-0.9], [1.0], [0.9]])
    >>> found = fit(x, np.arange(4.0), np.array([0, 0, 1, 1]), 2, ridge=0.1)
    >>> bool(found.predict(x, np.arange(4.0))[2, 1] > 0.7)
    True
    """
    from scipy.optimize import minimize

    middle, scale = features.mean(axis=0), features.std(axis=0)
    scale = np.where(scale > 0, scale, 1.0)
    step = (time.max() - time.min()) / pieces or 1.0
    knots = time.min() + step * np.arange(-3, pieces + 4)
    design = np.hstack(
        [(features - middle) / scale, FREE * smooth(time, knots), np.ones((time.size, 1))]
    )
    held = np.ones((design.shape[1], 1))
    held[-1] = 0.0
    chosen = np.eye(kinds)[outcome]

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = flat.reshape(-1, kinds)
        scores = design @ weights
        top = scores.max(axis=1, keepdims=True)
        whole = np.exp(scores - top).sum(axis=1, keepdims=True)
        log_shares = scores - top - np.log(whole)
        value = -(log_shares * chosen).sum() + ridge / 2 * float((held * weights**2).sum())
        slope = design.T @ (np.exp(log_shares) - chosen) + ridge * held * weights
        return float(value), slope.ravel()

    found = minimize(
        loss,
        np.zeros(design.shape[1] * kinds),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": 2000, "ftol": 1e-12},
    )
    return Choice(weights=found.x.reshape(-1, kinds), middle=middle, scale=scale, knots=knots)


def kernel(time: Floats, outcome: Ints, kinds: int, at: Floats, width: float = 5.0) -> Floats:
    """Forecast outcomes from near years alone, with two pseudo-cases of the sample's.

    Parameters
    ----------
    time, outcome : ndarray, shape (N,)
        Years and outcomes known.
    kinds : int
        Number of outcomes.
    at : ndarray, shape (M,)
        Years asked for; outside the known ones the nearest stands.
    width : float
        Years of the Gaussian.

    Returns
    -------
    ndarray, shape (M, kinds)

    Examples
    --------
    >>> kernel(np.array([0.0, 0.0]), np.array([0, 0]), 2, np.array([0.0])).tolist()
    [[1.0, 0.0]]
    """
    known = np.eye(kinds)[outcome]
    years, place = np.unique(np.clip(at, time.min(), time.max()), return_inverse=True)
    near = np.exp(-0.5 * ((years[:, None] - time[None, :]) / width) ** 2)
    found: Floats = (near @ known + 2 * known.mean(axis=0)) / (near.sum(axis=1, keepdims=True) + 2)
    return found[place]


def reduction(probabilities: Floats, null: Floats, outcome: Ints) -> float:
    """Give the proportional reduction of the log loss over a null forecast.

    Parameters
    ----------
    probabilities, null : ndarray, shape (N, K)
        Forecasts made without the case.
    outcome : ndarray of int, shape (N,)

    References
    ----------
    carroll_kenkel2019

    Examples
    --------
    >>> reduction(np.array([[0.5, 0.5]]), np.array([[0.25, 0.75]]), np.array([0]))
    0.5
    """
    rows = np.arange(outcome.size)
    mine, theirs = (
        -np.log(np.clip(p[rows, outcome], 1e-14, 1)).mean() for p in (probabilities, null)
    )
    return float(1 - mine / theirs)

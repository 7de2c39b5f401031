"""Where chains begin, and the preview: a few variational sweeps, not an estimate.

Carried to convergence these sweeps run away (blocs that vote alike are pushed out, since plug-in
estimates ignore that positions, slopes and cutpoints are uncertain together), which is why there
are four of them and no intervals.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.estimators.compiling import njit
from detente.estimators.ideal_points.choices import Choices
from detente.estimators.ideal_points.kernel import _cdf, _exp, _quantile
from detente.estimators.ideal_points.prior import Prior

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
SWEEPS = 4
HIGH, LOW = 3.0, -2.0
"""Where the reference puts its anchors before the first iteration."""


def polarity(choices: Choices, high: Ints, low: Ints) -> Floats:
    """Give each item the sign of the difference between the anchors' choices, or 0.

    Parameters
    ----------
    choices : Choices
        The votes.
    high, low : ndarray of int64
        Actors at the high and at the low end.

    Returns
    -------
    ndarray, shape (J,)
    """
    actor = choices.actor[choices.cell]
    side = np.isin(actor, high) / max(high.size, 1) - np.isin(actor, low) / max(low.size, 1)
    lean = np.bincount(
        choices.item_of, weights=side * (choices.choice - 2.0), minlength=choices.items
    )
    result: Floats = np.sign(lean)
    return result


def anchored(choices: Choices, high: Ints, low: Ints) -> Floats:
    """Put the anchors at their ends and everybody else at 0."""
    return np.where(
        np.isin(choices.actor, high), HIGH, np.where(np.isin(choices.actor, low), LOW, 0.0)
    )


def shares(choices: Choices) -> tuple[Floats, Floats]:
    """Give both cutpoints of each item as if all positions were 0: quantiles of shares."""
    counts = np.diff(choices.starts, axis=1)
    until = (np.cumsum(counts, axis=1)[:, :2] + 0.5) / (counts.sum(axis=1) + 1.0)[:, None]
    cuts = _quantiles(np.clip(until, 1e-3, 1 - 1e-3).ravel()).reshape(-1, 2)
    return cuts[:, 0].copy(), np.maximum(cuts[:, 1], cuts[:, 0] + 1e-3)


@njit(cache=True)
def _quantiles(p):
    out = np.empty_like(p)
    for i in range(p.size):
        out[i] = _quantile(p[i])
    return out


@njit(cache=True, fastmath=True, error_model="numpy")
def _tilt(x):
    """Density over distribution function: how far the mean of what lies below x is pushed down."""
    return 0.3989422804014327 * _exp(-0.5 * x * x) / max(_cdf(x), 1e-30)


@njit(cache=True, fastmath=True, error_model="numpy")
def _pass(theta, variance, cell, starts, cut1, cut2, beta, g1, g2, keep, pull, weight):
    """Go once over all items with expected latent choices in place of drawn ones."""
    pull[:] = 0.0
    weight[:] = 0.0
    z = np.empty(cell.size)
    for j in range(starts.shape[0]):
        first, yes, abstain, end = starts[j, 0], starts[j, 1], starts[j, 2], starts[j, 3]
        size, mean, square = end - first, 0.0, 0.0
        for i in range(first, end):
            mean += theta[cell[i]] / size
            square += theta[cell[i]] ** 2 + variance[cell[i]]
        stretch = np.sqrt(1.0 + beta[j] ** 2 * max(square / size - mean**2, 0.0))
        a, b = beta[j] * mean + stretch * cut1[j], beta[j] * mean + stretch * cut2[j]
        total = 0.0
        for i in range(first, end):
            m = beta[j] * theta[cell[i]]
            if i < yes:
                z[i] = m - _tilt(a - m)
            elif i >= abstain:
                z[i] = m + _tilt(m - b)
            else:
                low, high = _exp(-0.5 * (a - m) ** 2), _exp(-0.5 * (b - m) ** 2)
                inside = max(_cdf(b - m) - _cdf(a - m), 1e-9)
                z[i] = min(max(m + 0.3989422804014327 * (low - high) / inside, a), b)
            total += theta[cell[i]] * z[i]
        if not keep:
            beta[j] = total / (1.0 + square)
        g1[j], g2[j] = min(max(a, -6.9), 6.8), min(max(b, -6.8), 6.9)
        for i in range(first, end):
            pull[cell[i]] += beta[j] * z[i]
            weight[cell[i]] += beta[j] ** 2 + 1.0 / (1.0 + square)


def preview(
    choices: Choices, prior: Prior, theta: Floats, sign: Floats, sweeps: int = SWEEPS
) -> tuple[Floats, Floats, Floats, Floats]:
    """Run a few variational sweeps.

    Parameters
    ----------
    choices : Choices
        The votes.
    prior : Prior
        Its `compat` part is used.
    theta : ndarray, shape (C,)
        Positions to begin with, from `anchored`.
    sign : ndarray, shape (J,)
        Slopes to begin with, from `polarity`.
    sweeps : int
        Number of sweeps of two passes.

    Returns
    -------
    tuple of ndarray
        Positions, shape (C,), standardised; slopes and two cutpoints, each of shape (J,).
    """
    cut1, cut2 = shares(choices)
    beta, g1, g2 = sign.copy(), cut1.copy(), cut2.copy()
    variance, pull, weight = (
        np.zeros(choices.cells),
        np.empty(choices.cells),
        np.empty(choices.cells),
    )
    for turn in range(2 * sweeps):
        _pass(
            theta,
            variance,
            choices.cell,
            choices.starts,
            cut1,
            cut2,
            beta,
            g1,
            g2,
            turn == 0,
            pull,
            weight,
        )
        precision = weight + 1.0 / prior.compat
        mean = (pull + theta[prior.centre] / prior.compat) / precision
        spread = max(float(np.sqrt(mean.var() + (1.0 / precision).mean())), 1e-9)
        theta, variance = (mean - mean.mean()) / spread, 1.0 / precision / spread**2
    return theta, beta, g1, np.maximum(g2, g1 + 1e-3)

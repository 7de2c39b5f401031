"""Positions given what the items say: one step of a chain in one of two modes.

`compat` does what the reference's code does, line for line in law: each position is drawn around
the *conditional mean* of the session before as it was one iteration ago, never looking ahead, and
all positions are standardised in every iteration without moving slopes and cutpoints. No joint
density belongs to that; it reproduces the published numbers.

`proper` samples a posterior: a random walk for every actor by forward filter and backward sample,
then a stretch of the whole scale and shifts of whole eras (see `moves`), without which scale and
level hardly move.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from detente.estimators.ideal_points.choices import Choices
from detente.estimators.ideal_points.moves import Borders, shift
from detente.estimators.ideal_points.prior import Prior

Floats = NDArray[np.float64]
EDGE = 5.0
"""Bound of compat draws before they are standardised."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one step gives.

    Attributes
    ----------
    theta : ndarray, shape (C,)
        The draw, on the scale on which the chain goes on.
    mean : ndarray, shape (C,)
        Conditional means before noise and standardising; what the next `compat` step is drawn to.
    expected, variance : ndarray, shape (C,)
        Conditional mean and variance on the scale of `theta` (Rao-Blackwell); of `proper` the draw
        itself and 0.
    """

    theta: Floats
    mean: Floats
    expected: Floats
    variance: Floats


def compat(pull: Floats, weight: Floats, before: Floats, prior: Prior, noise: Floats) -> Step:
    """Take a step of the reference's sampler.

    Parameters
    ----------
    pull, weight : ndarray, shape (C,)
        Sums of slope times latent choice, and of squared slopes.
    before : ndarray, shape (C,)
        `mean` of the step before.
    prior : Prior
        Its `compat` part.
    noise : ndarray, shape (C,)
        Standard normal.
    """
    variance = 1.0 / (weight + 1.0 / prior.compat)
    mean = variance * (pull + before[prior.centre] / prior.compat)
    drawn = np.clip(mean + np.sqrt(variance) * noise, -EDGE, EDGE)
    middle, spread = drawn.mean(), drawn.std()
    return Step(
        theta=(drawn - middle) / spread,
        mean=mean,
        expected=(mean - middle) / spread,
        variance=variance / spread**2,
    )


@njit(cache=True)
def filter_sample(pull, weight, variance, before, noise):
    """Draw all paths of a random walk given normal observations: filter forward, sample backward.

    Parameters
    ----------
    pull, weight : ndarray, shape (C,)
        Sum of slope times latent choice, and of squared slopes: an observation pull / weight with
        variance 1 / weight.
    variance : ndarray, shape (C,)
        Of each step; of a first session around nothing.
    before : ndarray of int64, shape (C,)
        Cell before; -1 at an actor's first. Cells of an actor stand together in time order.
    noise : ndarray, shape (C,)
        Standard normal.

    Returns
    -------
    ndarray, shape (C,)
        One draw of the paths.
    """
    size = pull.size
    mean, spread, theta = np.empty(size), np.empty(size), np.empty(size)
    for i in range(size):
        known = before[i] >= 0
        ahead = (spread[i - 1] if known else 0.0) + variance[i]
        centre = mean[i - 1] if known else 0.0
        spread[i] = 1.0 / (1.0 / ahead + weight[i])
        mean[i] = spread[i] * (centre / ahead + pull[i])
    for i in range(size - 1, -1, -1):
        m, v = mean[i], spread[i]
        if i + 1 < size and before[i + 1] == i:
            pull_back = 1.0 / variance[i + 1]
            v = 1.0 / (1.0 / spread[i] + pull_back)
            m = v * (mean[i] / spread[i] + theta[i + 1] * pull_back)
        theta[i] = m + np.sqrt(v) * noise[i]
    return theta


def proper(
    pull: Floats,
    weight: Floats,
    items: tuple[Floats, Floats, Floats],
    choices: Choices,
    *,
    prior: Prior,
    edges: Borders,
    rng: np.random.Generator,
) -> Step:
    """Take a step of the posterior; changes `items` in place where the moves ask for it.

    Parameters
    ----------
    pull, weight : ndarray, shape (C,)
        Sums of slope times latent choice, and of squared slopes.
    items : tuple of ndarray, shape (J,)
        Slopes and both cutpoints.
    choices : Choices
        The votes' layout.
    prior : Prior
        Its `proper` part.
    edges : Borders
        Where eras may shift.
    rng : numpy.random.Generator
        Source of chance.
    """
    beta, g1, g2 = items
    theta = filter_sample(
        pull, weight, prior.proper, choices.before, rng.standard_normal(pull.size)
    )
    theta = _scale(theta, beta, choices, prior, rng)
    noise, chance = rng.standard_normal(edges.session.size), rng.random(edges.session.size)
    votes = (choices.cell, choices.starts, choices.span)
    cells = (choices.session, choices.before, prior.proper)
    places = (edges.session, edges.begin, edges.spanning, edges.earlier)
    shift(theta, beta, g1, g2, *cells, *votes, *places, noise, chance)
    return Step(theta=theta, mean=theta, expected=theta, variance=np.zeros_like(theta))


def _scale(
    theta: Floats, beta: Floats, choices: Choices, prior: Prior, rng: np.random.Generator
) -> Floats:
    """Stretch positions by c and shrink slopes by 1 / c, as the priors decide."""
    inside = choices.before >= 0
    step = theta - np.where(inside, theta[choices.before], 0.0)
    a, b = float(np.sum(step**2 / prior.proper)), float(np.sum(beta**2))
    power = theta.size - beta.size

    def weight(u: float) -> float:
        return -0.5 * a * np.exp(2 * u) - 0.5 * b * np.exp(-2 * u) + power * u

    width, u, now = 1.7 / np.sqrt(2 * (a + b)), 0.0, weight(0.0)
    for jump, chance in zip(rng.standard_normal(20) * width, rng.random(20), strict=True):
        new = weight(u + jump)
        if np.log(chance) < new - now:
            u, now = u + jump, new
    beta *= np.exp(-u)
    return theta * np.exp(u)

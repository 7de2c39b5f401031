"""Positions given what the items say: one step of a chain in `compat` mode.

It does what the reference's code does, line for line in law: each position is drawn around
the *conditional mean* of the session before as it was one iteration ago, never looking ahead, and
all positions are standardised in every iteration without moving slopes and cutpoints. No joint
density belongs to that; it reproduces the published numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
        Conditional mean and variance on the scale of `theta` (Rao-Blackwell).
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
        Variances of cells, and what they are drawn to.
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

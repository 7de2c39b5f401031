"""Recalibration of log-odds by a line with one bend, learnt from forecasts that are over."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.estimators.logit import probability

Floats = NDArray[np.float64]
KNOT = float(np.log(0.2 / 0.8))
"""Log-odds of the bend: a probability of one in five."""
RIDGE = 2.0
"""Half of it times the squared corrections of the slopes is taken from the log likelihood."""
SOFT = 0.5
"""The same for the constant."""
FLATTEST = 0.1
"""Least slope: what was ranked higher stays higher."""
MOST_STEPS = 60
ENOUGH, SMALLEST_PART = 1e-9, 1e-3


@dataclass(frozen=True, slots=True)
class Hinge:
    """A line with one bend.

    Attributes
    ----------
    constant : float
        What is added.
    slope, beyond : float
        Slope below the knot, and what the slope is changed by above it.
    knot : float
        Log-odds of the bend.
    """

    constant: float = 0.0
    slope: float = 1.0
    beyond: float = 0.0
    knot: float = KNOT

    def __call__(self, log_odds: Floats) -> Floats:
        """Give recalibrated log-odds, shape (N,)."""
        above = np.maximum(log_odds - self.knot, 0.0)
        bent: Floats = self.constant + self.slope * log_odds + self.beyond * above
        return bent

    def steepness(self, log_odds: Floats) -> Floats:
        """Give the slope at each of the log-odds, shape (N,)."""
        above: Floats = np.where(log_odds > self.knot, 1.0, 0.0)
        steep: Floats = self.slope + self.beyond * above
        return steep


def fit(log_odds: Floats, outcome: Floats, *, knot: float = KNOT, ridge: float = RIDGE) -> Hinge:
    """Learn how forecasts that are over have to be bent to be calibrated.

    Parameters
    ----------
    log_odds, outcome : ndarray, shape (N,)
        Of forecasts that are over; 0 or 1.
    knot : float
        Log-odds of the bend.
    ridge : float
        Pulls towards no correction.

    Returns
    -------
    Hinge
        That of no correction where there is no forecast.

    Examples
    --------
    >>> fit(np.zeros(0), np.zeros(0))
    Hinge(constant=0.0, slope=1.0, beyond=0.0, knot=-1.3862943611198906)
    >>> came = np.concatenate([np.tile([0.0, 0.0, 0.0, 0.0, 1.0], 100), np.tile([0.0, 1.0], 250)])
    >>> bold = fit(np.repeat([-2.0, 3.0], 500), came)
    >>> bold(np.array([-2.0, 3.0])).round(1).tolist()
    [-1.4, 0.0]
    """
    if log_odds.size == 0:
        return Hinge(knot=knot)
    above = np.maximum(log_odds - knot, 0.0)
    design = np.column_stack([np.ones(log_odds.size), log_odds, above])
    penalty = np.array([SOFT, ridge, ridge])
    found, step, part, reached = np.zeros(3), np.zeros(3), 1.0, -np.inf
    for _ in range(MOST_STEPS):
        tried = found + part * step
        odds = log_odds + design @ tried
        likelihood = float((outcome * odds - np.logaddexp(0, odds)).sum())
        gain = likelihood - 0.5 * float(penalty @ tried**2)
        if gain < reached and part > SMALLEST_PART:  # a step too far: half of it
            part /= 2
            continue
        found, reached, part = tried, gain, 1.0
        chance = probability(odds)
        gradient = design.T @ (outcome - chance) - penalty * found
        bend = (design.T * (chance * (1 - chance))) @ design + np.diag(penalty)
        step = np.linalg.solve(bend, gradient)
        if np.abs(step).max() < ENOUGH:
            break
    slope = max(1.0 + float(found[1]), FLATTEST)
    return Hinge(
        constant=float(found[0]),
        slope=slope,
        beyond=max(float(found[2]), FLATTEST - slope),
        knot=knot,
    )

"""Trajectories through the posterior (Hamiltonian Monte Carlo), and how they are tuned.

Positions and items hold each other: a camp moves only together with the resolutions that set it
apart. A sampler that moves one kind given the other takes thousands of iterations for what a
trajectory along the slope of the posterior does in one. Each quantity moves at the pace at which it
is held (its curvature); the path is that of two stages with least error in many dimensions.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.estimators.compiling import njit
from detente.estimators.ideal_points.posterior import Posterior

Floats = NDArray[np.float64]
STAGE = 0.21178
"""Part of a step's push that comes before and after both halves of the way (Blanes and others)."""
STEPS = 60
"""Mean number of steps of a trajectory once the first iterations are over."""
SHORT = 6
"""Mean number in the first iterations, which run down from where the chain begins."""
BEGIN, MOST = 0.05, 2.0
"""Length of a step with which a chain begins, and the longest."""
AIM = 0.75
"""Part of trajectories that shall be accepted."""
SETTLE = 100
"""Iterations, a third of burn-in at most, after which trajectories are long."""
FREE = 20
"""Iterations in which every trajectory that does not break is accepted: the way down."""


@dataclass(slots=True)
class Pace:
    """How far and how fast trajectories go; tuned in burn-in and fixed after it.

    Attributes
    ----------
    mass : ndarray, shape (C + 3 J,)
        Curvature of each quantity.
    length : float
        Of a step, in standard deviations of a quantity given all others.
    """

    mass: Floats
    length: float

    def tune(
        self, posterior: Posterior, place: Floats, accepted: float, done: int, burn: int
    ) -> None:
        """Move the length towards the aim, and the mass towards what is found on the way.

        Parameters
        ----------
        posterior : Posterior
            The posterior.
        place : ndarray
            Where the chain is.
        accepted : float
            Chance with which the last trajectory was accepted.
        done, burn : int
            Iterations done, and those of burn-in.
        """
        settle = settling(burn)
        gain = 0.3 if done < settle else 0.1
        self.length = min(self.length * float(np.exp(gain * (accepted - AIM))), MOST)
        if done < settle:
            if done % 5 == 4:
                self.mass += 0.3 * (posterior.curvature(place) - self.mass)
        else:
            self.mass += (posterior.curvature(place) - self.mass) / (5 + 0.5 * (done - settle))


def settling(burn: int) -> int:
    """Give the number of iterations with short trajectories."""
    return min(SETTLE, burn // 3)


@njit(cache=True, error_model="numpy")
def _push(momentum, slope, push):
    for i in range(momentum.size):
        momentum[i] += push * slope[i]


@njit(cache=True, error_model="numpy")
def _drift(place, momentum, mass, way):
    for i in range(place.size):
        place[i] += way * momentum[i] / mass[i]


@njit(cache=True, error_model="numpy")
def _energy(momentum, mass):
    """Give the energy of motion; infinite where a path broke off, without a warning."""
    total = 0.0
    for i in range(momentum.size):
        total += 0.5 * momentum[i] * (momentum[i] / mass[i])
    return total


def travel(
    posterior: Posterior, place: Floats, pace: Pace, steps: int, rng: np.random.Generator
) -> tuple[Floats, float]:
    """Go along one trajectory.

    Parameters
    ----------
    posterior : Posterior
        Where to travel.
    place : ndarray
        Where it begins; left as it is.
    pace : Pace
        Mass and length of a step.
    steps : int
        Number of steps.
    rng : numpy.random.Generator
        Source of chance.

    Returns
    -------
    tuple of ndarray and float
        Where it ends, and the chance with which that is accepted.
    """
    mass, length = pace.mass, pace.length * rng.uniform(0.9, 1.1)
    momentum = rng.standard_normal(place.size) * np.sqrt(mass)
    slope, end = np.empty_like(place), place.copy()
    before = posterior.slope(end, slope) - _energy(momentum, mass)
    after = before
    for step in range(steps):
        _push(momentum, slope, (STAGE if step == 0 else 2 * STAGE) * length)
        _drift(end, momentum, mass, 0.5 * length)
        posterior.slope(end, slope)
        _push(momentum, slope, (1 - 2 * STAGE) * length)
        _drift(end, momentum, mass, 0.5 * length)
        after = posterior.slope(end, slope)
    _push(momentum, slope, STAGE * length)
    gain = after - _energy(momentum, mass) - before
    if not np.isfinite(gain):  # the path broke off
        return place, 0.0
    return end, float(np.exp(min(gain, 0.0)))

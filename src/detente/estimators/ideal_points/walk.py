"""The prior of a path in `proper` mode: a random walk whose two variances are sampled.

How far actors lie apart at first, and how far they move in a session, is not known before the votes
are seen: camps lie farther apart than any fixed number says, and move less. Both variances have a
prior of their own, weak enough that a handful of actors outvotes it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.estimators.ideal_points.choices import Choices

Floats = NDArray[np.float64]
SHAPE, FIRST_RATE, STEP_RATE = 1.0, 1.0, 0.05
"""Both variances are inverse gamma of this shape; the rates of the first place and of a step."""
FIRST, STEP = 4.0, 0.25
"""Variances with which a chain begins."""
JUMPS = 10
"""Proposals for the scale of everything in an iteration."""


@dataclass(frozen=True, slots=True)
class Walk:
    """Where each path begins and how much time lies between its cells.

    Attributes
    ----------
    inside : ndarray of bool, shape (C,)
        Cells that follow one of the same actor.
    elapsed : ndarray, shape (C,)
        Sessions since the cell before; 1 at an actor's first.
    """

    inside: NDArray[np.bool_]
    elapsed: Floats

    def steps(self, theta: Floats) -> Floats:
        """Give the step to each cell; at an actor's first the position itself.

        Examples
        --------
        >>> from detente.estimators.ideal_points.choices import arrange
        >>> ones = np.ones(4, dtype=int)
        >>> laid = arrange(np.array([2, 365, 2, 365]), np.array([1, 1, 2, 2]), np.arange(4) // 2, 
        ...     np.array([3, 1, 1, 3]))
        >>> walk(laid).steps(np.array([1.0, 1.5, -1.0, -3.0])).tolist()
        [1.0, 0.5, -1.0, -2.0]
        """
        result = theta.copy()
        result[1:] -= np.where(self.inside[1:], theta[:-1], 0.0)
        return result

    def variance(self, first: float, step: float) -> Floats:
        """Give the variance of each step: of `k` sessions `k` times that of one."""
        return np.where(self.inside, step * self.elapsed, first)


def walk(choices: Choices) -> Walk:
    """Lay out the paths of all actors; sessions in which nobody votes do not count as time."""
    inside = choices.before >= 0
    rank = np.searchsorted(np.unique(choices.session), choices.session)
    elapsed = np.where(inside, rank - rank[choices.before], 1).astype(np.float64)
    return Walk(inside=inside, elapsed=elapsed)


def variances(paths: Walk, theta: Floats, rng: np.random.Generator) -> tuple[float, float]:
    """Draw the variance of first positions and that of a step, given the paths.

    Parameters
    ----------
    paths : Walk
        The paths' layout.
    theta : ndarray, shape (C,)
        Positions.
    rng : numpy.random.Generator
        Source of chance.

    Returns
    -------
    tuple of float
        Of first positions, and of a step over one session.
    """
    square = paths.steps(theta) ** 2
    firsts, moves = square[~paths.inside], (square / paths.elapsed)[paths.inside]
    first = (FIRST_RATE + 0.5 * firsts.sum()) / rng.gamma(SHAPE + 0.5 * firsts.size)
    step = (STEP_RATE + 0.5 * moves.sum()) / rng.gamma(SHAPE + 0.5 * moves.size)
    return float(first), float(step)


def stretch(beta: Floats, first: float, step: float, rng: np.random.Generator) -> float:
    """Draw by how much everything is stretched: positions by c, slopes by 1 / c.

    Likelihood and steps over their variance stay as they are; only the priors of slopes and of both
    variances speak.

    Parameters
    ----------
    beta : ndarray, shape (J,)
        Slopes.
    first, step : float
        Both variances.
    rng : numpy.random.Generator
        Source of chance.

    Returns
    -------
    float
        The factor.
    """
    square, count = float(beta @ beta), beta.size + 4.0 * SHAPE
    rates = FIRST_RATE / first + STEP_RATE / step

    def weight(u: float) -> float:
        return -(0.5 * square + rates) * float(np.exp(-2 * u)) - count * u

    width, u, now = 1.7 / np.sqrt(2 * square + 2), 0.0, weight(0.0)
    jumps, chances = rng.standard_normal(JUMPS) * width, rng.random(JUMPS)
    for jump, chance in zip(jumps, chances, strict=True):
        new = weight(u + jump)
        if np.log(chance) < new - now:
            u, now = u + jump, new
    return float(np.exp(u))

"""The prior of a path in `proper` mode: a random walk whose variances are sampled.

How far actors lie apart at first, and how far they move in a session, is not known before the votes
are seen: camps lie farther apart than any fixed number says, and move less. All variances have a
prior of their own, weak enough that a handful of actors outvotes it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from detente.estimators.ideal_points.choices import Choices

Floats = NDArray[np.float64]
SHAPE = 1.0
"""Shape of all variances, which are inverse gamma."""
RATES = {"first": 1.0, "step": 0.05, "level": 0.05, "scale": 0.01, "cut": 8.0}
"""Their rates."""
STRETCHED = ("first", "step", "level")
"""Variances that grow when everything is stretched."""
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
    rank : ndarray of int64, shape (C,)
        Place of each cell's session among all.
    """

    inside: NDArray[np.bool_]
    elapsed: Floats
    rank: NDArray[np.int64]

    @property
    def borders(self) -> int:
        """Number of borders between sessions."""
        return int(self.rank.max())

    def own(self, theta: Floats, common: Floats) -> tuple[Floats, Floats]:
        """Give each position less the session's level, over its scale, and that scale.

        Parameters
        ----------
        theta : ndarray, shape (C,)
            Positions.
        common : ndarray, shape (2, T - 1)
            Level and logarithm of scale of all sessions but the first.

        Returns
        -------
        tuple of ndarray, shape (C,)
        """
        level, scale = np.c_[np.zeros(2), common]
        stretched = np.exp(scale)[self.rank]
        return (theta - level[self.rank]) / stretched, stretched

    def steps(self, own: Floats) -> Floats:
        """Give the step to each cell; at an actor's first the position itself.

        Examples
        --------
        >>> from detente.estimators.ideal_points.choices import arrange
        >>> actor, item = np.array([2, 365, 2, 365]), np.array([1, 1, 2, 2])
        >>> laid = arrange(actor, item, item, np.array([3, 1, 1, 3]))
        >>> walk(laid).steps(np.array([1.0, 1.5, -1.0, -3.0])).tolist()
        [1.0, 0.5, -1.0, -2.0]
        """
        result = own.copy()
        result[1:] -= np.where(self.inside[1:], own[:-1], 0.0)
        return result

    def variance(self, first: float, step: float) -> Floats:
        """Give the variance of each step: of `k` sessions `k` times that of one."""
        return np.where(self.inside, step * self.elapsed, first)


def walk(choices: Choices) -> Walk:
    """Lay out the paths of all actors; sessions in which nobody votes do not count as time."""
    inside = choices.before >= 0
    _, rank = np.unique(choices.session, return_inverse=True)
    elapsed = np.where(inside, rank - rank[choices.before], 1).astype(np.float64)
    return Walk(inside=inside, elapsed=elapsed, rank=rank.astype(np.int64))


def spreads(
    paths: Walk, theta: Floats, common: Floats, cuts: tuple[Floats, Floats], rng: Generator
) -> dict[str, float]:
    """Draw all variances, given what they spread.

    Parameters
    ----------
    paths : Walk
        The paths' layout.
    theta : ndarray, shape (C,)
        Positions.
    common : ndarray, shape (2, T - 1)
        Level and logarithm of scale of sessions.
    cuts : tuple of ndarray, shape (J,)
        Both cutpoints of each item.
    rng : numpy.random.Generator
        Source of chance.

    Returns
    -------
    dict
        Variances by the names in `RATES`.
    """
    square = paths.steps(paths.own(theta, common)[0]) ** 2
    shared = np.diff(common, prepend=0.0, axis=1)
    seen = {
        "first": square[~paths.inside],
        "step": (square / paths.elapsed)[paths.inside],
        "level": shared[0] ** 2,
        "scale": shared[1] ** 2,
        "cut": np.concatenate(cuts) ** 2,
    }
    found = {}
    for name, values in seen.items():
        rate = RATES[name] + 0.5 * float(values.sum())
        found[name] = rate / float(rng.gamma(SHAPE + 0.5 * values.size))
    return found


def stretch(beta: Floats, found: dict[str, float], rng: Generator) -> float:
    """Draw by how much everything is stretched: positions by c, slopes by 1 / c.

    Likelihood and steps over their variance stay as they are; only the priors of slopes and of the
    variances speak.

    Parameters
    ----------
    beta : ndarray, shape (J,)
        Slopes.
    found : dict
        Variances, from `spreads`.
    rng : numpy.random.Generator
        Source of chance.

    Returns
    -------
    float
        The factor.
    """
    square, count = float(beta @ beta), beta.size + 2.0 * SHAPE * len(STRETCHED)
    rates = sum(RATES[name] / found[name] for name in STRETCHED)

    def weight(u: float) -> float:
        return -(0.5 * square + rates) * float(np.exp(-2 * u)) - count * u

    width, u, now = 1.7 / np.sqrt(2 * square + 2), 0.0, weight(0.0)
    jumps, chances = rng.standard_normal(JUMPS) * width, rng.random(JUMPS)
    for jump, chance in zip(jumps, chances, strict=True):
        new = weight(u + jump)
        if np.log(chance) < new - now:
            u, now = u + jump, new
    return float(np.exp(u))

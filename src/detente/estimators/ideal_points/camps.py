"""Where actors begin: camps, whose places and widths are sampled.

One normal prior of all first positions is wide where camps lie far apart. It then lets the last
actor of a camp at either end run out: every resolution passes on one side of it, so that votes
alone set it no bound. Where actors begin is a mixture of a few normals instead, as wide as the
camps are; actors without camps take one of them, or share several.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
CAMPS = 4
"""Most camps that are told apart."""
SHAPE, RATE = 1.0, 0.1
"""Of the inverse gamma prior of a camp's variance; the shape is that of all variances."""


def variance(square: Floats, rate: float, rng: Generator) -> float:
    """Draw a variance, given the squares of what it spreads.

    Examples
    --------
    >>> round(variance(np.full(10_000, 4.0), 1.0, np.random.default_rng(1)), 1)
    4.0
    """
    return (rate + 0.5 * float(square.sum())) / float(rng.gamma(SHAPE + 0.5 * square.size))


@dataclass(frozen=True, slots=True)
class Camps:
    """A mixture of normals.

    Attributes
    ----------
    centre, variance, weight : ndarray, shape (4,)
        Place, variance and part of each camp.
    """

    centre: Floats
    variance: Floats
    weight: Floats

    def stretched(self, factor: float) -> Camps:
        """Give the same camps where everything is stretched."""
        return Camps(self.centre * factor, self.variance * factor**2, weight=self.weight)

    def members(self, begin: Floats, rng: Generator) -> Ints:
        """Draw each actor's camp, given where it begins.

        Parameters
        ----------
        begin : ndarray, shape (A,)
            First positions.
        rng : numpy.random.Generator
            Source of chance.

        Returns
        -------
        ndarray of int64, shape (A,)
        """
        apart = (begin[:, None] - self.centre) ** 2 / self.variance
        height = np.log(self.weight) - 0.5 * (apart + np.log(self.variance))
        result: Ints = np.argmax(height + rng.gumbel(size=height.shape), axis=1)
        return result

    def drawn(self, begin: Floats, member: Ints, among: float, rng: Generator) -> Camps:
        """Draw the camps anew, given who belongs to which.

        Parameters
        ----------
        begin : ndarray, shape (A,)
            First positions.
        member : ndarray of int64, shape (A,)
            Camp of each actor.
        among : float
            Variance of camps' places.
        rng : numpy.random.Generator
            Source of chance.

        Returns
        -------
        Camps
        """
        count = np.bincount(member, minlength=CAMPS)
        precision = count / self.variance + 1.0 / among
        pull = np.bincount(member, weights=begin, minlength=CAMPS) / self.variance
        centre = pull / precision + rng.standard_normal(CAMPS) / np.sqrt(precision)
        square = np.bincount(member, weights=(begin - centre[member]) ** 2, minlength=CAMPS)
        variance = (RATE + 0.5 * square) / rng.gamma(SHAPE + 0.5 * count)
        weight = rng.dirichlet(1.0 + count)
        return Camps(centre, variance, weight=np.maximum(weight, 1e-12))


def at_first() -> Camps:
    """Give the camps with which a chain begins: one beside another, all wide."""
    return Camps(np.linspace(-2.0, 2.0, CAMPS), np.ones(CAMPS), weight=np.full(CAMPS, 1 / CAMPS))

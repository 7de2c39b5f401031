"""The posterior of positions and items together, latent choices integrated out.

A place holds everything that is sampled along a trajectory: positions, slopes, lower cutpoints, and
the logarithm of the gap between both cutpoints of each item. Slopes are standard normal. Cutpoints
are normal and in order, about as wide as the reference's flat range; a smooth prior, for a wall
that one item of thousands touches would hold a whole era back.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numba import njit
from numpy.typing import NDArray

from detente.estimators.ideal_points.choices import Choices
from detente.estimators.ideal_points.slope import slopes
from detente.estimators.ideal_points.walk import Walk, walk

Floats = NDArray[np.float64]
CUT = 4.0
"""Standard deviation of cutpoints."""
NARROW, WIDE = -30.0, 4.0
"""Bounds of the logarithm of a gap, beyond which it is not followed."""
LOOSE = 0.5
"""Least curvature of the logarithm of a gap: what its own prior gives where nobody abstains."""


@njit(cache=True, error_model="numpy")
def _opened(place, cells, items):
    """Fill slopes and both cutpoints of each item from a place."""
    count = items.shape[1]
    for j in range(count):
        gap = np.exp(min(max(place[cells + 2 * count + j], NARROW), WIDE))
        items[0, j] = place[cells + j]
        items[1, j] = place[cells + count + j]
        items[2, j] = items[1, j] + gap


@njit(cache=True, error_model="numpy")
def _joined(place, before, variance, by_theta, by_items, items, slope):
    """Fill the slope of the posterior; give the logarithm of the prior."""
    cells, count, total = before.size, items.shape[1], 0.0
    for i in range(cells):
        own = 0.0
        for k in range(by_theta.shape[0]):
            own += by_theta[k, i]
        step = place[i] - (place[i - 1] if before[i] >= 0 else 0.0)
        pull = step / variance[i]
        total -= 0.5 * step * pull
        slope[i] = own - pull
        if before[i] >= 0:
            slope[i - 1] += pull
    for j in range(count):
        beta, low, high = items[0, j], items[1, j], items[2, j]
        upper = by_items[2, j] - high / CUT**2
        total -= 0.5 * (beta * beta + (low * low + high * high) / CUT**2)
        total += place[cells + 2 * count + j]
        slope[cells + j] = by_items[0, j] - beta
        slope[cells + count + j] = by_items[1, j] - low / CUT**2 + upper
        slope[cells + 2 * count + j] = upper * (high - low) + 1.0
    return total


@dataclass(slots=True)
class Posterior:
    """The posterior given both variances of the paths.

    Attributes
    ----------
    choices : Choices
        The votes.
    paths : Walk
        The layout of the paths.
    variance : ndarray, shape (C,)
        Of the step to each cell; set anew whenever both variances are drawn.
    """

    choices: Choices
    paths: Walk = field(init=False)
    variance: Floats = field(init=False)
    _items: Floats = field(init=False)
    _by_theta: Floats = field(init=False)
    _by_items: Floats = field(init=False)
    _curve: Floats = field(init=False)
    _likelihood: Floats = field(init=False)

    def __post_init__(self) -> None:
        cells, items = self.choices.cells, self.choices.items
        blocks = self.choices.blocks.size - 1
        self.paths = walk(self.choices)
        self.variance = np.ones(cells)
        self._items, self._by_items, self._curve = (np.empty((3, items)) for _ in range(3))
        self._by_theta, self._likelihood = np.empty((blocks, cells)), np.empty(blocks)

    def slope(self, place: Floats, out: Floats) -> float:
        """Fill the slope of the posterior at a place.

        Parameters
        ----------
        place : ndarray, shape (C + 3 J,)
            Where.
        out : ndarray, shape (C + 3 J,)
            Filled.

        Returns
        -------
        float
            Logarithm of the posterior, but for a constant.
        """
        self._pass(place, np.empty((0, 0)))
        prior = _joined(
            place,
            self.choices.before,
            self.variance,
            self._by_theta,
            self._by_items,
            self._items,
            out,
        )
        return float(self._likelihood.sum() + prior)

    def curvature(self, place: Floats) -> Floats:
        """Measure how sharply each quantity is held at a place: squared scores, and the prior.

        Parameters
        ----------
        place : ndarray, shape (C + 3 J,)
            Where.

        Returns
        -------
        ndarray, shape (C + 3 J,)
        """
        curve = np.empty_like(self._by_theta)
        self._pass(place, curve)
        precision = 1.0 / self.variance
        theta = curve.sum(axis=0) + precision
        theta[:-1] += np.where(self.paths.inside[1:], precision[1:], 0.0)
        by_beta, by_both, by_upper = self._curve
        gap = self._items[2] - self._items[1]
        return np.concatenate(
            [theta, by_beta + 1.0, by_both + 2.0 / CUT**2, gap**2 * by_upper + LOOSE]
        )

    def _pass(self, place: Floats, curve: Floats) -> None:
        """Go once over the votes."""
        votes = self.choices
        _opened(place, votes.cells, self._items)
        slopes(
            place[: votes.cells],
            votes.cell,
            votes.starts,
            votes.blocks,
            self._items,
            self._by_theta,
            self._by_items,
            curve,
            self._curve,
            self._likelihood,
        )


def packed(theta: Floats, beta: Floats, g1: Floats, g2: Floats) -> Floats:
    """Join positions and items to one place.

    Examples
    --------
    >>> packed(np.zeros(2), np.ones(1), np.zeros(1), np.ones(1)).tolist()
    [0.0, 0.0, 1.0, 0.0, 0.0]
    """
    return np.concatenate([theta, beta, g1, np.log(np.maximum(g2 - g1, 1e-2))])


def unpacked(place: Floats, cells: int) -> tuple[Floats, Floats, Floats, Floats]:
    """Cut a place into positions, slopes, lower and upper cutpoints.

    Examples
    --------
    >>> [each.tolist() for each in unpacked(np.array([0.5, 1.0, -1.0, 0.0]), 1)]
    [[0.5], [1.0], [-1.0], [0.0]]
    """
    theta, rest = place[:cells], place[cells:].reshape(3, -1)
    return theta, rest[0], rest[1], rest[1] + np.exp(np.clip(rest[2], NARROW, WIDE))

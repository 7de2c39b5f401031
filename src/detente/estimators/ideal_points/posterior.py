"""The posterior of positions and items together, latent choices integrated out.

A place holds everything that is sampled along a trajectory: positions; slopes, lower cutpoints, and
the logarithm of the gap between both cutpoints of each item; the level of each session.

An actor's own path, its position less the session's level, is a random walk. The level is a walk
that all actors share: a shift of all together is no evidence that each of them moves little. A
scale of each session was tried and left out: it takes an agenda that sharpens for actors that draw
apart.

Slopes lie around two values, one above 0 and one as far below, with variance 1; how far is sampled,
and at 0 they are standard normal. Where every resolution divides sharply, slopes near 0 are not to
be expected, and a prior that expects them stretches camps. Cutpoints are normal and in order, with
a variance that is sampled: where slopes are sharp they lie far out, and a range set beforehand
would press camps together. The prior is smooth, for a wall that one item of thousands touches would
hold a whole era back.
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
NARROW, WIDE, NARROWEST = -12.0, 4.0, 1e-5
"""Bounds of the logarithm of a gap, beyond which it is not followed; the narrowest gap."""
LOOSE = 0.5
"""Least curvature of the logarithm of a gap: what its own prior gives where nobody abstains."""


@njit(cache=True, error_model="numpy")
def _opened(asked, items):
    """Fill slopes and both cutpoints of each item from slopes, lower cutpoints and gaps."""
    for j in range(items.shape[1]):
        items[0, j] = asked[0, j]
        items[1, j] = asked[1, j]
        items[2, j] = asked[1, j] + np.exp(min(max(asked[2, j], NARROW), WIDE))


@njit(cache=True, error_model="numpy")
def _walked(theta, common, before, rank, variance, by_theta, slope, by_common):
    """Fill the slopes in positions and in the sessions' levels; give the prior of the paths."""
    total, ahead = 0.0, 0.0
    by_common[:] = 0.0
    for i in range(theta.size - 1, -1, -1):
        t = rank[i] - 1  # the first session is the yardstick: its level is 0
        step = theta[i] - (common[t] if t >= 0 else 0.0)
        if before[i] >= 0:
            u = rank[i - 1] - 1
            step -= theta[i - 1] - (common[u] if u >= 0 else 0.0)
        pull = step / variance[i]
        total -= 0.5 * step * pull
        own = ahead - pull
        ahead = pull if before[i] >= 0 else 0.0
        vote = 0.0
        for k in range(by_theta.shape[0]):
            vote += by_theta[k, i]
        slope[i] = vote + own
        if t >= 0:
            by_common[t] -= own
    return total


@njit(cache=True, error_model="numpy")
def _shared(common, spread, by_common):
    """Add the slope of the walk of levels; give the logarithm of its prior."""
    total = 0.0
    for t in range(common.size):
        step = common[t] - (common[t - 1] if t else 0.0)
        pull = step / spread
        total -= 0.5 * step * pull
        by_common[t] -= pull
        if t:
            by_common[t - 1] += pull
    return total


@njit(cache=True, error_model="numpy")
def _asked(items, by_items, gaps, cut, sharp, slope):
    """Fill the slopes in items; give the logarithm of their prior."""
    total = 0.0
    for j in range(items.shape[1]):
        beta, low, high = items[0, j], items[1, j], items[2, j]
        upper = by_items[2, j] - high / cut
        far = abs(sharp * beta)
        both = np.exp(-2.0 * far)
        total += gaps[j] - 0.5 * (beta * beta + (low * low + high * high) / cut)
        total += far + np.log1p(both)
        turn = sharp * (1.0 - both) / (1.0 + both)
        slope[0, j] = by_items[0, j] - beta + (turn if beta > 0.0 else -turn)
        slope[1, j] = by_items[1, j] - low / cut + upper
        slope[2, j] = upper * (high - low) + 1.0
    return total


@dataclass(frozen=True, slots=True)
class Priors:
    """What is sampled beside a trajectory: variances, and how sharp slopes are.

    Attributes
    ----------
    first, step : float
        Of first positions around their session's level, and of a step over one session.
    level : float
        Of a session's step in level, which all actors share.
    cut : float
        Of cutpoints.
    slope : float
        Distance from 0 around which slopes lie, on either side, with variance 1.
    """

    first: float = 4.0
    step: float = 0.25
    level: float = 0.1
    cut: float = 16.0
    slope: float = 0.0


@dataclass(slots=True)
class Posterior:
    """The posterior given their priors.

    Attributes
    ----------
    choices : Choices
        The votes.
    paths : Walk
        The layout of the paths.
    """

    choices: Choices
    paths: Walk = field(init=False)
    _known: Priors = field(init=False)
    _variance: Floats = field(init=False)
    _items: Floats = field(init=False)
    _by_theta: Floats = field(init=False)
    _by_items: Floats = field(init=False)
    _curve: Floats = field(init=False)
    _likelihood: Floats = field(init=False)

    def __post_init__(self) -> None:
        cells, items = self.choices.cells, self.choices.items
        blocks = self.choices.blocks.size - 1
        self.paths = walk(self.choices)
        self._items, self._by_items, self._curve = (np.empty((3, items)) for _ in range(3))
        self._by_theta, self._likelihood = np.empty((blocks, cells)), np.empty(blocks)
        self.know(Priors())

    def know(self, priors: Priors) -> None:
        """Set the priors."""
        self._known = priors
        self._variance = self.paths.variance(priors.first, priors.step)

    def slope(self, place: Floats, out: Floats) -> float:
        """Fill the slope of the posterior at a place.

        Parameters
        ----------
        place : ndarray, shape (C + 3 J + T - 1,)
            Where.
        out : ndarray, of the same shape
            Filled.

        Returns
        -------
        float
            Logarithm of the posterior, but for a constant.
        """
        self._pass(place, np.empty((0, 0)))
        theta, items, common = self._parts(place)
        by_theta, by_items, by_common = self._parts(out)
        walked = _walked(
            theta,
            common,
            self.choices.before,
            self.paths.rank,
            self._variance,
            self._by_theta,
            by_theta,
            by_common,
        )
        known = self._known
        shared = _shared(common, known.level, by_common)
        asked = _asked(self._items, self._by_items, items[2], known.cut, known.slope, by_items)
        return float(self._likelihood.sum() + walked + shared + asked)

    def curvature(self, place: Floats) -> Floats:
        """Measure how sharply each quantity is held at a place: squared scores, and the prior.

        Parameters
        ----------
        place : ndarray
            Where.

        Returns
        -------
        ndarray
        """
        curve, known = np.empty_like(self._by_theta), self._known
        self._pass(place, curve)
        precision = 1.0 / self._variance
        precision[:-1] += np.where(self.paths.inside[1:], precision[1:], 0.0)
        level = np.bincount(self.paths.rank, weights=precision)[1:] + 2 / known.level
        by_beta, by_both, by_upper = self._curve
        gap = self._items[2] - self._items[1]
        parts = (
            curve.sum(axis=0) + precision,
            by_beta + 1.0,
            by_both + 2.0 / known.cut,
            gap**2 * by_upper + LOOSE,
            level,
        )
        return np.concatenate(parts)

    def _parts(self, place: Floats) -> tuple[Floats, Floats, Floats]:
        """Cut a place into positions, items and what sessions share, as views."""
        cells, items = self.choices.cells, 3 * self.choices.items
        asked, common = place[cells : cells + items], place[cells + items :]
        return place[:cells], asked.reshape(3, -1), common

    def _pass(self, place: Floats, curve: Floats) -> None:
        """Go once over the votes."""
        votes = self.choices
        theta, items, _ = self._parts(place)
        _opened(items, self._items)
        slopes(
            theta,
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


def packed(theta: Floats, items: tuple[Floats, Floats, Floats], common: Floats) -> Floats:
    """Join positions, slopes with both cutpoints, and what sessions share to one place.

    Examples
    --------
    >>> own = (np.ones(1), np.zeros(1), np.ones(1))
    >>> packed(np.zeros(2), own, np.zeros(1)).tolist()
    [0.0, 0.0, 1.0, 0.0, 0.0, 0.0]
    """
    beta, g1, g2 = items
    return np.concatenate([theta, beta, g1, np.log(np.maximum(g2 - g1, NARROWEST)), common])


def unpacked(
    place: Floats, cells: int, items: int
) -> tuple[Floats, tuple[Floats, Floats, Floats], Floats]:
    """Cut a place into positions, slopes with both cutpoints, and what sessions share.

    Examples
    --------
    >>> theta, (beta, low, high), common = unpacked(np.array([0.5, 1.0, -1.0, 0.0]), 1, 1)
    >>> theta.tolist(), beta.tolist(), low.tolist(), high.tolist(), common.shape
    ([0.5], [1.0], [-1.0], [0.0], (0,))
    """
    asked = place[cells : cells + 3 * items].reshape(3, -1)
    beta, low, gap = asked[0].copy(), asked[1].copy(), np.exp(np.clip(asked[2], NARROW, WIDE))
    return place[:cells].copy(), (beta, low, low + gap), place[cells + 3 * items :].copy()

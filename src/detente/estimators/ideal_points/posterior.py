"""The posterior of positions and items together, latent choices integrated out.

A place holds everything that is sampled along a trajectory: positions; slopes, lower cutpoints, and
a measure of the gap between both cutpoints of each item; the level of each session.

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
from numpy.typing import NDArray

from detente.estimators.compiling import njit
from detente.estimators.ideal_points.choices import Choices
from detente.estimators.ideal_points.slope import slopes
from detente.estimators.ideal_points.walk import FACTORS, Walk, walk

Floats = NDArray[np.float64]
NARROWEST, STEADY = 1e-5, 30.0
"""The narrowest gap that is followed; from where on a gap is its measure itself."""


@njit(cache=True, error_model="numpy")
def _opened(asked, items):
    """Fill slopes and both cutpoints of each item from slopes, lower cutpoints and gaps."""
    for j in range(items.shape[1]):
        items[0, j] = asked[0, j]
        items[1, j] = asked[1, j]
        measure = asked[2, j]
        gap = np.log1p(np.exp(measure)) if measure < STEADY else measure
        items[2, j] = asked[1, j] + max(gap, NARROWEST)


@njit(cache=True, error_model="numpy")
def _walked(theta, common, loads, before, rank, begin, variance, by_theta, slope, by_common):
    """Fill the slopes in positions and in what actors share; give the prior of the paths."""
    own = theta.copy()
    for i in range(own.size):
        t = rank[i] - 1  # the first session is the yardstick: nothing is shared before it
        if t >= 0:
            for k in range(common.shape[0]):
                own[i] -= loads[k, i] * common[k, t]
    total, ahead = 0.0, 0.0
    by_common[:] = 0.0
    for i in range(own.size - 1, -1, -1):
        step = own[i] - (own[i - 1] if before[i] >= 0 else begin[i])
        pull = step / variance[i]
        total -= 0.5 * step * pull
        prior = ahead - pull
        ahead = pull if before[i] >= 0 else 0.0
        vote = 0.0
        for k in range(by_theta.shape[0]):
            vote += by_theta[k, i]
        slope[i] = vote + prior
        t = rank[i] - 1
        if t >= 0:
            for k in range(common.shape[0]):
                by_common[k, t] -= loads[k, i] * prior
    return total


@njit(cache=True, error_model="numpy")
def _shared(common, spread, by_common):
    """Add the slopes of the walks that actors share; give the logarithm of their prior."""
    total = 0.0
    for k in range(common.shape[0]):
        for t in range(common.shape[1]):
            step = common[k, t] - (common[k, t - 1] if t else 0.0)
            pull = step / spread[k]
            total -= 0.5 * step * pull
            by_common[k, t] -= pull
            if t:
                by_common[k, t - 1] += pull
    return total


@njit(cache=True, error_model="numpy")
def _asked(items, by_items, gaps, agenda, when, known, slope, by_agenda):
    """Fill the slopes in items and in how sharp sessions are; give the logarithm of their prior."""
    cut, sharp, varies, gap, uneven = known
    total = 0.0
    shrink = np.exp(-agenda)
    for t in range(agenda.size):
        total -= 0.5 * agenda[t] * agenda[t] / varies
        by_agenda[t] = -agenda[t] / varies
    for j in range(items.shape[1]):
        t = when[j]
        small, wide = shrink[t], items[2, j] - items[1, j]
        beta, middle = items[0, j] * small, (items[1, j] + 0.5 * wide) * small
        far = abs(sharp * beta)
        both = np.exp(-2.0 * far)
        odd = (gaps[j] - gap) / uneven
        total += far + np.log1p(both) - 2.0 * agenda[t]
        total -= 0.5 * (beta * beta + middle * middle / cut + odd * (gaps[j] - gap))
        turn = sharp * (1.0 - both) / (1.0 + both)
        by_beta = (turn if beta > 0.0 else -turn) - beta
        by_middle = -middle / cut
        slope[0, j] = by_items[0, j] + small * by_beta
        slope[1, j] = by_items[1, j] + by_items[2, j] + small * by_middle
        opens = 1.0 - np.exp(-wide)  # how fast the gap grows with its measure
        slope[2, j] = (by_items[2, j] + 0.5 * small * by_middle) * opens - odd
        by_agenda[t] -= beta * by_beta + middle * by_middle + 2.0
    return total


@dataclass(frozen=True, slots=True)
class Priors:
    """What is sampled beside a trajectory: variances, and how sharp slopes are.

    Attributes
    ----------
    first, step : float
        Of where camps begin, and of a step over one session.
    cut : float
        Of the middle between both cutpoints.
    uneven : float
        Of the gap between them, as `measured`.
    agenda : float
        Of the logarithm of how sharp a session's resolutions are.
    level, tilt, bend : float
        Of a session's step in level, which all actors share; in how far the ends lie apart; and in
        how the middle lies to the ends.
    gap : float
        Mean of gaps, as `measured`.
    slope : float
        Distance from 0 around which slopes lie, on either side, with variance 1.
    """

    first: float = 4.0
    step: float = 0.25
    cut: float = 16.0
    uneven: float = 1.0
    agenda: float = 0.1
    level: float = 0.1
    tilt: float = 0.1
    bend: float = 0.1
    gap: float = 0.0
    slope: float = 0.0

    @property
    def shared(self) -> Floats:
        """Variances of what actors share, in the order of `walk.loadings`."""
        return np.array([self.level, self.tilt, self.bend])


@dataclass(slots=True)
class Posterior:
    """The posterior given their priors.

    Attributes
    ----------
    choices : Choices
        The votes.
    loads : ndarray, shape (3, C)
        How far each cell takes part in what actors share, from `walk.loadings`.
    paths : Walk
        The layout of the paths.
    """

    choices: Choices
    loads: Floats
    paths: Walk = field(init=False)
    _known: Priors = field(init=False)
    _begin: Floats = field(init=False)
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
        actors = int((~self.paths.inside).sum())
        self.know(Priors(), (np.zeros(actors), np.ones(actors)))

    @property
    def size(self) -> int:
        """Number of quantities that a place holds."""
        sessions = self.paths.borders + 1
        return self.choices.cells + 3 * self.choices.items + FACTORS * (sessions - 1) + sessions

    def know(self, priors: Priors, first: tuple[Floats, Floats]) -> None:
        """Set the priors.

        Parameters
        ----------
        priors : Priors
            Variances, and how sharp slopes are.
        first : tuple of ndarray, shape (A,)
            Mean and variance of each actor's first position.
        """
        self._known = priors
        self._variance = self.paths.variance(first[1], priors.step)
        self._begin = np.zeros(self.choices.cells)
        self._begin[~self.paths.inside] = first[0]

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
        theta, items, common, agenda = self._parts(place)
        by_theta, by_items, by_common, by_agenda = self._parts(out)
        walked = _walked(
            theta,
            common,
            self.loads,
            self.choices.before,
            self.paths.rank,
            self._begin,
            self._variance,
            self._by_theta,
            by_theta,
            by_common,
        )
        known = self._known
        shared = _shared(common, known.shared, by_common)
        asked = _asked(
            self._items,
            self._by_items,
            items[2],
            agenda,
            self.paths.asked,
            (known.cut, known.slope, known.agenda, known.gap, known.uneven),
            by_items,
            by_agenda,
        )
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
        shared = [
            np.bincount(self.paths.rank, weights=load**2 * precision)[1:] + 2 / variance
            for load, variance in zip(self.loads, known.shared, strict=True)
        ]
        by_beta, by_both, by_upper = self._curve
        opens = -np.expm1(self._items[1] - self._items[2])
        *_, agenda = self._parts(place)
        asked = self.paths.asked
        tight = np.exp(-2 * agenda)[asked]
        held = tight / known.cut
        scaled = tight * self._items[0] ** 2 + 2 * held * (self._items[1:] ** 2).sum(axis=0)
        sharp = np.bincount(asked, weights=scaled, minlength=agenda.size)
        by_gap = opens**2 * (by_upper + 0.25 * held) + 1.0 / known.uneven
        by_items = (by_beta + tight, by_both + held, by_gap)
        by_place = curve.sum(axis=0) + precision
        return np.concatenate([by_place, *by_items, *shared, sharp + 1 / known.agenda])

    def _parts(self, place: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """Cut a place into positions, items, what actors share, and how sharp sessions are."""
        cells, items = self.choices.cells, 3 * self.choices.items
        asked, rest = place[cells : cells + items], place[cells + items :]
        walks = FACTORS * self.paths.borders
        shared, agenda = rest[:walks].reshape(FACTORS, -1), rest[walks:]
        return place[:cells], asked.reshape(3, -1), shared, agenda

    def _pass(self, place: Floats, curve: Floats) -> None:
        """Go once over the votes."""
        votes = self.choices
        theta, items, *_ = self._parts(place)
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


def measured(gap: Floats) -> Floats:
    """Measure gaps: by their logarithm where they are narrow, by themselves where they are wide.

    Examples
    --------
    >>> measured(np.array([0.001, 20.0])).round(1).tolist()
    [-6.9, 20.0]
    """
    held = np.maximum(gap, NARROWEST)
    return np.asarray(held + np.log(-np.expm1(-held)))


def packed(
    theta: Floats, items: tuple[Floats, Floats, Floats], shared: tuple[Floats, Floats]
) -> Floats:
    """Join positions, slopes with both cutpoints, and what sessions share to one place.

    Examples
    --------
    >>> own = (np.ones(1), np.zeros(1), np.full(1, 40.0))
    >>> packed(np.zeros(2), own, (np.zeros((3, 0)), np.zeros(1))).tolist()
    [0.0, 0.0, 1.0, 0.0, 40.0, 0.0]
    """
    beta, g1, g2 = items
    return np.concatenate([theta, beta, g1, measured(g2 - g1), *shared[0], shared[1]])


def unpacked(
    place: Floats, cells: int, items: int
) -> tuple[Floats, tuple[Floats, Floats, Floats], tuple[Floats, Floats]]:
    """Cut a place into positions, slopes with both cutpoints, and what sessions share.

    Examples
    --------
    >>> theta, (beta, low, high), shared = unpacked(np.array([0.5, 1.0, -1.0, 40.0, 0.2]), 1, 1)
    >>> theta.tolist(), beta.tolist(), low.tolist(), high.tolist(), shared[1].tolist()
    ([0.5], [1.0], [-1.0], [39.0], [0.2])
    """
    asked, rest = place[cells : cells + 3 * items].reshape(3, -1), place[cells + 3 * items :]
    beta, low = asked[0].copy(), asked[1].copy()
    gap = np.maximum(np.logaddexp(0.0, asked[2]), NARROWEST)
    walks = rest.size // (FACTORS + 1) * FACTORS  # each walk has one border less than sessions
    shared = (rest[:walks].reshape(FACTORS, -1).copy(), rest[walks:].copy())
    return place[:cells].copy(), (beta, low, low + gap), shared

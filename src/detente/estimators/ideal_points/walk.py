"""The prior of a path in `proper` mode: a random walk whose variances are sampled.

How far actors lie apart at first, and how far they move in a session, is not known before the votes
are seen: camps lie farther apart than any fixed number says, and move less. All variances have a
prior of their own, weak enough that a handful of actors outvotes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from detente.estimators.ideal_points.camps import RATE, SHAPE, variance
from detente.estimators.ideal_points.choices import Choices

Floats = NDArray[np.float64]
RATES = {
    "first": 1.0,
    "step": 0.05,
    "cut": 8.0,
    "uneven": 1.0,
    "agenda": 0.05,
    "level": 0.05,
    "tilt": 0.05,
    "bend": 0.05,
}
"""Rates of variances, whose priors are inverse gamma as those of camps."""
SHARPEST = 2.0
"""Scale of the half-normal prior of the distance of slopes from 0."""
SHARED = ("level", "tilt", "bend")
"""What actors share from session to session, in the order of loadings."""
FACTORS = len(SHARED)
STRETCHED = ("first", "step", *SHARED)
"""Variances that grow when everything is stretched."""
FARTHEST = 2.5
"""Standard deviations beyond which a mean place counts as no farther."""
LEAST = 1e-6
"""Size below which a loading is rounding alone."""
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
    asked : ndarray of int64, shape (J,)
        Place of the session in which each item is first voted on.
    """

    inside: NDArray[np.bool_]
    elapsed: Floats
    rank: NDArray[np.int64]
    asked: NDArray[np.int64]

    @property
    def borders(self) -> int:
        """Number of borders between sessions."""
        return int(self.rank.max())

    def own(self, theta: Floats, common: Floats, loads: Floats) -> Floats:
        """Give each position less what its session shares.

        Parameters
        ----------
        theta : ndarray, shape (C,)
            Positions.
        common : ndarray, shape (3, T - 1)
            What all sessions share but the first, which shares nothing.
        loads : ndarray, shape (3, C)
            How far each cell takes part in it.

        Returns
        -------
        ndarray, shape (C,)
        """
        whole = np.column_stack([np.zeros(FACTORS), common])
        return np.asarray(theta - (loads * whole[:, self.rank]).sum(axis=0))

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

    def variance(self, first: Floats, step: float) -> Floats:
        """Give the variance of each step: of `k` sessions `k` times that of one."""
        found = step * self.elapsed
        found[~self.inside] = first
        return found


def walk(choices: Choices) -> Walk:
    """Lay out the paths of all actors; sessions in which nobody votes do not count as time."""
    inside = choices.before >= 0
    sessions, rank = np.unique(choices.session, return_inverse=True)
    elapsed = np.where(inside, rank - rank[choices.before], 1).astype(np.float64)
    return Walk(
        inside=inside,
        elapsed=elapsed,
        rank=rank.astype(np.int64),
        asked=np.searchsorted(sessions, choices.span[:, 0]).astype(np.int64),
    )


def loadings(choices: Choices, seen: Floats) -> Floats:
    """Say how far each cell takes part in what actors share.

    Actors that lie near each other for long move together more than the sum of their own steps
    says. Loadings are powers of an actor's mean place, as a first look has it: 1 for what moves
    all, the place for what moves the ends apart, its square for what moves the middle against them.

    Parameters
    ----------
    choices : Choices
        The votes.
    seen : ndarray, shape (C,)
        Positions of a first look.

    Returns
    -------
    ndarray, shape (3, C)
        Uncorrelated over cells, with mean square 1.
    """
    _, place = np.unique(choices.session, return_inverse=True)
    _, who = np.unique(choices.actor, return_inverse=True)
    within = seen - (np.bincount(place, weights=seen) / np.bincount(place))[place]
    mean = (np.bincount(who, weights=within) / np.bincount(who))[who]
    middle, spread = mean.mean(), mean.std() or 1.0
    far = np.clip((mean - middle) / spread, -FARTHEST, FARTHEST)
    found = [np.ones(choices.cells)]
    for power in range(1, FACTORS):
        rest = far**power
        for known in found:
            rest = rest - np.mean(rest * known) * known
        size = float(np.sqrt(np.mean(rest**2)))
        # where actors lie in one or two places, nothing is left of the higher powers
        found.append(rest / size if size > LEAST else np.zeros(choices.cells))
    return np.array(found)


def spreads(
    paths: Walk,
    own: Floats,
    shared: tuple[Floats, Floats],
    cuts: tuple[Floats, Floats],
    rng: Generator,
) -> dict[str, float]:
    """Draw all variances, given what they spread.

    Parameters
    ----------
    paths : Walk
        The paths' layout.
    own : ndarray, shape (C,)
        Positions less what sessions share, from `Walk.own`.
    shared : tuple of ndarray, shapes (3, T - 1) and (T,)
        What sessions share, and the logarithm of how sharp their resolutions are.
    cuts : tuple of ndarray, shape (J,)
        Middle between the cutpoints of each item, over how sharp its session is; and their
        gap, as `posterior.measured`.
    rng : numpy.random.Generator
        Source of chance.

    Returns
    -------
    dict
        Variances by the names in `RATES` but ``first``, and the mean of gaps as ``gap``.
    """
    square = paths.steps(own)[paths.inside] ** 2
    common, agenda = shared
    gaps = cuts[1]
    apart = gaps - gaps.mean()
    steps = np.diff(common, prepend=0.0, axis=1) ** 2
    seen = {
        "step": square / paths.elapsed[paths.inside],
        "cut": cuts[0] ** 2,
        "uneven": apart**2,
        "agenda": agenda**2,
    } | dict(zip(SHARED, steps, strict=True))
    found = {name: variance(values, RATES[name], rng) for name, values in seen.items()}
    typical = gaps.mean() + np.sqrt(found["uneven"] / gaps.size) * rng.standard_normal()
    return {**found, "gap": float(typical)}


def sharpness(beta: Floats, now: float, rng: Generator) -> float:
    """Draw how far from 0 slopes lie on either side, given all slopes.

    Parameters
    ----------
    beta : ndarray, shape (J,)
        Slopes.
    now : float
        Where the chain is.
    rng : numpy.random.Generator
        Source of chance.

    Returns
    -------
    float
        At least 0.
    """

    def weight(far: float) -> float:
        return _sides(beta, far) - 0.5 * beta.size * far**2 - 0.5 * (far / SHARPEST) ** 2

    width = 2.4 / np.sqrt(beta.size + 1.0)
    return _walked(weight, abs, now, width, rng)


def _sides(beta: Floats, far: float) -> float:
    """Give the logarithm of how much likelier slopes are for lying on two sides."""
    pulled = np.abs(far * beta)
    return float(np.sum(pulled + np.log1p(np.exp(-2.0 * pulled))))


def _walked(
    weight: Callable[[float], float],
    fold: Callable[[float], float],
    now: float,
    width: float,
    rng: Generator,
) -> float:
    """Go some Metropolis steps on a line; a step that leaves it is folded back."""
    height = weight(now)
    jumps, chances = rng.standard_normal(JUMPS) * width, rng.random(JUMPS)
    for jump, chance in zip(jumps, chances, strict=True):
        there = fold(now + float(jump))
        new = weight(there)
        if np.log(chance) < new - height:
            now, height = there, new
    return now


def stretch(
    beta: Floats, found: Mapping[str, float], wide: Floats, far: float, rng: Generator
) -> float:
    """Draw by how much everything is stretched: positions by c, slopes by 1 / c.

    Likelihood and steps over their variance stay as they are; only the priors of slopes and of the
    variances speak.

    Parameters
    ----------
    beta : ndarray, shape (J,)
        Slopes.
    found : mapping
        Variances, from `spreads`.
    wide : ndarray, shape (4,)
        Variances of camps.
    far : float
        How far from 0 slopes lie.
    rng : numpy.random.Generator
        Source of chance.

    Returns
    -------
    float
        The factor.
    """
    square, count = float(beta @ beta), beta.size + 2.0 * SHAPE * (len(STRETCHED) + wide.size)
    rates = sum(RATES[name] / found[name] for name in STRETCHED) + float(np.sum(RATE / wide))

    def weight(u: float) -> float:
        shrunk = float(np.exp(-u))
        normal = -(0.5 * square + rates) * shrunk**2 - count * u
        return normal + _sides(beta * shrunk, far)

    return float(np.exp(_walked(weight, float, 0.0, 1.7 / np.sqrt(2 * square + 2), rng)))

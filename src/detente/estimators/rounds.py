"""Rounds: years in which a group takes many steps at once, as a mixture of two yearly rates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.estimators.logit import probability

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
STEPS = 200
"""Most rounds of estimation."""
BORROWED = 20.0
"""Years of the average group that each group's chance of a round has seen before its own."""
SEEN = 0.5
"""Steps, and expected steps, that each rate has seen before its data."""
FARTHEST, HALVINGS = 20.0, 60
"""Log-odds between which an addition is sought, and how often the span is halved."""
START = 0.15
"""Chance of a round from which the estimation begins."""


@dataclass(frozen=True, slots=True, eq=False)
class Rounds:
    """Rates of G groups and K kinds of step, in a round and outside.

    Attributes
    ----------
    chance : ndarray, shape (G,)
        Yearly chance of a round, drawn towards the mean of all groups.
    counted : ndarray, shape (G, 2)
        Years counted as rounds, and all others, what was borrowed included.
    quiet, lift : ndarray, shape (K,)
        What is added to the log rate of each kind outside a round, and what a round adds to that.
    error : ndarray, shape (K,)
        Standard errors of `lift`.
    came : ndarray, shape (N,)
        Chance that each year was a round, given its steps.
    """

    chance: Floats
    counted: Floats
    quiet: Floats
    lift: Floats
    error: Floats
    came: Floats


def fit(
    steps: Floats, expected: Floats, group: Ints, *, groups: int = 1, telling: Floats | None = None
) -> Rounds:
    """Find years in which steps came together, and how much likelier they are in them.

    The steps of a year are a Poisson number whose mean is what was expected, times a factor that
    depends on whether the year is a round. Means are kept: all years together expect what came.

    Parameters
    ----------
    steps, expected : ndarray, shape (N, K)
        Steps of each year of each group by kind, and how many a model expects.
    group : ndarray of int, shape (N,)
        Which group, from 0.
    groups : int
        How many there are; one without years has the mean chance.
    telling : ndarray, shape (K,), optional
        1 for kinds whose steps tell that a year was a round, 0 for kinds whose rates are only read
        off; all tell by default.

    Examples
    --------
    >>> steps = np.where(np.arange(100) % 10 == 0, 8.0, 0.0)[:, None]
    >>> found = fit(steps, np.full((100, 1), 0.8), np.zeros(100, dtype=int))
    >>> round(float(found.chance[0]), 2), bool(found.lift[0] > 3)
    (0.1, True)
    """
    years = np.bincount(group, minlength=groups).astype(np.float64)
    chance = np.full(groups, START)
    tells = np.ones(steps.shape[1]) if telling is None else telling
    total = steps @ tells
    # a start that can tell the two apart: years with at least two steps
    came = np.where(total >= 2, 0.9, 0.05)
    for _ in range(STEPS):
        before = came
        mean = float(came.sum() / years.sum()) if years.sum() else START
        counted = np.bincount(group, weights=came, minlength=groups) + BORROWED * mean
        chance = counted / (years + BORROWED)
        inside, outside = _rate(steps, expected, came), _rate(steps, expected, 1 - came)
        inside = np.maximum(inside, outside)
        odds = np.log(chance / (1 - chance))[group]
        odds += steps @ (tells * np.log(inside / outside)) - expected @ (tells * (inside - outside))
        came = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
        if np.abs(came - before).max() < 1e-6:
            break
    error = np.sqrt(1 / ((came @ steps) + SEEN) + 1 / (((1 - came) @ steps) + SEEN))
    return Rounds(
        chance=chance,
        counted=np.stack([counted, years + BORROWED - counted], axis=1),
        quiet=np.log(outside),
        lift=np.log(inside / outside),
        error=error,
        came=came,
    )


def _rate(steps: Floats, expected: Floats, weight: Floats) -> Floats:
    """Give steps over expected steps by kind, shape (K,)."""
    found: Floats = (weight @ steps + SEEN) / (weight @ expected + SEEN)
    return found


def at_least_two(expected: Floats, found: Rounds, group: Ints, kind: int) -> float:
    """Give the part of the steps of one kind that come in a year with another of their group.

    Parameters
    ----------
    expected : ndarray, shape (N, K)
        Expected steps.
    found : Rounds
        The mixture.
    group : ndarray of int, shape (N,)
        Which group.
    kind : int
        Which kind.
    """
    chance = found.chance[group]
    quiet = expected[:, kind] * np.exp(found.quiet[kind])
    busy = quiet * np.exp(found.lift[kind])
    means = ((1 - chance, quiet), (chance, busy))
    every = sum(float((weight * mean).sum()) for weight, mean in means)
    alone = sum(float((weight * mean * np.exp(-mean)).sum()) for weight, mean in means)
    return 1 - alone / max(every, 1e-12)


def mean_kept(odds: Floats, lift: Floats, chance: Floats, wanted: Floats) -> Floats:
    """Give what has to be added to drawn log-odds so that their mean chance is the wanted one.

    A logit bends: the mean chance over drawn parameters, in rounds and outside, is not the chance
    of the mean parameters.

    Parameters
    ----------
    odds : ndarray, shape (D,)
        Draws of the log-odds outside a round.
    lift : ndarray, shape (D,)
        Draws of what a round adds.
    chance : ndarray, shape (D, G)
        Draws of each group's chance of a round.
    wanted : ndarray, shape (G,)
        The mean chance of each group.

    Returns
    -------
    ndarray, shape (G,)

    Examples
    --------
    >>> drawn = np.array([-4.0, -2.0])
    >>> added = mean_kept(drawn, np.zeros(2), np.zeros((2, 1)), np.array([0.05]))
    >>> round(float(np.mean(1 / (1 + np.exp(-drawn - added)))), 6)
    0.05
    """
    low, high = np.full(wanted.size, -FARTHEST), np.full(wanted.size, FARTHEST)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        quiet = probability(odds[:, None] + middle)
        busy = probability(odds[:, None] + lift[:, None] + middle)
        mean = ((1 - chance) * quiet + chance * busy).mean(axis=0)
        is_over = mean > wanted
        low, high = np.where(is_over, low, middle), np.where(is_over, middle, high)
    added: Floats = (low + high) / 2
    return added

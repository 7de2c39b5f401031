"""Both models, fitted to the years before one: once as it is, and on pairs drawn again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from detente.estimators import boosting, logit
from detente.models.dispute_risk.blocks import BLOCK
from detente.models.dispute_risk.cases import Cases
from detente.models.dispute_risk.decompose import Member

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
THREADS = 2
"""Members fitted at the same time; each is fitted by one thread, so that no digit depends on it."""
DRAWN = 3
"""Members on pairs drawn with replacement. They lack a third of the pairs and forecast worse, so
that they tell the spread alone."""
SEEDS_APART = 100
"""Seeds of one run's members lie closer together than this."""


def every_member(make: Callable[[int], Member], numbers: Sequence[int]) -> tuple[Member, ...]:
    """Fit the members of one year, some at the same time.

    Parameters
    ----------
    make : callable
        Takes the number of the member.
    numbers : sequence of int
        Their numbers.
    """
    with ThreadPoolExecutor(THREADS) as pool:
        return tuple(pool.map(make, numbers))


def on_all_pairs(count: int) -> tuple[int, ...]:
    """Give the numbers of the members that take every pair once: they make the forecast.

    Parameters
    ----------
    count : int
        How many.

    Examples
    --------
    >>> on_all_pairs(2), drawn_again(2)
    ((0, 4), (1, 2, 3))
    """
    return tuple(place * (DRAWN + 1) for place in range(count))


def drawn_again(count: int) -> tuple[int, ...]:
    """Give the numbers of the members on pairs drawn with replacement: they make the spread.

    Parameters
    ----------
    count : int
        Of the members on all pairs; a single one has no spread.
    """
    return tuple(range(1, DRAWN + 1)) if count > 1 else ()


def fit_member(
    cases: Cases, first: int, number: int, columns: Ints, *, seed: int = 0, apart: bool = False
) -> Member:
    """Fit both models on the years before one, on pairs drawn and one turn of the common rows.

    Parameters
    ----------
    cases : Cases
        All pairs and years.
    first : int
        Year that is forecast: only earlier ones are fitted on.
    number : int
        Of the member: one of `on_all_pairs` takes every pair once, another draws pairs with
        replacement.
    columns : ndarray of int, shape (Q,)
        Places of the features that the models are given.
    seed : int
        Of the run.
    apart : bool
        Whether no tree may mix two blocks.
    """
    drawn = times_drawn(cases.unit, (first + number) * SEEDS_APART + seed, number)
    weight = cases.thinned(number + seed) * drawn
    use = np.flatnonzero((weight > 0) & cases.known & (cases.year < first))
    features, onset = cases.features[np.ix_(use, columns)], cases.onset[use]
    block, one_of = BLOCK[columns], seed * SEEDS_APART + number
    return Member(
        logit=logit.fit(features, onset, weight[use]),
        trees=boosting.grow(features, onset, weight[use], block, seed=one_of, apart=apart),
    )


def times_drawn(unit: Ints, seed: int, member: int) -> Floats:
    """Give how often each row's pair was drawn; once each for a member on all pairs.

    Parameters
    ----------
    unit : ndarray of int, shape (N,)
        Pairs from 0.
    seed : int
        Of the draw.
    member : int
        Number of the member.

    Examples
    --------
    >>> times_drawn(np.array([0, 1, 1]), seed=1, member=0).tolist()
    [1.0, 1.0, 1.0]
    """
    if member % (DRAWN + 1) == 0:
        return np.ones(unit.size)
    count = int(unit.max()) + 1
    drawn = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count))
    times: Floats = drawn[unit].astype(float)
    return times

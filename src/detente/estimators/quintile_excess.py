"""Excess: whether events came where a forecast rose, and not where it fell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
FIFTHS = 5
DRAWS = 1000
"""Of the intervals; the chance of nothing cannot be told below two in so many."""


@dataclass(frozen=True, slots=True)
class Excess:
    """How much more than the past told came in the top fifth than in the bottom fifth.

    Attributes
    ----------
    value, low, high : float
        Event rate over the forecast of the past, top less bottom fifth; 95 % interval from pairs
        drawn whole.
    low_apart, high_apart : float
        The same from states drawn with all their pairs: wider, since the pairs of a state share its
        fate.
    chance : float
        Twice the part of the draws of pairs on the other side of zero: two-sided.
    brier : float
        Brier skill over the forecast of the past.
    cases, units : int
        Rows and pairs.
    """

    value: float
    low: float
    high: float
    low_apart: float
    high_apart: float
    chance: float
    brier: float
    cases: int
    units: int


def fifths(gain: Floats, group: Ints) -> Ints:
    """Put rows into fifths within each group, 0 the lowest.

    Examples
    --------
    >>> fifths(np.array([0.1, 0.5, 0.2, 0.4, 0.3]), np.zeros(5, dtype=np.int64)).tolist()
    [0, 4, 1, 3, 2]
    """
    order = np.lexsort((gain, group))
    _, start, count = np.unique(group[order], return_index=True, return_counts=True)
    place = np.arange(order.size) - np.repeat(start, count)
    found = np.empty(order.size, dtype=np.int64)
    found[order] = place * FIFTHS // np.repeat(count, count)
    return found


def excess(
    came: Floats,
    without: Floats,
    gain: Floats,
    fifth: Ints,
    one: Ints,
    other: Ints,
    *,
    draws: int = DRAWS,
    seed: int = 1,
) -> Excess:
    """Measure whether events came where the forecast rose.

    Parameters
    ----------
    came, without, gain : ndarray, shape (N,)
        0 or 1; the forecast of the past; what was added to it.
    fifth : ndarray of int, shape (N,)
        From `fifths`.
    one, other : ndarray of int, shape (N,)
        Codes of both states.
    draws, seed : int
        Of the intervals.

    Examples
    --------
    >>> came = np.array([1.0, 1, 0, 0])
    ... fifth = np.array([4, 4, 0, 0])
    ... codes = np.array([1, 2, 3, 4])
    >>> excess(came, np.full(4, 0.5), np.zeros(4), fifth, codes, codes + 10).value
    1.0
    """
    over = came - without
    unit, index = np.unique(one * 1000 + other, return_inverse=True)
    sums = [np.bincount(index, over * (fifth == f), unit.size) for f in (FIFTHS - 1, 0)]
    counts = [np.bincount(index, fifth == f, unit.size) for f in (FIFTHS - 1, 0)]
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(unit.size, np.full(unit.size, 1 / unit.size), size=draws).astype(float)
    states, place = np.unique(np.concatenate([unit // 1000, unit % 1000]), return_inverse=True)
    each = rng.multinomial(states.size, np.full(states.size, 1 / states.size), size=draws).astype(
        float
    )
    apart = each[:, place[: unit.size]] * each[:, place[unit.size :]]

    def spread(weight: Floats) -> Floats:
        with np.errstate(invalid="ignore", divide="ignore"):
            found: Floats = (weight @ sums[0]) / (weight @ counts[0]) - (weight @ sums[1]) / (
                weight @ counts[1]
            )
        return found[~np.isnan(found)]

    value = float(spread(np.ones((1, unit.size)))[0])
    by_pair, by_state = spread(drawn), spread(apart)
    low, high = np.quantile(by_pair, (0.025, 0.975))
    low_apart, high_apart = (
        np.quantile(by_state, (0.025, 0.975)) if by_state.size else (np.nan, np.nan)
    )
    brier = 1 - float(((came - without - gain) ** 2).mean() / ((came - without) ** 2).mean())
    wrong = by_pair <= 0 if value > 0 else by_pair >= 0
    return Excess(
        value=value,
        low=float(low),
        high=float(high),
        low_apart=float(low_apart),
        high_apart=float(high_apart),
        chance=min(1.0, 2 * float(wrong.mean())),
        brier=brier,
        cases=came.size,
        units=int(unit.size),
    )

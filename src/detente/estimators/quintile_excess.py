"""Quintile excess: whether events came where a forecast rose, and not where it fell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Pair = tuple[Floats, Floats]
FIFTHS = 5
NEAREST = 0.0005
"""Nearest to 0 and 1 that a stored probability can be told from them: half a thousandth."""
SMALLEST = 1e-12
"""Sum of squared gains below which none was forecast."""
DRAWS = 1000
"""Draws of the intervals; a chance below two in so many cannot be distinguished from zero."""


@dataclass(frozen=True, slots=True)
class Excess:
    """How much more came than the past foretold, in the top fifth less the bottom fifth.

    Attributes
    ----------
    value, low, high : float
        Event rate over the forecast of the past, top less bottom fifth; 95 % interval from pairs
        drawn whole.
    low_by_state, high_by_state : float
        The same from states drawn with all their pairs: wider, since the pairs of a state share its
        fate.
    chance : float
        Twice the part of the draws of pairs on the other side of zero: two-sided.
    brier, log_loss : float
        Brier and log-loss skill over the forecast of the past.
    realised, realised_low, realised_high : float
        Part of the gains that came: slope of outcome less the past's forecast on the gain; 95 %
        interval from states drawn.
    cases, units : int
        Rows and pairs.
    """

    value: float
    low: float
    high: float
    low_by_state: float
    high_by_state: float
    chance: float
    brier: float
    log_loss: float
    realised: float
    realised_low: float
    realised_high: float
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
    ordered = group[order]
    start = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))
    count = np.diff(np.append(start, order.size))
    place = np.arange(order.size) - np.repeat(start, count)
    found = np.empty(order.size, dtype=np.int64)
    found[order] = place * FIFTHS // np.repeat(count, count)
    return found


def excess(
    came: Floats,
    without: Floats,
    gain: Floats,
    fifth: Ints,
    *,
    one: Ints,
    other: Ints,
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
        Codes of both states, in the same order for all rows of a pair.
    draws, seed : int
        Of the intervals.

    Examples
    --------
    >>> came = np.array([1.0, 1, 0, 0])
    >>> fifth = np.array([4, 4, 0, 0])
    >>> codes = np.array([1, 2, 3, 4])
    >>> excess(came, np.full(4, 0.5), np.zeros(4), fifth, one=codes, other=codes + 10).value
    1.0
    """
    pairs, index, states = _pairs(one, other)
    sums = _by_fifth(index, came - without, fifth)
    counts = _by_fifth(index, np.ones(came.size), fifth)
    rng = np.random.default_rng(seed)
    by_pair = _spread(_drawn(pairs.size, draws, rng), sums, counts)
    weight = _drawn(states, draws, rng)
    # a pair counts as often as both of its states are drawn
    both = weight[:, pairs // states] * weight[:, pairs % states]
    by_state = _spread(both, sums, counts)
    value = float(_spread(np.ones((1, pairs.size)), sums, counts)[0])
    wrong = by_pair <= 0 if value > 0 else by_pair >= 0
    gains = _by_pair(index, gain, came - without)
    whole = _slopes(np.ones((1, pairs.size)), gains)
    scores = {
        "brier": _brier_skill(came, without, gain),
        "log_loss": _log_loss_skill(came, without, gain),
        **_tails("low", "high", by_pair),
        **_tails("low_by_state", "high_by_state", by_state),
        **_tails("realised_low", "realised_high", _slopes(both, gains)),
    }
    return Excess(
        value=value,
        chance=min(1.0, 2 * float(wrong.mean())),
        realised=float(whole[0]),
        cases=came.size,
        units=pairs.size,
        **scores,
    )


def _pairs(one: Ints, other: Ints) -> tuple[Ints, Ints, int]:
    """Number the pairs by both states: of each pair, of each row; and how many states there are."""
    states, place = np.unique(np.concatenate([one, other]), return_inverse=True)
    pair_of_row = place[: one.size] * states.size + place[one.size :]
    pairs, index = np.unique(pair_of_row, return_inverse=True)
    return pairs, index, states.size


def _by_fifth(index: Ints, values: Floats, fifth: Ints) -> Pair:
    """Sum values by pair in the top and in the bottom fifth, each of shape (pairs,)."""
    size = int(index.max()) + 1
    top, bottom = (
        np.bincount(index, values * (fifth == end), size).astype(float) for end in (FIFTHS - 1, 0)
    )
    return top, bottom


def _tails(low: str, high: str, drawn: Floats) -> dict[str, float]:
    """Give the ends of a 95 % interval under two names; NaN of no draws."""
    ends = np.quantile(drawn, (0.025, 0.975)) if drawn.size else (np.nan, np.nan)
    return {low: float(ends[0]), high: float(ends[1])}


def _drawn(size: int, draws: int, rng: np.random.Generator) -> Floats:
    """Draw units with replacement: how often each stands in a draw, shape (draws, size)."""
    return rng.multinomial(size, np.full(size, 1 / size), size=draws).astype(float)


def _spread(weight: Floats, sums: Pair, counts: Pair) -> Floats:
    """Give top less bottom fifth under weights by pair, shape (draws,) without undefined draws."""
    with np.errstate(invalid="ignore", divide="ignore"):
        top = (weight @ sums[0]) / (weight @ counts[0])
        bottom = (weight @ sums[1]) / (weight @ counts[1])
    apart: Floats = top - bottom
    return apart[~np.isnan(apart)]


def _by_pair(index: Ints, gain: Floats, beyond: Floats) -> Pair:
    """Sum by pair what came beyond the past times its gain, and the squared gains."""
    products, squares = np.bincount(index, gain * beyond), np.bincount(index, gain * gain)
    return products.astype(float), squares.astype(float)


def _slopes(weight: Floats, gains: Pair) -> Floats:
    """Give the part of the gains that came under weights by pair, shape (draws,)."""
    products, squares = gains
    slopes: Floats = (weight @ products) / np.maximum(weight @ squares, SMALLEST)
    return slopes


def _log_loss_skill(came: Floats, without: Floats, gain: Floats) -> float:
    """Compare the log loss of the forecast with that of the past alone."""
    return 1 - _log_loss(came, without + gain) / _log_loss(came, without)


def _log_loss(came: Floats, forecast: Floats) -> float:
    """Give the mean log loss; no forecast is surer than it can be stored."""
    chance = np.clip(forecast, NEAREST, 1 - NEAREST)
    return -float(np.where(came > 0, np.log(chance), np.log1p(-chance)).mean())


def _brier_skill(came: Floats, without: Floats, gain: Floats) -> float:
    """Compare the squared error of the forecast with that of the past alone."""
    return 1 - float(((came - without - gain) ** 2).mean() / ((came - without) ** 2).mean())

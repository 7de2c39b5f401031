"""Realised gains: which part of what was added to a forecast came, and how surely that is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
STEPS = 2001
"""Points between 0 and 1 at which the density of a part is laid out."""


@dataclass(frozen=True, slots=True)
class Realised:
    """How much came beyond the past for each unit of gain that was forecast.

    Attributes
    ----------
    slope : float
        Least-squares slope of outcome less the past's forecast on the gain: 1 where gains came in
        full, 0 where nothing of them came. NaN where no gain differs from zero.
    error : float
        Its standard error, from whichever is larger: pairs drawn whole, or states with all their
        pairs.
    """

    slope: float
    error: float


def realised(came: Floats, without: Floats, gain: Floats, *, one: Ints, other: Ints) -> Realised:
    """Measure which part of the forecast gains came.

    Parameters
    ----------
    came, without, gain : ndarray, shape (N,)
        0 or 1; the forecast of the past; what was added to it.
    one, other : ndarray of int, shape (N,)
        Codes of both states, in the same order for all rows of a pair.

    Examples
    --------
    >>> codes = np.array([1, 2, 3, 4])
    >>> gain = np.array([0.4, -0.4, 0.4, -0.4])
    >>> came = np.array([1.0, 0.0, 1.0, 0.0])
    >>> round(realised(came, np.full(4, 0.5), gain, one=codes, other=codes + 10).slope, 9)
    1.25
    """
    size = float(gain @ gain)
    if size == 0:
        return Realised(slope=float("nan"), error=float("nan"))
    beyond = came - without
    slope = float(gain @ beyond) / size
    pull = gain * (beyond - slope * gain)
    states, place = np.unique(np.concatenate([one, other]), return_inverse=True)
    first, second = place[: one.size], place[one.size :]
    pair = np.unique(first * states.size + second, return_inverse=True)[1]
    by_pair = np.bincount(pair, pull)
    by_state = np.bincount(first, pull, states.size) + np.bincount(second, pull, states.size)
    within = float(by_pair @ by_pair)
    # rows of a pair are counted under both of its states, and once is enough
    across = float(by_state @ by_state) - within
    return Realised(slope=slope, error=max(within, across) ** 0.5 / size)


def part(found: Realised) -> tuple[Floats, Floats]:
    """Say which part of a gain to believe: some part between none and all of it.

    Before anything is known every part is as likely as any other; what came so far makes those near
    the slope likelier. A gain is never made larger than it was forecast.

    Parameters
    ----------
    found : Realised
        What came so far; NaN where nothing is known.

    Returns
    -------
    tuple of ndarray, shape (`STEPS`,)
        Parts from 0 to 1, and how likely each is, adding up to 1.

    Examples
    --------
    >>> parts, chance = part(Realised(float("nan"), float("nan")))
    >>> round(float(parts @ chance), 9)
    0.5
    """
    parts = np.linspace(0.0, 1.0, STEPS)
    if not found.error > 0:
        return parts, np.full(STEPS, 1 / STEPS)
    misses = -0.5 * ((parts - found.slope) / found.error) ** 2
    likely = np.exp(misses - misses.max())
    return parts, likely / likely.sum()


def shrunk(
    gain: Floats, drawn: Floats, found: Realised, rng: np.random.Generator
) -> tuple[float, Floats, Floats]:
    """Shrink gains to the part that came so far, and give intervals that know the part's own doubt.

    Parameters
    ----------
    gain : ndarray, shape (M,)
        What the features add.
    drawn : ndarray, shape (D, M)
        The same in each draw.
    found : Realised
        What came of such gains so far.
    rng : numpy.random.Generator
        Of the parts, one a draw.

    Returns
    -------
    tuple of float and two ndarray, shape (M,)
        The mean part, by which the gains are to be multiplied, and the ends of their 80 % interval.
    """
    parts, chance = part(found)
    mean = float(parts @ chance)
    by_draw = rng.choice(parts, size=len(drawn), p=chance)
    low, high = np.quantile(drawn * by_draw[:, None], (0.1, 0.9), axis=0)
    return mean, low, high

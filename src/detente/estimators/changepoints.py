"""Where a curve turns: piecewise straight lines, and how often chance finds such dates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Turns:
    """Knots of a broken line.

    Attributes
    ----------
    knots : ndarray of int64, shape (K,)
        Places in the series where the slope changes.
    fitted : ndarray, shape (T,)
        The broken line.
    slopes : ndarray, shape (K + 1,)
        Slope of each piece.
    """

    knots: Ints
    fitted: Floats
    slopes: Floats


@dataclass(frozen=True, slots=True)
class Hits:
    """Turns held against dates.

    Attributes
    ----------
    rate : float
        Part of the turns that lie within reach of a date.
    null : float
        The same for as many turns placed at random, on average.
    p : float
        How often chance does at least as well.
    """

    rate: float
    null: float
    p: float


def turns(y: Floats, *, most: int = 6, least: int = 4) -> Turns:
    """Fit a continuous broken line, its number of knots chosen by the Bayesian criterion.

    Parameters
    ----------
    y : ndarray, shape (T,)
        The series, without gaps.
    most : int
        Most knots.
    least : int
        Shortest piece.

    Returns
    -------
    Turns

    Examples
    --------
    >>> turns(np.r_[np.arange(10.0), 8.0 - np.arange(10.0)]).knots.tolist()
    [9]
    """
    x = np.arange(y.size, dtype=float)
    knots: list[int] = []
    best = _criterion(x, y, knots)
    while len(knots) < most:
        room = [
            k
            for k in range(least, y.size - least)
            if all(abs(k - other) >= least for other in knots)
        ]
        scores = [(_criterion(x, y, sorted([*knots, k])), k) for k in room]
        if not scores or min(scores)[0] >= best - 1e-9:
            break
        best, chosen = min(scores)
        knots = sorted([*knots, chosen])
    knots = _settle(x, y, knots, least)
    coefficient = np.linalg.lstsq(_hinges(x, knots), y, rcond=None)[0]
    return Turns(
        knots=np.array(knots, dtype=np.int64),
        fitted=_hinges(x, knots) @ coefficient,
        slopes=np.cumsum(coefficient[1:]),
    )


def _settle(x: Floats, y: Floats, knots: list[int], least: int) -> list[int]:
    """Move each knot in turn to where it fits best, until none moves."""
    for _ in range(5):
        before = list(knots)
        for i in range(len(knots)):
            others = knots[:i] + knots[i + 1 :]
            room = [
                k
                for k in range(least, y.size - least)
                if all(abs(k - other) >= least for other in others)
            ]
            scores = [_criterion(x, y, sorted([*others, k])) for k in room]
            knots = sorted([*others, room[int(np.argmin(scores))]])
        if knots == before:
            break
    return knots


def _hinges(x: Floats, knots: list[int]) -> Floats:
    return np.column_stack([np.ones_like(x), x, *(np.maximum(x - k, 0.0) for k in knots)])


def _criterion(x: Floats, y: Floats, knots: list[int]) -> float:
    """Bayesian criterion; a knot costs two parameters, its place and its slope."""
    design = _hinges(x, knots)
    left = y - design @ np.linalg.lstsq(design, y, rcond=None)[0]
    return float(
        y.size * np.log(max(float(left @ left) / y.size, 1e-12))
        + (2 + 2 * len(knots)) * np.log(y.size)
    )


def hits(
    knots: Ints,
    dates: Ints,
    size: int,
    *,
    reach: int = 1,
    draws: int = 2000,
    seed: int = 1,
    least: int = 4,
) -> Hits:
    """Hold turns against dates, and against as many turns placed at random.

    Parameters
    ----------
    knots : ndarray of int64, shape (K,)
        Places of turns.
    dates : ndarray of int64, shape (D,)
        Places of dated events.
    size : int
        Length of the series.
    reach : int
        Steps by which a turn may miss a date.
    draws, seed : int
        Random placements, and their seed.
    least : int
        No turn lies nearer to an end than this.

    Returns
    -------
    Hits

    Examples
    --------
    >>> found = hits(np.array([5]), np.array([5, 20]), 40)
    >>> found.rate, found.null < 0.3
    (1.0, True)
    """
    if not knots.size or not dates.size:
        return Hits(rate=float("nan"), null=float("nan"), p=float("nan"))
    near = np.zeros(size, dtype=bool)
    for d in dates:
        near[max(int(d) - reach, 0) : int(d) + reach + 1] = True
    rng = np.random.default_rng(seed)
    count = knots.size
    # as far apart as fitted turns must be: drawn from a shorter row, then pushed apart
    room = np.arange(least, size - least - (count - 1) * (least - 1))
    apart = np.arange(count) * (least - 1)
    rate = float(near[knots].mean())
    drawn = np.array(
        [
            near[np.sort(rng.choice(room, size=count, replace=False)) + apart].mean()
            for _ in range(draws)
        ]
    )
    return Hits(
        rate=rate,
        null=float(drawn.mean()),
        p=float((1 + (drawn >= rate - 1e-12).sum()) / (draws + 1)),
    )

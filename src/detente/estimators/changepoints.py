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
    """How turns agree with dates.

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
    left = _residual(x, y, knots)
    best = float(_criterion(left @ left, y.size, 0))
    while len(knots) < most:
        room = _room(y.size, knots, least)
        if not room:
            break
        scores = _with_one_more(x, y, knots, room)
        place = int(np.argmin(scores))
        if scores[place] >= best - 1e-9:
            break
        best, knots = float(scores[place]), sorted([*knots, room[place]])
    knots = _settle(x, y, knots, least)
    coefficient = np.linalg.lstsq(_hinges(x, knots), y, rcond=None)[0]
    return Turns(
        knots=np.array(knots, dtype=np.int64),
        fitted=_hinges(x, knots) @ coefficient,
        slopes=np.cumsum(coefficient[1:]),
    )


def _room(size: int, knots: list[int], least: int) -> list[int]:
    """List the places that are far enough from both ends and from all knots."""
    places = range(least, size - least)
    return [place for place in places if all(abs(place - knot) >= least for knot in knots)]


def _settle(x: Floats, y: Floats, knots: list[int], least: int) -> list[int]:
    """Move each knot in turn to where it fits best, until none moves."""
    for _ in range(5):
        before = list(knots)
        for i in range(len(knots)):
            others = knots[:i] + knots[i + 1 :]
            room = _room(y.size, others, least)
            best = int(np.argmin(_with_one_more(x, y, others, room)))
            knots = sorted([*others, room[best]])
        if knots == before:
            break
    return knots


def _hinges(x: Floats, knots: list[int]) -> Floats:
    return np.column_stack([np.ones_like(x), x, *(np.maximum(x - k, 0.0) for k in knots)])


def _residual(x: Floats, of: Floats, knots: list[int]) -> Floats:
    """Take off what a broken line with these knots explains; shape of `of`, (T,) or (T, C)."""
    basis = np.linalg.qr(_hinges(x, knots))[0]
    left: Floats = of - basis @ (basis.T @ of)
    return left


def _with_one_more(x: Floats, y: Floats, knots: list[int], room: list[int]) -> Floats:
    """Give the criterion of a line with one more knot at each of the places, shape (C,).

    What a new hinge adds is the part of the residual along what the others leave of it, so that all
    places are tried in one product.
    """
    left = _residual(x, y, knots)
    hinges = np.maximum(x[:, None] - np.array(room, dtype=float), 0.0)
    beyond = _residual(x, hinges, knots)
    explained = (left @ beyond) ** 2 / (beyond**2).sum(axis=0)
    return _criterion(left @ left - explained, y.size, len(knots) + 1)


def _criterion(squares: Floats, size: int, knots: int) -> Floats:
    """Bayesian criterion; a knot costs two parameters, its place and its slope."""
    result: Floats = size * np.log(np.maximum(squares / size, 1e-12))
    result = result + (2 + 2 * knots) * np.log(size)
    return result


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
    """Compare turns with dates, and with as many turns placed at random.

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
    for date in dates.tolist():
        near[max(date - reach, 0) : date + reach + 1] = True
    rng = np.random.default_rng(seed)
    count = knots.size
    # as far apart as fitted turns must be: drawn from a shorter row, then pushed apart
    room = np.arange(least, size - least - (count - 1) * (least - 1))
    apart = np.arange(count) * (least - 1)
    placed = [rng.choice(room, size=count, replace=False) for _ in range(draws)]
    drawn = near[np.sort(np.array(placed), axis=1) + apart].mean(axis=1)
    rate = float(near[knots].mean())
    as_good = int((drawn >= rate - 1e-12).sum())
    return Hits(rate=rate, null=float(drawn.mean()), p=(1 + as_good) / (draws + 1))

"""Walks with rare breaks: how likely an error is, and how wide small steps must be."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, factorial

import numpy as np
from numpy.typing import NDArray

from detente.estimators.walks import Held

Floats = NDArray[np.float64]
MOST_BREAKS = 6
"""Breaks up to which their number is followed."""
WIDTHS = np.geomspace(0.4, 2.5, 23)
"""Factors on small steps that are tried."""
LEVEL = 0.8
"""Part of outcomes that a band is to hold."""


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Where outcomes fell in what was forecast from one origin, at every width that is tried.

    Attributes
    ----------
    origin, horizon : int
        From which year, and for how many years ahead.
    inside : ndarray of bool, shape (W, N)
        Whether the 80 % band of each width held each outcome.
    """

    origin: int
    horizon: int
    inside: NDArray[np.bool_]


def part_within(error: Floats, sd: Floats, years: int, *, chance: float, break_sd: float) -> Floats:
    """Give the chance that a walk with breaks ends nearer than an error, shape of both.

    Parameters
    ----------
    error, sd : ndarray
        Distance from the start, and yearly deviation of small steps.
    years : int
        Length of the walk.
    chance, break_sd : float
        Yearly chance of a break, and its deviation.

    Examples
    --------
    >>> part_within(np.array([1.2815515]), np.ones(1), 1, chance=0.0, break_sd=1.0).round(3)
    array([0.8])
    """
    mean = chance * years
    found = np.zeros(np.broadcast(error, sd).shape)
    for number in range(MOST_BREAKS + 1):
        weight = exp(-mean) * mean**number / factorial(number)
        deviation = np.sqrt(years * sd**2 + number * break_sd**2)
        found += weight * _within(np.abs(error) / np.maximum(deviation, 1e-12))
    return found


def _within(ratio: Floats) -> Floats:
    """Give the part of a normal number within some deviations, to three digits.

    The hyperbolic tangent of a cubic is as near to the normal integral as bands need.
    """
    held: Floats = np.tanh(ratio * (0.7978846 + 0.0356774 * ratio**2))
    return held


def placed(
    origin: int, horizon: int, error: Floats, sd: Floats, *, chance: float, break_sd: float
) -> Placed:
    """Say at every width whether the bands of one origin held what came.

    Parameters
    ----------
    origin, horizon : int
        From which year, and for how many years ahead.
    error, sd : ndarray, shape (N,)
        Outcome less forecast (NaN where not known), and the yearly deviation of small steps.
    chance, break_sd : float
        Of breaks, as known at the origin.
    """
    known = ~np.isnan(error) & ~np.isnan(sd)
    wide = WIDTHS[:, None] * sd[known]
    part = part_within(error[known], wide, horizon, chance=chance, break_sd=break_sd)
    return Placed(origin, horizon, inside=part <= LEVEL)


def width(found: list[Placed], now: int, horizons: tuple[int, ...]) -> float:
    """Give the factor on small steps at which past bands would have held four fifths.

    Parameters
    ----------
    found : list of Placed
        Forecasts of the past.
    now : int
        Only outcomes of this year and before are looked at.
    horizons : tuple of int
        Years ahead that count.

    Returns
    -------
    float
        1 where no outcome is known.
    """
    return float(WIDTHS[_place(found, now, horizons)])


def _place(found: list[Placed], now: int, horizons: tuple[int, ...]) -> int:
    known = [
        one.inside for one in found if one.origin + one.horizon <= now and one.horizon in horizons
    ]
    if not known:
        return int(np.argmin(np.abs(WIDTHS - 1)))
    held = np.concatenate(known, axis=1).mean(axis=1)
    return int(np.argmin(np.abs(held - LEVEL)))


def held_with_widths(
    found: list[Placed], tested: tuple[int, ...], learnt: tuple[int, ...]
) -> tuple[Held, ...]:
    """Say what bands held whose widths were learnt at each origin from what was known there.

    Parameters
    ----------
    found : list of Placed
        Forecasts of the past.
    tested, learnt : tuple of int
        Years ahead of the test, and from which widths are learnt.
    """
    result = []
    for horizon in tested:
        rows = [
            one.inside[_place(found, one.origin, learnt)] for one in found if one.horizon == horizon
        ]
        if rows:
            every = np.concatenate(rows)
            part = float(every.mean()) if every.size else float("nan")
            result.append(Held(horizon, part, cases=every.size, origins=len(rows)))
    return tuple(result)

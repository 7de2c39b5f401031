"""Walks of many units: how far they go in some years, shrunk to their like, and what bands hold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
TO_80 = 1.2815515655446004
"""Standard deviations on either side of an 80 % interval."""
KEEPS = np.linspace(1.0, 0.94, 13)
"""Parts of a distance that stay from year to year, which are tried."""
FEWEST = 8
"""Fewest changes from which a scale is read."""


@dataclass(frozen=True, slots=True)
class Held:
    """What an 80 % band of one horizon held.

    Attributes
    ----------
    horizon : int
        Years ahead.
    inside : float
        Part of outcomes in the band.
    cases, origins : int
        Outcomes, and years from which they were forecast.
    """

    horizon: int
    inside: float
    cases: int
    origins: int


def changes(values: Floats, years: int) -> Floats:
    """Give the change over some years to each year, shape (U, T); NaN before.

    Parameters
    ----------
    values : ndarray, shape (U, T)
    years : int
        How many.

    Examples
    --------
    >>> changes(np.array([[1.0, 2.0, 4.0]]), 2).tolist()
    [[nan, nan, 3.0]]
    """
    found = np.full(values.shape, np.nan)
    if years < values.shape[1]:
        found[:, years:] = values[:, years:] - values[:, :-years]
    return found


def scale(errors: Floats, years: int) -> float:
    """Give the yearly deviation whose walk holds four fifths of some errors; NaN for too few.

    Parameters
    ----------
    errors : ndarray
        Errors over the same number of years, NaN where there is none.
    years : int
        How many.

    Examples
    --------
    >>> round(scale(np.linspace(-4, 4, 1001), 4), 2)
    1.25
    """
    known = np.abs(errors[~np.isnan(errors)])
    if known.size < FEWEST:
        return float("nan")
    return float(np.quantile(known, 0.8)) / TO_80 / float(np.sqrt(years))


def scales_by_class(errors: Floats, group: Ints, groups: int, years: int) -> Floats:
    """Give the yearly deviation of each class; that of all where a class has too few errors.

    Parameters
    ----------
    errors : ndarray, shape (N,)
        Errors over the same number of years.
    group : ndarray of int, shape (N,)
        Class of each, from 0; -1 for none.
    groups, years : int
        How many classes, and years.

    Examples
    --------
    >>> scales_by_class(np.ones(20), np.zeros(20, dtype=int), 2, 1).round(2).tolist()
    [0.78, 0.78]
    """
    every = scale(errors[group >= 0], years)
    found = np.array([scale(errors[group == place], years) for place in range(groups)])
    return np.where(np.isnan(found), every, found)


def shrunk_scales(errors: Floats, years: int, borrowed: float) -> Floats:
    """Give each unit its own yearly deviation, drawn towards that of all units.

    Changes that overlap count as the whole spans that they fill.

    Parameters
    ----------
    errors : ndarray, shape (U, T)
        Changes over some years; NaN where there is none.
    years : int
        How many.
    borrowed : float
        Spans of the average unit that each one has seen before its own.

    Examples
    --------
    >>> noise = np.random.default_rng(1).standard_normal((3, 60)) * [[1.0], [1.0], [3.0]]
    >>> found = shrunk_scales(noise, 1, 20.0)
    >>> bool(found[1] < found[2] < 3.0)
    True
    """
    known = ~np.isnan(errors)
    squares = np.where(known, errors, 0.0) ** 2 / years
    number = known.sum(axis=1)
    total = scale(errors, years) ** 2
    own = squares.sum(axis=1) / np.maximum(number, 1)
    spans = number / years
    found: Floats = np.sqrt((spans * own + borrowed * total) / (spans + borrowed))
    return found


def slope(past: Floats, later: Floats, group: Ints) -> tuple[float, float]:
    """Regress what came on what was, through zero, with an error by groups of rows.

    Parameters
    ----------
    past, later : ndarray, shape (N,)
        NaN where not known.
    group : ndarray of int, shape (N,)
        Rows that depend on each other have the same number.

    Returns
    -------
    tuple of float
        The slope and its standard error.

    Examples
    --------
    >>> slope(np.array([1.0, 2.0]), np.array([2.0, 4.0]), np.array([0, 1]))
    (2.0, 0.0)
    """
    known = ~np.isnan(past) & ~np.isnan(later)
    first, second = past[known], later[known]
    whole = float((first**2).sum())
    if not whole:
        return 0.0, 0.0
    found = float((first * second).sum()) / whole
    _, place = np.unique(group[known], return_inverse=True)
    sums = np.bincount(place, weights=first * (second - found * first))
    return found, float(np.sqrt((sums**2).sum())) / whole


def held(error: Floats, deviation: Floats, horizon: int, origins: int) -> Held:
    """Say what part of errors an 80 % band held.

    Parameters
    ----------
    error, deviation : ndarray, shape (N,)
        Outcome less forecast (NaN where not known), and the deviation of the forecast.
    horizon, origins : int
        Years ahead, and years from which it was made.

    Examples
    --------
    >>> held(np.array([0.1, 5.0]), np.ones(2), 5, 1).inside
    0.5
    """
    known = ~np.isnan(error) & ~np.isnan(deviation)
    inside = np.abs(error[known]) <= TO_80 * deviation[known]
    part = float(inside.mean()) if inside.size else float("nan")
    return Held(horizon, part, cases=int(inside.size), origins=origins)


def common_part(step: Floats, region: Ints, regions: int) -> float:
    """Give the part of the variance of yearly steps that the units of a region share.

    Parameters
    ----------
    step : ndarray, shape (U, T)
        Yearly steps less the mean of the year; NaN where there is none.
    region : ndarray of int, shape (U,)
        Region of each unit, from 0; -1 for none.
    regions : int
        How many.

    Examples
    --------
    >>> both = np.random.default_rng(2).standard_normal(400)
    >>> round(common_part(np.stack([both, both]), np.zeros(2, dtype=int), 1), 1)
    1.0
    """
    if np.isnan(step).all():
        return 0.0
    middle = np.nanmedian(np.abs(step))
    cut = np.clip(step, -6 * middle, 6 * middle)
    total = float(np.nanvar(cut))
    shared, weights = [], []
    for place in range(regions):
        rows = cut[region == place]
        number = (~np.isnan(rows)).sum(axis=0)
        several = number > 1
        if not several.any():
            continue
        mean = np.nanmean(rows[:, several], axis=0)
        noise = np.nanvar(rows[:, several], axis=0) / (number[several] - 1)
        shared.append(float(np.var(mean) - noise.mean()))
        weights.append(float(number.sum()))
    if not shared or not total:
        return 0.0
    return float(np.clip(np.average(shared, weights=weights) / total, 0.0, 1.0))


@dataclass(frozen=True, slots=True, eq=False)
class Missed:
    """What forecasts from one origin missed by, in deviations that they had given themselves.

    Attributes
    ----------
    origin, horizon : int
        From which year, and for how many years ahead.
    ratio : ndarray, shape (N,)
        Error over deviation; NaN where an outcome is not known.
    """

    origin: int
    horizon: int
    ratio: Floats


def width(missed: list[Missed], now: int, horizons: tuple[int, ...]) -> float:
    """Give the factor by which deviations must be wider to have held four fifths of outcomes.

    Parameters
    ----------
    missed : list of Missed
        Forecasts of the past.
    now : int
        Only outcomes of this year and before are looked at.
    horizons : tuple of int
        Years ahead that count.

    Returns
    -------
    float
        1 where too few outcomes are known.

    Examples
    --------
    >>> past = [Missed(1980, 5, ratio=np.linspace(-2, 2, 401))]
    >>> round(width(past, 1985, (5,)), 2), width(past, 1984, (5,))
    (1.25, 1.0)
    """
    known = [
        one.ratio for one in missed if one.origin + one.horizon <= now and one.horizon in horizons
    ]
    if not known:
        return 1.0
    every = np.concatenate(known)
    found = scale(every, 1)
    return 1.0 if np.isnan(found) else found


def returning(keep: float, years: int) -> float:
    """Give the variance of a walk that returns, as a part of that of one that does not.

    Parameters
    ----------
    keep : float
        Part of the distance from the start that stays from year to year.
    years : int
        Length of the walk.

    Examples
    --------
    >>> returning(1.0, 20), round(returning(0.5, 2), 3)
    (1.0, 0.625)
    """
    return float((keep ** (2 * np.arange(years))).mean())


def width_and_keep(missed: list[Missed], now: int) -> tuple[float, float]:
    """Find the width of yearly steps, and how far a walk returns, from what past walks missed by.

    Parameters
    ----------
    missed : list of Missed
        Forecasts of the past, in deviations of a walk that does not return.
    now : int
        Only outcomes of this year and before are looked at.

    Returns
    -------
    tuple of float
        The factor on yearly deviations, and the part that stays from year to year; both 1 where
        nothing is known, the second 1 where one horizon alone is.
    """
    horizons = sorted({one.horizon for one in missed if one.origin + one.horizon <= now})
    if not horizons:
        return 1.0, 1.0
    squares = np.array([width(missed, now, (years,)) ** 2 for years in horizons])
    parts = np.array([[returning(keep, years) for years in horizons] for keep in KEEPS])
    scales = (squares * parts).sum(axis=1) / (parts**2).sum(axis=1)
    lost = ((squares - scales[:, None] * parts) ** 2).sum(axis=1)
    # of several that are as good, the one that returns least
    best = int(np.argmin(lost)) if len(horizons) > 1 else 0
    return float(np.sqrt(scales[best])), float(KEEPS[best])


def held_returning(missed: list[Missed], tested: tuple[int, ...]) -> tuple[Held, ...]:
    """Say what bands held whose width and return were learnt at each origin.

    Parameters
    ----------
    missed : list of Missed
        Forecasts of the past, in deviations of a walk that does not return.
    tested : tuple of int
        Years ahead of the test.
    """
    found = []
    for horizon in tested:
        of_horizon = [one for one in missed if one.horizon == horizon]
        if not of_horizon:
            continue
        ratios = []
        for one in of_horizon:
            factor, keep = width_and_keep(missed, one.origin)
            ratios.append(one.ratio / (factor * np.sqrt(returning(keep, horizon))))
        every = np.concatenate(ratios)
        found.append(held(every, np.ones(every.size), horizon, len(of_horizon)))
    return tuple(found)


def held_with_widths(
    missed: list[Missed], tested: tuple[int, ...], learnt: tuple[int, ...]
) -> tuple[Held, ...]:
    """Say what bands held whose widths were learnt at each origin from what was known there.

    Parameters
    ----------
    missed : list of Missed
        Forecasts of the past.
    tested, learnt : tuple of int
        Years ahead of the test, and from which widths are learnt.
    """
    found = []
    for horizon in tested:
        of_horizon = [one for one in missed if one.horizon == horizon]
        if not of_horizon:
            continue
        ratios = [one.ratio / width(missed, one.origin, learnt) for one in of_horizon]
        every = np.concatenate(ratios)
        found.append(held(every, np.ones(every.size), horizon, len(of_horizon)))
    return tuple(found)

"""Shares of the system: their drift, how far they stray by size, and what a region shares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.estimators.walks import (
    Held,
    changes,
    common_part,
    held,
    scales_by_class,
    slope,
)
from detente.models.hazards.ladders import Ladders, ladders
from detente.models.hazards.pacts import PLACES, regions_of
from detente.models.hazards.surroundings import carried_on, laid_out
from detente.span import as_day
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MEASURES = {"cinc": "cinc_share", "gdp": "gdp_2011_share", "milex": "milex_share"}
"""Measures of share, and their columns; pairs are compared by the first."""
LOOKBACK = 20
"""Years whose drift is carried on in part."""
AHEAD = (10, 5, 1)
"""Years over which errors are read: of these the first with enough of them."""
HORIZONS = (5, 10, 20)
"""Years ahead at which drift is measured and bands are tested."""
CLASSES = (8, 25, 75)
"""Ranks from which the next class begins: great powers, large, middle and small states."""
SINCE = 1956
"""First year of the errors: Japan and Germany have entered again."""
ENOUGH = 1980
"""Views before this look at all years since the Second World War, for want of later ones."""
FIRST_ORIGIN = 1980
"""First year from which bands are tested."""
DAMPS = np.linspace(0.8, 1.0, 21)
"""Dampings that are tried."""


@dataclass(frozen=True, slots=True, eq=False)
class ShareWalk:
    """How the shares of one measure move.

    Attributes
    ----------
    start : ndarray, shape (U,)
        Log of the last known share; NaN for none.
    drift : ndarray, shape (U,)
        Mean yearly change of the last twenty years; 0 where they are not known.
    part, part_error : float
        Part of it that goes on in the first years, and its standard error.
    damp : float
        What is left of it from year to year.
    sd : ndarray, shape (U,)
        Yearly deviation of each state's class.
    by_class : ndarray, shape (4,)
        The same by class.
    common : float
        Part of the variance that states of a region share.
    """

    start: Floats
    drift: Floats
    part: float
    part_error: float
    damp: float
    sd: Floats
    by_class: Floats
    common: float

    def draws(self, count: int, seed: int) -> Floats:
        """Draw the yearly drift of every state, shape (count, U).

        Parameters
        ----------
        count, seed : int
            How many, and the seed.
        """
        noise = np.random.default_rng(seed).standard_normal(count)
        part = np.clip(self.part + self.part_error * noise, 0.0, 1.0)
        found: Floats = part[:, None] * self.drift
        return found


def share_walk(catalog: Catalog, measure: str, as_of: int | date) -> ShareWalk:
    """Estimate how shares move on what a view could know.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    measure : str
        Key of `MEASURES`.
    as_of : int or datetime.date
        The view.
    """
    return catalog.as_of(as_of).remember(_share_walk, measure, as_day(as_of))


def _share_walk(catalog: Catalog, measure: str, as_of: int | date) -> ShareWalk:
    known = ladders(as_of)
    return walk_of(log_shares(catalog, measure, known), known)


def log_shares(catalog: Catalog, measure: str, known: Ladders) -> Floats:
    """Lay out the logarithms of shares, shape (U, T); NaN for none.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    measure : str
        Key of `MEASURES`.
    known : Ladders
        The states and years.
    """
    shares = laid_out(catalog.frame("capability"), MEASURES[measure], known)
    logs: Floats = np.log(np.where(shares > 0, shares, np.nan))
    return logs


def walk_of(logs: Floats, known: Ladders) -> ShareWalk:
    """Estimate how shares move from their logarithms up to some year.

    Parameters
    ----------
    logs : ndarray, shape (U, T)
        Of the first T years of the ladders.
    known : Ladders
        The states.
    """
    last = known.first + logs.shape[1] - 1
    begin = SINCE - known.first if last >= ENOUGH else 0
    group = size_class(logs)
    drift = changes(logs, LOOKBACK) / LOOKBACK
    part, error, damp = _carried(drift[:, begin:], logs[:, begin:])
    by_class = _by_class(logs, drift, begin, (part, damp))
    step = changes(logs, 1)[:, begin + 1 :]
    off = step[:, ~np.isnan(step).all(axis=0)]
    off -= np.nanmedian(off, axis=0) if off.size else 0.0
    newest = carried_on(group.astype(np.float64))[:, -1].astype(np.int64)
    size = np.where(newest < 0, len(CLASSES), newest)
    start, recent = carried_on(logs)[:, -1], carried_on(drift)[:, -1]
    common = common_part(off, _regions(known), len(PLACES))
    return ShareWalk(
        start=start,
        drift=np.nan_to_num(recent),
        part=part,
        part_error=error,
        damp=damp,
        sd=by_class[size],
        by_class=by_class,
        common=common,
    )


def _by_class(logs: Floats, drift: Floats, begin: int, carried: tuple[float, float]) -> Floats:
    """Give the yearly deviation of each class from errors over as many years as are known."""
    part, damp = carried
    group = size_class(logs)
    found = np.full(len(CLASSES) + 1, np.nan)
    for years in AHEAD:
        missed = _errors(logs, drift, years, part * _sum(damp, years))[:, begin + years :]
        before = _earlier(group, years)[:, begin + years :]
        chosen = np.where(np.isnan(missed), -1, before)
        found = scales_by_class(missed.ravel(), chosen.ravel(), found.size, years)
        if not np.isnan(found).any():
            break
    every: Floats = np.nan_to_num(found)
    return every


def _regions(known: Ladders) -> Ints:
    """Give the region of each state by its newest code."""
    newest = known.code.max(axis=1)
    return regions_of(newest)


def size_class(logs: Floats) -> Ints:
    """Give the class of each state by its rank in each year, shape (U, T); -1 without a share.

    Parameters
    ----------
    logs : ndarray, shape (U, T)
        Logarithms of shares.

    Examples
    --------
    >>> size_class(np.array([[0.0], [np.nan]])).tolist()
    [[0], [-1]]
    """
    missing = np.isnan(logs)
    order = np.argsort(np.where(missing, np.inf, -logs), axis=0, kind="stable")
    rank = np.argsort(order, axis=0, kind="stable")
    return np.where(missing, -1, np.searchsorted(CLASSES, rank, side="right"))


def _earlier(values: Ints, years: int) -> Ints:
    """Give the value some years before; -1 where there is none."""
    found = np.full(values.shape, -1)
    if years < values.shape[1]:
        found[:, years:] = values[:, :-years]
    return found


def _sum(damp: float, years: int) -> float:
    """Sum the damping over the years ahead."""
    return float((damp ** np.arange(1, years + 1)).sum())


def _errors(logs: Floats, drift: Floats, years: int, carried: float) -> Floats:
    """Give the change over some years less the part of the drift before that was expected."""
    expected = np.full(drift.shape, np.nan)
    if years >= drift.shape[1]:
        return expected
    expected[:, years:] = np.nan_to_num(drift[:, :-years]) * carried
    found: Floats = changes(logs, years) - expected
    return found


def _carried(drift: Floats, logs: Floats) -> tuple[float, float, float]:
    """Find which part of a drift goes on, its error, and how fast it fades."""
    unit = np.broadcast_to(np.arange(drift.shape[0])[:, None], drift.shape)
    found = []
    for years in HORIZONS:
        if years >= logs.shape[1]:
            continue
        before = np.full(drift.shape, np.nan)
        before[:, years:] = drift[:, :-years]
        later = changes(logs, years)
        if (~np.isnan(before * later)).sum() > 100:
            found.append((years, *slope(before.ravel(), later.ravel(), unit.ravel())))
    if not found:
        return 0.0, 0.25, 1.0
    slopes = np.array([one[1] for one in found])
    sums = np.array([[_sum(damp, one[0]) for one in found] for damp in DAMPS])
    parts = np.clip((sums * slopes).sum(axis=1) / (sums**2).sum(axis=1), 0.0, 1.0)
    best = int(np.argmin(((slopes - parts[:, None] * sums) ** 2).sum(axis=1)))
    error = float(np.mean([one[2] / total for one, total in zip(found, sums[best], strict=True)]))
    return float(parts[best]), error, float(DAMPS[best])


def share_bands(catalog: Catalog, measure: str, as_of: int | date) -> tuple[Held, ...]:
    """Say what the 80 % bands of shares held at origins in the past of a view.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    measure : str
        Key of `MEASURES`.
    as_of : int or datetime.date
        The view.
    """
    return catalog.as_of(as_of).remember(_share_bands, measure, as_day(as_of))


def _share_bands(catalog: Catalog, measure: str, as_of: int | date) -> tuple[Held, ...]:
    known = ladders(as_of)
    logs = log_shares(catalog, measure, known)
    errors: dict[int, list[tuple[Floats, Floats]]] = {years: [] for years in HORIZONS}
    for origin in range(FIRST_ORIGIN, known.last, 5):
        place = origin - known.first
        walk = walk_of(logs[:, : place + 1], known)
        for years in HORIZONS:
            if place + years < logs.shape[1]:
                middle = walk.start + walk.part * _sum(walk.damp, years) * walk.drift
                error = logs[:, place + years] - middle
                errors[years].append((error, walk.sd * np.sqrt(years)))
    return tuple(
        held(np.concatenate(first), np.concatenate(second), years, len(pairs))
        for years, pairs in errors.items()
        if pairs
        for first, second in [tuple(zip(*pairs, strict=True))]
    )

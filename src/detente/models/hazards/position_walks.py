"""Positions in the General Assembly: how far a state's gap to a bloc's core strays, and its pull.

A state's noise is its own, drawn towards that of all states; what moves all states alike moves no
gap. The pull of a core on those on its ladder is a prior that holds zero.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.estimators.proportion import TO_90
from detente.estimators.walks import (
    Held,
    Missed,
    changes,
    held,
    held_returning,
    scale,
    shrunk_scales,
    width_and_keep,
)
from detente.models.hazards.ladders import MEMBER, Ladders
from detente.models.hazards.prior import Prior, around_zero
from detente.models.hazards.surroundings import (
    Surroundings,
    carried_on,
    core_rows,
    laid_out,
    surroundings,
)
from detente.span import as_day
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
WINDOW = 20
"""Years up to a view whose changes make the noise: states vote more steadily than they did."""
AHEAD = 5
"""Years over which changes are read."""
BORROWED = 2.0
"""Spans of five years of the average state that each one has seen before its own."""
HORIZONS = (5, 10, 20)
"""Years ahead at which bands are tested."""
FIRST_ORIGIN = 1970
"""First year from which bands are tested."""
TESTED = ("NATO", "EU")
"""Blocs whose cores the bands are tested on."""
MOST_PUSH = 0.005
"""Lower end of every prior: the part of a gap by which a core may push away in a year."""
UNKNOWN = 0.05
"""Error of the part of a gap that closes in five years where too few states tell it."""
FEW = 0.15
"""Yearly deviation where too few positions are known, in the first years of the Assembly."""
RUNGS = 6
"""Rungs from none to member."""


@dataclass(frozen=True, slots=True, eq=False)
class PositionWalk:
    """How positions move, as a view knows it.

    Attributes
    ----------
    start, error : ndarray, shape (U,)
        Last known position and its standard error; the median state's for one that never voted.
    sd : ndarray, shape (U,)
        Yearly deviation of each state's own step.
    era_sd : float
        Yearly deviation of the step that all states share.
    width : float
        Factor that past errors put on the deviations, which `sd` holds already.
    keep : float
        Part of the distance from the start that stays from year to year.
    pull : dict of int to Prior
        Part of the gap to the core that closes in a year, by rung.
    """

    start: Floats
    error: Floats
    sd: Floats
    era_sd: float
    width: float
    keep: float
    pull: dict[int, Prior]

    def pull_draws(self, count: int, seed: int) -> Floats:
        """Draw the pull by rung, shape (count, 6); none for a state without a rung.

        Parameters
        ----------
        count, seed : int
            How many, and the seed.
        """
        found = np.zeros((count, RUNGS))
        for rung, prior in self.pull.items():
            found[:, rung] = prior.draws(count, seed + rung)
        return found


def position_walk(catalog: Catalog, as_of: int | date) -> PositionWalk:
    """Estimate how positions move on what a view could know.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    as_of : int or datetime.date
        The view.
    """
    return catalog.as_of(as_of).remember(_position_walk, as_day(as_of))


def _position_walk(catalog: Catalog, as_of: int | date) -> PositionWalk:
    around = surroundings(catalog, as_of)
    known = around.ladders
    votes = catalog.frame("positions")
    values = laid_out(votes, "adopted", known)
    error = carried_on(_errors(votes, known))[:, -1]
    start = carried_on(values)[:, -1]
    wider, keep = width_and_keep(catalog.remember(_missed, as_day(as_of)), known.last)
    error = np.where(np.isnan(error), np.nanmedian(error), error)
    pull = {rung: pull_of(around, rung) for rung in range(1, RUNGS)}
    return PositionWalk(
        start=np.where(np.isnan(start), np.nanmedian(start), start),
        error=error,
        sd=wider * noise(values),
        era_sd=_era(values),
        width=wider,
        keep=keep,
        pull=pull,
    )


def _errors(votes: pl.DataFrame, known: Ladders) -> Floats:
    """Lay out the standard errors of positions, shape (U, T); NaN where there is none."""
    width_of_90 = pl.col("adopted_high") - pl.col("adopted_low")
    half = votes.select("ccode", "year", error=width_of_90 / (2 * TO_90))
    return laid_out(half, "error", known)


def _era(values: Floats) -> float:
    """Give the yearly deviation of the step that all states share."""
    steps = changes(values, AHEAD)[:, -WINDOW:]
    some = ~np.isnan(steps).all(axis=0)
    era = np.nanmean(steps[:, some], axis=0)
    return float(np.sqrt((era**2).mean() / AHEAD)) if era.size else 0.0


def noise(values: Floats) -> Floats:
    """Give the yearly deviation of each state's own step up to the last year of some positions.

    Parameters
    ----------
    values : ndarray, shape (U, T)
        NaN where not known.
    """
    steps = changes(values, AHEAD)[:, -WINDOW:]
    some = ~np.isnan(steps).all(axis=0)
    if not some.any():
        return np.full(values.shape[0], FEW)
    own = steps[:, some] - np.nanmedian(steps[:, some], axis=0)
    if np.isnan(scale(own, AHEAD)):
        return np.full(values.shape[0], FEW)
    return shrunk_scales(own, AHEAD, BORROWED)


def _missed(catalog: Catalog, as_of: int | date) -> list[Missed]:
    """Forecast gaps to the cores at origins in the past, each with what was known there."""
    known = surroundings(catalog, as_of).ladders
    values = laid_out(catalog.frame("positions"), "adopted", known)
    cores = _tested_cores(known)
    found = []
    for origin in range(FIRST_ORIGIN, known.last, AHEAD):
        now = origin - known.first
        own = noise(values[:, : now + 1])
        for horizon in HORIZONS:
            if now + horizon < values.shape[1]:
                ratios = [_ratio(values, inside, own, (now, horizon)) for inside in cores]
                found.append(Missed(origin, horizon, ratio=np.concatenate(ratios)))
    return found


def _tested_cores(known: Ladders) -> list[Bools]:
    """Give the cores of the blocs that the bands are tested on, of those that exist."""
    place = known.place
    return [core_rows(known.blocs[place[name]], known) for name in TESTED if name in place]


def _ratio(values: Floats, inside: Bools, own: Floats, when: tuple[int, int]) -> Floats:
    """Give the change of each gap over its deviation; NaN for the core itself."""
    now, horizon = when
    moved = gap_to(values[:, now + horizon], inside) - gap_to(values[:, now], inside)
    of_core = float((own[inside] ** 2).mean() / max(inside.sum(), 1))
    ratio: Floats = moved / np.sqrt((own**2 + of_core) * horizon)
    ratio[inside] = np.nan
    return ratio


def gap_to(values: Floats, inside: Bools) -> Floats:
    """Give the signed distance of each position from the mean of a core, shape (U,).

    Parameters
    ----------
    values : ndarray, shape (U,)
    inside : ndarray of bool, shape (U,)
        The core.
    """
    core = values[inside & ~np.isnan(values)]
    gap: Floats = values - (core.mean() if core.size else np.nan)
    return gap


def position_bands(catalog: Catalog, as_of: int | date) -> tuple[Held, ...]:
    """Say what the 80 % bands of gaps held at origins in the past of a view.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    as_of : int or datetime.date
        The view.
    """
    missed = catalog.as_of(as_of).remember(_missed, as_day(as_of))
    return held_returning(missed, HORIZONS)


def independent_bands(catalog: Catalog, as_of: int | date) -> tuple[Held, ...]:
    """Say what bands held that are independent draws of state and core at the origin, and no more.

    This is what the positions' own errors give: they know no later step.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    as_of : int or datetime.date
        The view.
    """
    known = surroundings(catalog, as_of).ladders
    cut = catalog.as_of(as_of)
    votes = cut.frame("positions")
    values = laid_out(votes, "adopted", known)
    errors = _errors(votes, known)
    cores = _tested_cores(known)
    found = []
    for horizon in HORIZONS:
        origins = range(FIRST_ORIGIN, known.last - horizon + 1, AHEAD)
        misses, deviations = [], []
        for now in (origin - known.first for origin in origins):
            for inside in cores:
                moved = gap_to(values[:, now + horizon], inside) - gap_to(values[:, now], inside)
                moved[inside] = np.nan
                of_core = np.nanmean(errors[inside, now] ** 2) / max(inside.sum(), 1)
                misses.append(moved)
                deviations.append(np.sqrt(errors[:, now] ** 2 + of_core))
        if misses and cores:
            both = np.concatenate(misses), np.concatenate(deviations)
            found.append(held(*both, horizon, len(origins)))
    return tuple(found)


def pull_of(around: Surroundings, rung: int) -> Prior:
    """Compare how gaps close of states on a rung and of states near the bloc without one.

    Half of the gap's own reversion is common to both: what is compared is the part of the gap that
    closes in five years. The prior's interval is widened until it holds zero; a push
    away is bounded.

    Parameters
    ----------
    around : Surroundings
        What is known.
    rung : int
        From 1, partner, to 5, member.
    """
    known = around.ladders
    before, after = around.gap[..., :-AHEAD], around.gap[..., AHEAD:]
    there = (known.rung[..., :-AHEAD] >= 0) & (known.rung[..., AHEAD:] >= 0)
    stays = (known.rung[..., :-AHEAD] == rung) & (known.rung[..., AHEAD:] == rung)
    stays = _without_cores(stays, known)
    without = there & (known.rung[..., :-AHEAD] == 0) & around.near[..., :-AHEAD]
    ours, error = _closing(before, after, stays)
    theirs, other = _closing(before, after, without)
    found = around_zero((ours - theirs) / AHEAD, float(np.hypot(error, other)) / AHEAD)
    # a push adds up over blocs and years: a larger one would carry states away without end
    return replace(found, low=max(found.low, -MOST_PUSH))


def _without_cores(stays: Bools, known: Ladders) -> Bools:
    """Leave out the core of each bloc: it cannot close in on itself."""
    outside = np.array([~core_rows(bloc, known) for bloc in known.blocs])
    found: Bools = stays & outside[:, :, None]
    return found


def _closing(before: Floats, after: Floats, rows: Bools) -> tuple[float, float]:
    """Give the part of gaps that closed, and its error by states; wide where there are none."""
    bloc, state, year = np.nonzero(rows)
    first, moved = before[bloc, state, year], (before - after)[bloc, state, year]
    whole = float((first**2).sum())
    if state.size < MEMBER or not whole:
        return 0.0, UNKNOWN
    part = float((first * moved).sum()) / whole
    place = np.unique(state, return_inverse=True)[1]
    sums = np.bincount(place, weights=first * (moved - part * first))
    return part, float(np.sqrt((sums**2).sum())) / whole

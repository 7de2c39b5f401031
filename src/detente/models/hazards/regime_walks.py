"""Regimes: small steps of each state, rare breaks, and what a rung may add.

Electoral democracy is taken on the logit scale. A year that moves it by half a unit or more is a
break; all other years make a state's own noise, drawn towards that of all states.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.estimators.broken_walks import Placed, held_with_widths, placed, width
from detente.estimators.futures.world import CONDITIONS
from detente.estimators.walks import Held, changes, scale, shrunk_scales
from detente.models.hazards.ladders import CANDIDATE, MEMBER, NONE
from detente.models.hazards.plain import Rate
from detente.models.hazards.prior import Prior, around_zero
from detente.models.hazards.surroundings import (
    Surroundings,
    carried_on,
    laid_out,
    surroundings,
)
from detente.span import as_day
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
BREAK = 0.5
"""Change of the logit within a year that makes a break."""
AHEAD = 5
"""Years over which small steps are read: they come in runs."""
WINDOW = 30
"""Years up to a view whose steps make the noise."""
BORROWED = 2.0
"""Spans of the average state that each one has seen before its own."""
HORIZONS = (5, 10, 20)
LEARNT = (5, 10)
"""Years ahead at which bands are tested, and from which their width is learnt."""
FIRST_ORIGIN = 1970
"""First year from which bands are tested."""
ACTING = ("EU", "NATO")
"""Blocs that ask for democracy before they admit, step by step: Treaty on European Union, article
49; Study on NATO Enlargement, 1995."""
UNKNOWN = 0.05
"""Standard error of the yearly effect of a condition that too few states were ever under."""
FEW = 0.07
"""Yearly deviation where too few levels are known."""
LEAST = 0.005
"""No level is nearer to 0 or 1."""


@dataclass(frozen=True, slots=True, eq=False)
class RegimeWalk:
    """How regimes move, as a view knows it.

    Attributes
    ----------
    start : ndarray, shape (U,)
        Logit of the last known level; the median state's where none is known.
    sd : ndarray, shape (U,)
        Yearly deviation of each state's own small step.
    width : float
        Factor that past errors put on it, which `sd` holds already.
    breaks : Rate
        Breaks, in years of states.
    break_sd : float
        Root mean square of breaks.
    effect : dict of str to Prior
        Yearly change of the logit by condition.
    """

    start: Floats
    sd: Floats
    width: float
    breaks: Rate
    break_sd: float
    effect: dict[str, Prior]

    def break_draws(self, count: int, seed: int) -> Floats:
        """Draw the yearly chance of a break, shape (count,).

        Parameters
        ----------
        count, seed : int
            How many, and the seed.
        """
        came, years = self.breaks.events, self.breaks.years
        found: Floats = np.random.default_rng(seed).beta(came + 0.5, years - came + 0.5, size=count)
        return found

    def effect_draws(self, count: int, seed: int) -> Floats:
        """Draw the yearly effect of each condition, shape (count, 6); none of none.

        Parameters
        ----------
        count, seed : int
            How many, and the seed.
        """
        found = np.zeros((count, len(CONDITIONS)))
        for place, name in enumerate(CONDITIONS):
            if name in self.effect:
                found[:, place] = self.effect[name].draws(count, seed + place)
        return found


def regime_walk(catalog: Catalog, as_of: int | date) -> RegimeWalk:
    """Estimate how regimes move on what a view could know.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    as_of : int or datetime.date
        The view.
    """
    return catalog.as_of(as_of).remember(_regime_walk, as_day(as_of))


def levels(catalog: Catalog, around: Surroundings) -> Floats:
    """Lay out the logits of electoral democracy, shape (U, T); NaN where not known.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    around : Surroundings
        The states and years.
    """
    level = pl.col("polyarchy") + pl.col("polyarchy_median")
    table = catalog.frame("regime").with_columns(level=level.clip(LEAST, 1 - LEAST))
    found = laid_out(table, "level", around.ladders)
    return np.log(found / (1 - found))


def _regime_walk(catalog: Catalog, as_of: int | date) -> RegimeWalk:
    around = surroundings(catalog, as_of)
    values = levels(catalog, around)
    breaks, break_sd = _breaks(values)
    wider = width(catalog.remember(_placed, as_day(as_of)), around.ladders.last, LEARNT)
    start = carried_on(values)[:, -1]
    return RegimeWalk(
        start=np.where(np.isnan(start), np.nanmedian(start), start),
        sd=wider * noise(values),
        width=wider,
        breaks=breaks,
        break_sd=break_sd,
        effect=_effects(around, values),
    )


def _breaks(values: Floats) -> tuple[Rate, float]:
    """Count breaks up to the last year of some logits, and give their root mean square."""
    step = changes(values, 1)
    known = step[~np.isnan(step)]
    sizes = known[np.abs(known) >= BREAK]
    size = float(np.sqrt((sizes**2).mean())) if sizes.size else 2 * BREAK
    return Rate(sizes.size, known.size), size


def noise(values: Floats) -> Floats:
    """Give the yearly deviation of each state's small steps up to the last year of some logits.

    Parameters
    ----------
    values : ndarray, shape (U, T)
        NaN where not known.
    """
    step = changes(values, 1)
    quiet = np.where(np.abs(step) < BREAK, step, np.nan)
    # a run of small steps: the sum over five years without a break among them
    total = np.cumsum(np.nan_to_num(quiet), axis=1)
    gaps = np.cumsum(np.isnan(quiet), axis=1)
    run, missing = changes(total, AHEAD), changes(gaps.astype(np.float64), AHEAD)
    small = np.where(missing == 0, run, np.nan)[:, -WINDOW:]
    if np.isnan(scale(small, AHEAD)):
        return np.full(values.shape[0], FEW)
    return shrunk_scales(small, AHEAD, BORROWED)


def _placed(catalog: Catalog, as_of: int | date) -> list[Placed]:
    """Forecast no change at origins in the past, each with the noise that was known there."""
    around = surroundings(catalog, as_of)
    values, known = levels(catalog, around), around.ladders
    found = []
    for origin in range(FIRST_ORIGIN, known.last, AHEAD):
        now = origin - known.first
        past = values[:, : now + 1]
        own, (breaks, size) = noise(past), _breaks(past)
        for horizon in HORIZONS:
            if now + horizon < values.shape[1]:
                moved = values[:, now + horizon] - values[:, now]
                one = placed(origin, horizon, moved, own, chance=breaks.value, break_sd=size)
                found.append(one)
    return found


def regime_bands(catalog: Catalog, as_of: int | date) -> tuple[Held, ...]:
    """Say what the 80 % bands of regimes held at origins in the past of a view.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    as_of : int or datetime.date
        The view.
    """
    missed = catalog.as_of(as_of).remember(_placed, as_day(as_of))
    return held_with_widths(missed, HORIZONS, LEARNT)


def conditions(around: Surroundings) -> Ints:
    """Give the condition of each state and year in each bloc that acts, shape (A, U, T).

    Places among `world.CONDITIONS`, "out" never; -1 for a state that is not near the bloc.

    Parameters
    ----------
    around : Surroundings
        What is known.
    """
    known = around.ladders
    found = []
    for place in (known.place[name] for name in ACTING if name in known.place):
        rung = known.rung[place]
        lower = np.where(around.promised[place], 2, 1)
        own = np.where(rung == MEMBER, 4, np.where(rung == CANDIDATE, 3, lower))
        own = np.where(rung == NONE, 0, own)
        found.append(np.where((rung >= NONE) & around.near[place], own, -1))
    return np.stack(found) if found else np.full((1, *known.code.shape), -1)


def _effects(around: Surroundings, values: Floats) -> dict[str, Prior]:
    """Compare the five years after each condition with those of states near the bloc in none.

    A level near an end has less far to go: the mean path of all states at the same level is taken
    off first.
    """
    found = conditions(around)[..., :-AHEAD]
    before, moved = values[:, :-AHEAD], changes(values, AHEAD)[:, AHEAD:]
    rows = ~np.isnan(before) & ~np.isnan(moved)
    off = np.tile(_less_usual(before[rows], moved[rows]), found.shape[0])
    unit = np.tile(np.nonzero(rows)[0], found.shape[0])
    condition = found[:, rows].ravel()
    base, other = _mean(off, unit, condition == 0)
    effects = {}
    for place, name in enumerate(CONDITIONS):
        if name != "none":
            own, error = _mean(off, unit, condition == place)
            known = bool(np.isfinite([own, base]).all())
            gap = (own - base) / AHEAD if known else 0.0
            spread = float(np.hypot(error, other)) / AHEAD if known else UNKNOWN
            effects[name] = around_zero(gap, spread)
    return effects


def _less_usual(before: Floats, moved: Floats) -> Floats:
    """Take off what states at the same level usually moved by: a parabola in the level."""
    if not before.size:
        return moved
    curve = np.stack([np.ones(before.size), before, before**2], axis=1)
    fitted: Floats = curve @ np.linalg.lstsq(curve, moved, rcond=None)[0]
    return moved - fitted


def _mean(values: Floats, unit: Ints, rows: NDArray[np.bool_]) -> tuple[float, float]:
    """Give the mean of some rows and its error by states; NaN for fewer than three states."""
    chosen, states = values[rows], unit[rows]
    _, place = np.unique(states, return_inverse=True)
    if np.unique(states).size < 3:
        return float("nan"), float("nan")
    middle = float(chosen.mean())
    sums = np.bincount(place, weights=chosen - middle)
    return middle, float(np.sqrt((sums**2).sum())) / chosen.size

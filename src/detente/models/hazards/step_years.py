"""The years at risk of each kind of step on a bloc's ladder, and the fit of its hazard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.estimators.futures.world import STEPS
from detente.estimators.hazard import Hazard, fit
from detente.estimators.logit import probability
from detente.models.hazards.ladders import CANDIDATE, MASS, MEMBER, NONE, Ladders
from detente.models.hazards.surroundings import Surroundings, surroundings
from detente.span import as_day
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
WITH_PROMISE = ("candidate",)
"""Steps on which a promise of membership may bear: it opens the way to candidacy."""
RIDGE = 20.0
"""Strength of the penalty: at past origins weaker ones lose more than they gain."""
HALF_LIFE = 20.0
"""Years after which a year counts half: the rounds of the 1990s are not the pace of today."""
BORROWED = 1.0
"""Steps, and expected steps, of all blocs that each bloc's own pace has seen before its own."""
MOST_QUIET = 8_000
"""Most years without a step that a fit looks at; of more, every second or nth, with its weight."""


@dataclass(frozen=True, slots=True, eq=False)
class Years:
    """The years at risk of one kind of step, one row each.

    Attributes
    ----------
    covariates : ndarray, shape (N, 6)
        At the end of the year before, in the order of `world.COVARIATES` without the constant.
    event : ndarray, shape (N,)
        1 where the step came.
    bloc, state, year : ndarray of int, shape (N,)
        Place of the bloc and of the state, and the year.
    """

    covariates: Floats
    event: Floats
    bloc: Ints
    state: Ints
    year: Ints

    def of(self, rows: Bools) -> Years:
        """Take some rows.

        Parameters
        ----------
        rows : ndarray of bool, shape (N,)
            Which ones.
        """
        return Years(
            self.covariates[rows],
            self.event[rows],
            bloc=self.bloc[rows],
            state=self.state[rows],
            year=self.year[rows],
        )


def at_risk(known: Ladders, near: Bools) -> dict[str, tuple[Bools, Bools]]:
    """Give who was at risk of each step in each year but the first, and who took it.

    A state that does not exist at both ends of the year is not at risk, nor a bloc. Three or more
    exits from a bloc in a year are its ending: those years are left out.

    Parameters
    ----------
    known : Ladders
        The ladders.
    near : ndarray of bool, shape (B, U, T)
        Who is near enough to come nearer.

    Returns
    -------
    dict
        Kind of step to two arrays of shape (B, U, T - 1).
    """
    before, now = known.rung[..., :-1], known.rung[..., 1:]
    there = (before >= NONE) & (now >= NONE)
    reachable = there & near[..., :-1]
    lower = (before > NONE) & (before < CANDIDATE)
    member, stays = before == MEMBER, now == MEMBER
    left = there & member & ~stays
    alone = left.sum(axis=1, keepdims=True) < MASS
    outside, candidate = reachable & (before == NONE), there & (before == CANDIDATE)
    nearer, named = (now > NONE) & (now < CANDIDATE), now == CANDIDATE
    below = reachable & (before < CANDIDATE)
    held = there & (before > NONE) & ~known.suspended[..., :-1]
    return {
        "approach": (outside, nearer),
        "candidate": (below, named),
        "join": (candidate, stays),
        "join_from_lower": (reachable & lower, stays),
        "exit": (there & member & alone, ~stays),
        "suspension": (held, known.stopped[..., 1:]),
    }


def step_years(around: Surroundings, kind: str) -> Years:
    """Lay out the years at risk of one kind of step.

    Parameters
    ----------
    around : Surroundings
        What steps may depend on.
    kind : str
        One of `world.STEPS`.
    """
    known = around.ladders
    risk, came = at_risk(known, around.near)[kind]
    bloc, state, place = np.nonzero(risk)
    of_state = [around.democracy[state, place], np.log1p(around.disputes[state, place])]
    of_place = [
        of_bloc[bloc, state, place] for of_bloc in (around.gap, around.neighbours, around.promised)
    ]
    pace = np.log1p(around.pace[bloc, place])
    democracy, disputes = of_state
    gap, neighbours, promised = of_place
    covariates = np.column_stack([democracy, gap, neighbours, disputes, pace, promised])
    return Years(
        covariates.astype(np.float64),
        came[bloc, state, place].astype(np.float64),
        bloc=bloc,
        state=state,
        year=place + known.first + 1,
    )


def all_step_years(catalog: Catalog, as_of: int | date) -> dict[str, Years]:
    """Lay out the years at risk of every kind of step, once for a view.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    as_of : int or datetime.date
        The view.
    """
    return catalog.as_of(as_of).remember(_all_step_years, as_day(as_of))


def _all_step_years(catalog: Catalog, as_of: int | date) -> dict[str, Years]:
    around = surroundings(catalog, as_of)
    return {kind: step_years(around, kind) for kind in STEPS}


def fitted(rows: Years, kind: str, *, plain: bool = False) -> Hazard:
    """Fit the hazard of a step; steps of one bloc in one year may depend on each other.

    Parameters
    ----------
    rows : Years
        Its years at risk.
    kind : str
        One of `world.STEPS`.
    plain : bool
        Whether only the rate is fitted, without covariates.
    """
    kept, weight = _thinned(rows.event)
    used = rows.of(kept)
    age = used.year.max(initial=0) - used.year
    covariates = used.covariates.copy()
    # what no step can depend on has no slope
    covariates[:, -1] *= kind in WITH_PROMISE
    found = fit(
        covariates[:, :0] if plain else covariates,
        used.event,
        used.bloc * 10_000 + used.year,
        weight=weight[kept] * 0.5 ** (age / HALF_LIFE),
        ridge=RIDGE,
    )
    counted = replace(found, cases=rows.event.size, events=int(rows.event.sum()))
    return counted if plain or kind in WITH_PROMISE else _without_last(counted)


def bloc_bias(rows: Years, found: Hazard, blocs: int) -> Floats:
    """Give the log-odds that each bloc's own pace adds to a step, shape (B,).

    A bloc is drawn towards all others by one expected step; years count half after `HALF_LIFE`.

    Parameters
    ----------
    rows : Years
        Years at risk.
    found : Hazard
        Fitted on them, with covariates or without.
    blocs : int
        How many blocs there are.
    """
    age = rows.year.max(initial=0) - rows.year
    weight = 0.5 ** (age / HALF_LIFE)
    expected = chance_of(found, rows) * weight
    steps, means = (
        np.bincount(rows.bloc, weights=counted, minlength=blocs)
        for counted in (rows.event * weight, expected)
    )
    bias: Floats = np.log((steps + BORROWED) / (means + BORROWED))
    return bias


def chance_of(found: Hazard, rows: Years, bias: Floats | None = None) -> Floats:
    """Give the chance of a step in each year, shape (N,).

    Parameters
    ----------
    found : Hazard
        With covariates or without.
    rows : Years
        The years.
    bias : ndarray, shape (B,), optional
        What each bloc's own pace adds to the log-odds.
    """
    used = rows.covariates[:, : found.coef.size - 1]
    odds = found.coef[0] + used @ found.coef[1:]
    return probability(odds if bias is None else odds + bias[rows.bloc])


def _without_last(found: Hazard) -> Hazard:
    """Give a hazard whose last slope is zero without error."""
    kept = np.append(np.ones(found.coef.size - 1), 0.0)
    return replace(
        found, coef=found.coef * kept, covariance=found.covariance * np.outer(kept, kept)
    )


def _thinned(event: Floats) -> tuple[Bools, Floats]:
    """Tell which rows a fit looks at: every step, and years without one up to `MOST_QUIET`."""
    quiet = np.flatnonzero(event == 0)
    every = max(-(-quiet.size // MOST_QUIET), 1)
    kept = event > 0
    kept[quiet[::every]] = True
    weight = np.where(event > 0, 1.0, quiet.size / max(quiet[::every].size, 1))
    return kept, weight

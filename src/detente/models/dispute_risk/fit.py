"""Risk of a dispute: how it is fitted, year by year, on what had come before.

Two models of the same features, a logit and boosted trees, are averaged in log-odds, so that every
block's part can be read off and all parts add up. Each year is forecast by models that saw only
earlier years; `settle` then bends their log-odds by what earlier forecasts, and they alone, have
shown of their calibration.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.estimators import logit
from detente.models.dispute_risk.blocks import (
    FEATURES,
    FROZEN,
    HISTORY,
    HISTORY_ALONE,
    LOGIT,
    NO_STRUCTURES,
    NO_TENSION,
    NOT_STRUCTURES,
    NOT_TENSION,
    PEACE,
    PEACE_ALONE,
    TREES,
    UNBENT,
    places,
)
from detente.models.dispute_risk.cases import Cases, cases_of, with_next_year
from detente.models.dispute_risk.decompose import Decomposition, Member, decomposed
from detente.models.dispute_risk.members import drawn_again, every_member, fit_member, on_all_pairs
from detente.models.features.dyad_years import LAST, LAST_GML, LAST_KNOWN

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
logger = logging.getLogger(__name__)

YEARS = tuple(range(1952, LAST_KNOWN + 2))
"""Years for which models are fitted; those of the last go on to the end."""
SHIPPED = 1961
"""First year of the forecasts that the starter holds; those before only teach calibration."""
ALONE = LAST_GML + 1
"""Year of the models that know the first source of disputes alone."""
MEMBERS = 2
"""Times that both models are fitted on all pairs."""
PLAIN = 1
"""Members of the models that lack a block."""
WORTH = 0.002
"""Probability from which a pair without a border or a major power is shipped, too."""
EVERY = np.arange(len(FEATURES))
"""Places of all features."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """Forecasts of one year, from what was known before it; of the last fit, of all years after.

    Attributes
    ----------
    first : int
        The year.
    rows : ndarray of int, shape (N,)
        Places of the rows among all cases.
    log_odds : dict
        Model to log-odds, shape (N,).
    spread : ndarray, shape (N,)
        Standard deviation of both models together, over a member on all pairs and those on pairs
        drawn.
    shipped : ndarray of int, shape (M,)
        Places of the rows that the starter holds, among all cases.
    apart : Decomposition or None
        Of the rows shipped, before calibration; None where there are none.
    """

    first: int
    rows: Ints
    log_odds: dict[str, Floats]
    spread: Floats
    shipped: Ints
    apart: Decomposition | None


@dataclass(frozen=True, slots=True)
class Fitted:
    """Forecasts of every pair and year, each from what was known before it, as fitted.

    Attributes
    ----------
    cases : Cases
        Pairs and years.
    forecasts : tuple of Forecast
        One a year.
    alone : tuple of Member
        The models of the year after the last dispute of the first source; empty without them.
    """

    cases: Cases
    forecasts: tuple[Forecast, ...]
    alone: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """How the models are fitted.

    Attributes
    ----------
    members, plain : int
        Times that the full models, and those that lack a block, are fitted on all pairs; without
        the second nothing is compared, and a single member has no spread.
    seed : int
        Of the draws.
    every : int
        Only every so many pairs: for a quick look.
    parts : bool
        Whether the rows shipped are taken apart.
    """

    members: int = MEMBERS
    plain: int = PLAIN
    seed: int = 0
    every: int = 1
    parts: bool = True


def roll(frame: pl.DataFrame, run: Run = Run()) -> Fitted:
    """Forecast every year from the years before it.

    Parameters
    ----------
    frame : polars.DataFrame
        As `tension.with_tension` gives it.
    run : Run
        How.
    """
    chosen = frame if run.every == 1 else frame.filter(pl.col("pair") % run.every == 0)
    cases = cases_of(with_next_year(chosen))
    forecasts: list[Forecast] = []
    alone: tuple[Member, ...] = ()
    frozen: tuple[Member, ...] = ()
    for first in YEARS:
        before = cases.known & (cases.year < first)
        ahead = cases.year >= first if first == YEARS[-1] else cases.year == first
        if not ahead.any() or not cases.onset[before].any():
            continue
        logger.info("risk of a dispute: %d", first)
        if run.plain and (first % DECADE == 1 or not frozen):
            numbers = on_all_pairs(run.plain)
            frozen = _members(cases, first, NOT_TENSION, run, numbers=numbers, apart=True)
        made, members = _forecast(cases, first, np.flatnonzero(ahead), run, frozen)
        forecasts.append(made)
        alone = members if first == ALONE else alone
    return Fitted(cases, tuple(forecasts), alone=alone)


DECADE = 10
"""Years for which the models that are compared with the yearly ones are left as they are."""


def _members(
    cases: Cases,
    first: int,
    columns: Ints,
    run: Run,
    *,
    numbers: tuple[int, ...],
    apart: bool = False,
) -> tuple[Member, ...]:
    """Fit several members of one year on some of the features."""
    return every_member(
        lambda number: fit_member(cases, first, number, columns, seed=run.seed, apart=apart),
        numbers,
    )


def _forecast(
    cases: Cases, first: int, rows: Ints, run: Run, frozen: tuple[Member, ...]
) -> tuple[Forecast, tuple[Member, ...]]:
    """Forecast one year from the rows known before it."""
    new = cases.features[rows]
    fitted = _members(cases, first, EVERY, run, numbers=on_all_pairs(run.members))
    drawn = _members(cases, first, EVERY, run, numbers=drawn_again(run.members))
    odds = np.array([[one.logit.log_odds(new), one.trees.log_odds(new)] for one in fitted])
    log_odds = dict(zip((LOGIT, TREES), odds.mean(axis=0), strict=True))
    log_odds[UNBENT] = odds.mean(axis=(0, 1))
    for model, given in ((PEACE_ALONE, PEACE), (HISTORY_ALONE, HISTORY)):
        log_odds[model] = _past(cases, first, rows, given)
    if run.plain:
        for model, columns in ((NO_STRUCTURES, NOT_STRUCTURES), (NO_TENSION, NOT_TENSION)):
            less = _members(cases, first, columns, run, numbers=on_all_pairs(run.plain))
            log_odds[model] = mean_odds(less, new[:, columns])
        log_odds[FROZEN] = mean_odds(frozen, new[:, NOT_TENSION])
    varied = np.array([one.log_odds(new) for one in (fitted[0], *drawn)])
    likely = varied.mean(axis=0) > np.log(WORTH / (1 - WORTH))
    shipped = rows[(cases.near[rows] | likely) & (cases.year[rows] >= SHIPPED)]
    spread = varied.std(axis=0, ddof=1) if drawn else np.zeros(rows.size)
    wanted = run.parts and shipped.size > 0
    apart = decomposed(fitted, drawn, cases.features[shipped]) if wanted else None
    made = Forecast(
        first=first,
        rows=rows,
        log_odds=log_odds,
        spread=spread,
        shipped=shipped,
        apart=apart,
    )
    return made, fitted


def mean_odds(members: tuple[Member, ...], features: Floats) -> Floats:
    """Give the mean log-odds of several members, shape (N,).

    Parameters
    ----------
    members : tuple of Member
        The fitted models.
    features : ndarray, shape (N, Q)
        The columns that they were fitted on.
    """
    found: Floats = np.mean([one.log_odds(features) for one in members], axis=0)
    return found


def _past(cases: Cases, first: int, rows: Ints, given: tuple[str, ...]) -> Floats:
    """Forecast from the pair's own past alone.

    Pairs with a border or a major power and all others have a logit each: fitted on the pairs on
    which it is scored, the past is as strong as it can be.
    """
    columns = np.array(places(given))
    log_odds = np.empty(rows.size)
    weight = cases.thinned(0)
    before = (weight > 0) & cases.known & (cases.year < first)
    for near in (True, False):
        use = np.flatnonzero(before & (cases.near == near))
        here = cases.near[rows] == near
        if use.size and here.any():
            past = logit.fit(cases.features[np.ix_(use, columns)], cases.onset[use], weight[use])
            log_odds[here] = past.log_odds(cases.features[np.ix_(rows[here], columns)])
    return log_odds


def last_fit(year: Ints) -> Ints:
    """Give the year of the models that forecast a year: after the last known dispute no new ones.

    Parameters
    ----------
    year : ndarray of int, shape (N,)
        Years of forecasts.

    Examples
    --------
    >>> last_fit(np.array([1971, 2014, 2023])).tolist()
    [1971, 2014, 2015]
    """
    found: Ints = np.minimum(year, YEARS[-1])
    return found


def risk_years(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Lay out every pair to `LAST` with what the models of risk are given.

    Parameters
    ----------
    tables : mapping
        Tables of the store, as `tension.NEEDS` names them.
    """
    # the speech index and all adders: wanted where a table is built, not where it is read
    from detente.models.features.dyad_years import pair_years
    from detente.models.features.tension import with_tension

    return with_tension(pair_years(tables), tables).filter(pl.col("year") <= LAST)

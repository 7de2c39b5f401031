"""Risk of a dispute: how it is fitted, decade by decade, on what had come before.

Two models of the same features, a logit and boosted trees, are averaged in log-odds, so that every
structure's part can be read off and all parts add up. Each decade is forecast by models that saw
only earlier years, shifted by how many disputes the models had expected, and how many had come, in
the decades forecast before.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.estimators import boosting, logit
from detente.models.dispute_risk.blocks import (
    BLOCK,
    BLOCKS,
    BOTH,
    FEATURES,
    HISTORY,
    HISTORY_ALONE,
    LOGIT,
    MODELS,
    NO_STRUCTURES,
    PEACE,
    PEACE_ALONE,
    TREES,
    WITHOUT,
    places,
)
from detente.models.dispute_risk.decompose import Decomposition, Member, decomposed
from detente.models.features.dyad_years import LAST, LAST_GML, NEEDS, pair_years
from detente.models.features.pairs import after
from detente.store.memo import LastResult

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
logger = logging.getLogger(__name__)

SINCE = 1946
"""First year of disputes fitted on."""
DECADES = tuple(range(1951, LAST_GML + 2, 10))
"""First years of the decades forecast; the first only tells how far to shift the next, the last
goes on to the end."""
SHIPPED = DECADES[1]
"""First year of the forecasts that the starter holds."""
MEMBERS = 8
"""Times that both models are fitted, all but the first on pairs drawn with replacement."""
PLAIN = 4
"""Members of the models without structures."""
THIN = 6
"""Of quiet years of pairs without a border or a major power every sixth is fitted on, and counts
six times."""
WORTH = 0.002
"""Probability from which such a pair is shipped, too."""


@dataclass(frozen=True, slots=True)
class Cases:
    """Pairs and years in arrays: what was known at the end of a year, and the dispute of the next.

    Attributes
    ----------
    rows : polars.DataFrame
        As `_with_next_year` gives them.
    features : ndarray, shape (N, P)
        `FEATURES`; NaN where missing.
    onset, year : ndarray, shape (N,)
        Whether a dispute began (0 where it is not known), and in which year.
    unit : ndarray of int, shape (N,)
        Pairs, numbered from 0.
    near, seen : ndarray of bool, shape (N,)
        Whether a pair has a border or a major power; whether the outcome is known.
    turn : ndarray of int, shape (N,)
        From `thinning_turn`.
    """

    rows: pl.DataFrame
    features: Floats
    onset: Floats
    year: Ints
    unit: Ints
    near: Bools
    seen: Bools
    turn: Ints

    @property
    def common(self) -> Bools:
        """Quiet years of pairs without a border or a major power: nearly all rows."""
        common: Bools = ~self.near & (self.onset == 0)
        return common


@dataclass(frozen=True, slots=True)
class Decade:
    """Forecasts of one decade, from what was known before it.

    Attributes
    ----------
    first : int
        First year.
    rows : ndarray of int, shape (N,)
        Places of the rows among all cases.
    log_odds : dict
        Model to log-odds, shape (N,).
    spread : ndarray, shape (N,)
        Standard deviation over the members of both models together.
    shift : float
        What was added to both models together.
    shipped : ndarray of int, shape (M,)
        Places of the rows that the starter holds, among all cases.
    apart : Decomposition or None
        Of the rows shipped, before the shift; None where there are none.
    members : tuple of Member
        The fitted models.
    """

    first: int
    rows: Ints
    log_odds: dict[str, Floats]
    spread: Floats
    shift: float
    shipped: Ints
    apart: Decomposition | None
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Rolled:
    """Forecasts of every pair and year, each from what was known before its decade.

    Attributes
    ----------
    keys : polars.DataFrame
        ``ccode1``, ``ccode2``, ``year`` (of the forecast), ``pair``, ``relevant``, ``seen``
        (whether the outcome is known), ``onset_next`` (whether a dispute began in that year, the
        next after what the forecast knows).
    log_odds : dict
        Model to log-odds, shape (N,).
    spread : ndarray, shape (N,)
        Standard deviation over the members of both models together.
    shift : dict
        Decade to what was added.
    base : dict
        Decade to the log-odds of an average pair.
    parts, part_spread : ndarray, shape (M, B)
        Of the rows shipped: each block's part of the log-odds, and its standard deviation over the
        members.
    shipped : ndarray of bool, shape (N,)
        Which rows these are.
    models : tuple of Member
        The models behind the last decade.
    """

    keys: pl.DataFrame
    log_odds: dict[str, Floats]
    spread: Floats
    shift: dict[int, float]
    base: dict[int, float]
    parts: Floats
    part_spread: Floats
    shipped: Bools
    models: tuple[Member, ...]


_kept = LastResult[Rolled](NEEDS)


def rolled(tables: Mapping[str, pl.DataFrame]) -> Rolled:
    """Forecast every decade, once for the same tables: about three minutes.

    Parameters
    ----------
    tables : mapping
        Tables of the store, as `dyad_years.NEEDS` names them.
    """
    return _kept.of(tables, lambda: roll(pair_years(tables)))


def roll(frame: pl.DataFrame, *, members: int = MEMBERS, every: int = 1) -> Rolled:
    """Forecast every decade from the years before it.

    Parameters
    ----------
    frame : polars.DataFrame
        As `dyad_years.laid_out` gives it.
    members : int
        How many times both models are fitted.
    every : int
        Take only every so many pairs: for a quick look.
    """
    chosen = frame if every == 1 else frame.filter(pl.col("pair") % every == 0)
    cases = cases_of(_with_next_year(chosen))
    decades: list[Decade] = []
    for first in DECADES:
        last = LAST + 1 if first == DECADES[-1] else first + 9
        logger.info("risk of a dispute: %d-%d", first, last)
        known = (cases.year < first) & cases.seen
        ahead = decade_of(cases.year) == first
        if ahead.any() and cases.onset[known].any():
            decades.append(_forecast(cases, first, known, ahead, decades, members=members))
    return _joined(cases, decades)


def decade_of(year: Ints) -> Ints:
    """Give the first year of the decade whose models forecast a year.

    After the last known dispute no new models are fitted.

    Parameters
    ----------
    year : ndarray of int, shape (N,)
        Years of forecasts.

    Examples
    --------
    >>> decade_of(np.array([1971, 1980, 2014, 2023])).tolist()
    [1971, 1971, 2011, 2011]
    """
    first: Ints = np.minimum((year - 1) // 10 * 10 + 1, DECADES[-1])
    return first


def thinning_turn(pair: Ints, year: Ints) -> Ints:
    """Deal pairs and years evenly into `THIN` turns, the same ones in every run.

    Two primes scatter neighbouring years and pairs over all turns, so that each member, which
    takes one turn of the quiet years, sees some of every pair and of every year. A seeded draw
    would depend on the order of the rows; this depends on pair and year alone.

    Parameters
    ----------
    pair, year : ndarray of int, shape (N,)
        Numbers of the pairs, and years.

    Examples
    --------
    >>> thinning_turn(np.array([2365, 2365, 2366]), np.array([1990, 1991, 1990])).tolist()
    [1, 0, 5]
    """
    turn: Ints = (pair * 7919 + year * 104729) // 13 % THIN
    return turn


def _with_next_year(frame: pl.DataFrame) -> pl.DataFrame:
    """Move each row to the year after it, with the dispute of that year as ``onset_next``.

    A pair without a next year says nothing and is left out.
    """
    year = pl.col("year")
    onset_next = pl.when(year < LAST_GML).then(after(pl.col("onset"), 1))
    goes_on = after(year, 1).is_not_null() | (year == LAST)
    moved = frame.with_columns(onset_next=onset_next, goes_on=goes_on, year=year + 1)
    return moved.filter("goes_on", year > SINCE).drop("goes_on")


def cases_of(rows: pl.DataFrame) -> Cases:
    """Put rows into arrays.

    Parameters
    ----------
    rows : polars.DataFrame
        Pairs and years with `FEATURES`, ``onset_next``, ``relevant`` and ``pair``.
    """
    pair, year = rows["pair"].to_numpy(), rows["year"].to_numpy()
    onset = rows["onset_next"].fill_null(0).to_numpy().astype(float)
    _, unit = np.unique(pair, return_inverse=True)
    return Cases(
        rows=rows,
        features=rows.select(FEATURES).to_numpy().astype(float),
        onset=onset,
        year=year,
        unit=unit,
        near=rows["relevant"].to_numpy() > 0,
        seen=year <= LAST_GML,
        turn=thinning_turn(pair, year),
    )


def _forecast(
    cases: Cases,
    first: int,
    known: Bools,
    ahead: Bools,
    earlier: list[Decade],
    *,
    members: int,
) -> Decade:
    """Forecast one decade from the rows known before it."""
    features, onset = cases.features, cases.onset
    fitted = tuple(_fit_member(cases, known, first, member) for member in range(members))
    new = features[ahead]
    odds = np.array([[one.logit.log_odds(new), one.trees.log_odds(new)] for one in fitted])
    together = odds.mean(axis=1)
    shift = _shift(cases, known, earlier)
    log_odds = {
        LOGIT: odds[:, 0].mean(axis=0),
        TREES: odds[:, 1].mean(axis=0),
        BOTH: together.mean(axis=0) + shift,
        NO_STRUCTURES: _without_structures(cases, fitted, known, ahead),
    }
    for model, given in ((PEACE_ALONE, PEACE), (HISTORY_ALONE, HISTORY)):
        columns = places(given)
        past = logit.fit(features[known][:, columns], onset[known])
        log_odds[model] = past.log_odds(new[:, columns])
    rows = np.flatnonzero(ahead)
    spread = together.std(axis=0, ddof=1) if members > 1 else np.zeros(rows.size)
    likely = log_odds[BOTH] > np.log(WORTH / (1 - WORTH))
    shipped = rows[(cases.near[rows] | likely) & (cases.year[rows] >= SHIPPED)]
    return Decade(
        first=first,
        rows=rows,
        log_odds=log_odds,
        spread=spread,
        shift=shift,
        shipped=shipped,
        apart=decomposed(fitted, features[shipped]) if shipped.size else None,
        members=fitted,
    )


def _fit_member(cases: Cases, known: Bools, first: int, member: int) -> Member:
    """Fit both models once, on pairs drawn with replacement and one turn of the common rows."""
    times = _times_drawn(cases.unit, first + member, member)
    weight = np.where(cases.common, float(THIN), 1.0) * times
    in_turn = ~(cases.common & (cases.turn != member % THIN))
    use = known & (weight > 0) & in_turn
    features, onset, weights = cases.features[use], cases.onset[use], weight[use]
    return Member(
        logit=logit.fit(features, onset, weights),
        trees=boosting.grow(features, onset, weights, BLOCK, seed=member),
        weight=np.where(use, weight, 0.0),
    )


def _times_drawn(unit: Ints, seed: int, member: int) -> Floats:
    """Give how often each row's pair was drawn; once each for the first member."""
    if member == 0:
        return np.ones(unit.size)
    count = int(unit.max()) + 1
    drawn = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count))
    times: Floats = drawn[unit].astype(float)
    return times


def _shift(cases: Cases, known: Bools, earlier: list[Decade]) -> float:
    """Give what earlier decades say has to be added so that as many are expected as came."""
    both = np.full(cases.onset.size, np.nan)
    added = np.zeros(cases.onset.size)
    for decade in earlier:
        both[decade.rows] = decade.log_odds[BOTH]
        added[decade.rows] = decade.shift
    before = known & ~np.isnan(both)
    if not before.any():
        return 0.0
    return logit.shift((both - added)[before], cases.onset[before])


def _without_structures(
    cases: Cases, fitted: tuple[Member, ...], known: Bools, ahead: Bools
) -> Floats:
    """Forecast by the same two models without the three structures: the rest is what these add."""
    features = cases.features[:, WITHOUT]
    new = features[ahead]
    log_odds = np.zeros(int(ahead.sum()))
    for number, member in enumerate(fitted[:PLAIN]):
        use = known & (member.weight > 0)
        old, onset, weight = features[use], cases.onset[use], member.weight[use]
        plain = logit.fit(old, onset, weight)
        trees = boosting.grow(old, onset, weight, BLOCK[WITHOUT], seed=number)
        log_odds += (plain.log_odds(new) + trees.log_odds(new)) / 2
    return log_odds / min(PLAIN, len(fitted))


def _joined(cases: Cases, decades: list[Decade]) -> Rolled:
    """Put the forecasts of all decades together, in the order of the rows."""
    log_odds = {model: np.full(cases.onset.size, np.nan) for model in MODELS}
    spread = np.full(cases.onset.size, np.nan)
    shipped = np.zeros(cases.onset.size, dtype=bool)
    parts, part_spread = np.zeros((2, cases.onset.size, len(BLOCKS)))
    shift, base = {}, {}
    models: tuple[Member, ...] = ()
    for decade in decades:
        shift[decade.first] = decade.shift
        spread[decade.rows] = decade.spread
        for model, values in decade.log_odds.items():
            log_odds[model][decade.rows] = values
        if decade.apart is not None:
            base[decade.first] = decade.apart.base + decade.shift
            shipped[decade.shipped] = True
            parts[decade.shipped] = decade.apart.parts
            part_spread[decade.shipped] = decade.apart.spread
        models = decade.members if decade.first == DECADES[-1] else models
    keys = ("ccode1", "ccode2", "year", "pair")
    seen = pl.Series("seen", cases.seen)
    return Rolled(
        keys=cases.rows.select(*keys, pl.col("relevant") > 0, seen, "onset_next"),
        log_odds=log_odds,
        spread=spread,
        shift=shift,
        base=base,
        parts=parts[shipped],
        part_spread=part_spread[shipped],
        shipped=shipped,
        models=models,
    )

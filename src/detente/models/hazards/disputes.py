"""Disputes: how their log-odds respond to what a scenario changes.

The level of each pair is that of the models of risk; what is fitted here is the response to years
of peace, a joint alliance, the distance of positions, the lower democracy and the ratio of shares.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.estimators.futures.world import DISPUTE_TERMS
from detente.estimators.hazard import Hazard, fit
from detente.estimators.log_loss_gain import Gain, gain
from detente.estimators.logit import shift
from detente.models.dispute_outcomes.fit import FITTED
from detente.models.dispute_outcomes.fit import LAST as LAST_OUTCOMES
from detente.models.dispute_risk.blocks import BLOCKS
from detente.models.features.dyad_years import LAST as LAST_RISK
from detente.models.hazards.dispute_history import dispute_history
from detente.models.hazards.ladders import Ladders
from detente.models.hazards.pacts import pact_hazards, pacts_by_year
from detente.models.hazards.prior import Prior, around_zero
from detente.models.hazards.share_walks import log_shares
from detente.models.hazards.surroundings import (
    carried_on,
    laid_out,
    land_borders,
    rows_by_code,
    surroundings,
)
from detente.span import as_day
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
DECAY = (1.0, 5.0, 20.0)
"""Years over which the three parts of peace fade."""
RESPONSES = DISPUTE_TERMS[4:]
"""What the log-odds respond to beside peace."""
PRIORS = ("outside_alliance", "shared_bloc")
"""Responses that are only a prior around zero: published effects differ in sign."""
CONTROLS = ("geography", "stronger", "habit")
"""What pairs differ in and no scenario changes."""
MOST_QUIET = 15_000
"""Most quiet years that a fit looks at; of more, every second or nth, with its weight."""
RIDGE = 5.0
"""Strength of the penalty."""
OWN_BEFORE = 1965
"""Views before this year have no models of risk to start from."""
REMEMBERED = 20
"""Years for which a dispute keeps a pair among those at risk, in such views."""
LATELY = 10
"""Years whose disputes correct the level of the models of risk."""
UNSURE = 0.5
"""Error of the level where no decade can tell it."""
FIRST_ORIGIN, SPAN = 1975, 5
"""First year from which a forecast is scored, and the years that it is about."""


@dataclass(frozen=True, slots=True, eq=False)
class PairYears:
    """Pairs and years that the models of risk hold, one row each.

    Attributes
    ----------
    one, other, year : ndarray of int, shape (N,)
        Rows of the states, and the year that the risk is about.
    odds : ndarray, shape (N,)
        Log-odds by the models of risk.
    covariates : ndarray, shape (N, 3 + 6 + 3)
        Three parts of peace, `RESPONSES` and `CONTROLS`, at the end of the year before.
    event : ndarray, shape (N,)
        1 where a dispute began; 0 also where the disputes are not known.
    """

    one: Ints
    other: Ints
    year: Ints
    odds: Floats
    covariates: Floats
    event: Floats

    def of(self, rows: NDArray[np.bool_] | Ints) -> PairYears:
        """Take some rows.

        Parameters
        ----------
        rows : ndarray
            Which ones.
        """
        return PairYears(
            self.one[rows],
            self.other[rows],
            year=self.year[rows],
            odds=self.odds[rows],
            covariates=self.covariates[rows],
            event=self.event[rows],
        )


@dataclass(frozen=True, slots=True, eq=False)
class DisputeResponse:
    """How the log-odds of a dispute respond, as a view knows it.

    Attributes
    ----------
    fitted : Hazard
        Constant, peace, responses and controls.
    priors : dict of str to Prior
        Those of `PRIORS`.
    level, level_error : float
        Log-odds that are added to the models of risk, from the last ten known years, and how much
        such a correction differed from decade to decade.
    start : PairYears
        The pairs in the first year after the view.
    since : ndarray of int, shape (D,)
        Years from the newest dispute of each of them.
    """

    fitted: Hazard
    priors: dict[str, Prior]
    level: float
    level_error: float
    start: PairYears
    since: Ints

    @property
    def decay(self) -> Floats:
        """Years over which the three parts of peace fade."""
        return np.array(DECAY)

    @property
    def responses(self) -> dict[str, tuple[float, float]]:
        """Response and standard error by name, peace included."""
        names = (*DISPUTE_TERMS[1:4], *RESPONSES)
        both = zip(self.fitted.coef[1:], self.fitted.error[1:], strict=True)
        return {name: (float(a), float(b)) for name, (a, b) in zip(names, both, strict=False)}

    def draws(self, count: int, seed: int) -> Floats:
        """Draw the terms of a simulation, shape (count, 10).

        Parameters
        ----------
        count, seed : int
            How many, and the seed.
        """
        drawn = self.fitted.draws(count, seed)
        found = np.zeros((count, len(DISPUTE_TERMS)))
        found[:, 0] = self.level_error * np.random.default_rng(seed + 1).standard_normal(count)
        found[:, 1:] = drawn[:, 1 : len(DISPUTE_TERMS)]
        for place, (name, prior) in enumerate(self.priors.items()):
            found[:, DISPUTE_TERMS.index(name)] = prior.draws(count, seed + 2 + place)
        return found

    def base(self) -> Floats:
        """Give the log-odds of each pair at the start without the part of peace, shape (D,)."""
        peace = self.start.covariates[:, : len(DECAY)] @ self.fitted.coef[1 : 1 + len(DECAY)]
        found: Floats = self.start.odds + self.level - peace
        return found


def dispute_response(catalog: Catalog, as_of: int | date) -> DisputeResponse:
    """Estimate how disputes respond on what a view could know.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    as_of : int or datetime.date
        The view.
    """
    return catalog.as_of(as_of).remember(_dispute_response, as_day(as_of))


def _dispute_response(catalog: Catalog, as_of: int | date) -> DisputeResponse:
    rows = pair_years(catalog, as_of)
    history = dispute_history(catalog, as_of)
    known = rows.year <= history.last
    past = rows.of(known)
    found = fitted(past)
    own = np.isnan(rows.odds).any()
    level, error = (0.0, UNSURE) if own else _level(past)
    if own:
        rows = replace(rows, odds=found.coef[0] + rows.covariates @ found.coef[1:])
    priors = {}
    for name in PRIORS:
        place = 1 + DISPUTE_TERMS.index(name) - 1
        priors[name] = around_zero(float(found.coef[place]), float(found.error[place]))
    start = rows.of(rows.year == rows.year.max())
    return DisputeResponse(
        found,
        priors,
        level=level,
        level_error=error,
        start=start,
        since=history.since(start.one, start.other, start.year),
    )


def outside_risk(
    catalog: Catalog, as_of: int | date, one: Ints, other: Ints
) -> tuple[Floats, Ints]:
    """Give pairs that the models of risk leave out the rate of all such pairs.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    as_of : int or datetime.date
        The view.
    one, other : ndarray of int, shape (N,)
        Rows of the states.

    Returns
    -------
    tuple of ndarray, shape (N,)
        Log-odds of a dispute without the part of peace, and years since the newest one.
    """
    rows, history = pair_years(catalog, as_of), dispute_history(catalog, as_of)
    known = surroundings(catalog, as_of).ladders
    first = int(rows.year.min())
    held = rows.of(rows.year <= history.last)
    begun = history.begun[first - history.first :] > 0
    disputes = float(begun.sum()) / 2 - float(held.event.sum())
    there = (known.code[:, first - known.first : history.last + 1 - known.first] >= 0).sum(axis=0)
    pairs = float((there * (there - 1) / 2).sum()) - held.year.size
    rate = (max(disputes, 0.0) + 0.5) / (pairs + 1)
    since = history.since(one, other, np.full(one.size, known.last + 1))
    return np.full(one.size, np.log(rate / (1 - rate))), since


def fitted(rows: PairYears, *, responding: bool = True) -> Hazard:
    """Fit the log-odds of a dispute; the years of one pair may depend on each other.

    Parameters
    ----------
    rows : PairYears
        Years whose disputes are known.
    responding : bool
        Whether it may respond to more than peace and the controls.
    """
    quiet = np.flatnonzero(rows.event == 0)
    every = max(-(-quiet.size // MOST_QUIET), 1)
    kept = np.sort(np.concatenate([np.flatnonzero(rows.event > 0), quiet[::every]]))
    used = rows.of(kept)
    weight = np.where(used.event > 0, 1.0, quiet.size / max(quiet[::every].size, 1))
    covariates = used.covariates if responding else _unresponsive(used.covariates)
    cluster = used.one * 1_000 + used.other
    return fit(covariates, used.event, cluster, weight=weight, ridge=RIDGE)


def _unresponsive(covariates: Floats) -> Floats:
    """Leave peace and controls of some covariates."""
    first = len(DECAY)
    return np.delete(covariates, np.arange(first, first + len(RESPONSES)), axis=1)


def pair_years(catalog: Catalog, as_of: int | date) -> PairYears:
    """Lay out every pair and year that the models of risk hold, with what was known before.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    as_of : int or datetime.date
        The view.
    """
    return catalog.as_of(as_of).remember(_pair_years, as_day(as_of))


def _pair_years(catalog: Catalog, as_of: int | date) -> PairYears:
    known = surroundings(catalog, as_of).ladders
    one, other, year, geography, odds = (
        _own_pairs(catalog, as_of) if known.last < OWN_BEFORE else _pairs_at_risk(catalog, known)
    )
    history = dispute_history(catalog, as_of)
    since = history.since(one, other, year)
    peace = np.exp(-since[:, None] / np.array(DECAY))
    # how often a pair had disputes at all: else years of peace would stand for who the pair is
    habit = np.log1p(history.before(one, other, year))
    responses, stronger = _responses(catalog, as_of, (one, other, year))
    return PairYears(
        one,
        other,
        year=year,
        odds=odds,
        covariates=np.column_stack([peace, responses, geography, stronger, habit]),
        event=history.began(one, other, year).astype(np.float64),
    )


_Five = tuple[Ints, Ints, Ints, Floats, Floats]


def _pairs_at_risk(catalog: Catalog, known: Ladders) -> _Five:
    """Give the pairs and years of the models of risk, with their part of geography and log-odds."""
    odds = pl.sum_horizontal("base", *BLOCKS)
    table = catalog.frame("risk").select("ccode1", "ccode2", "year", "geography", odds=odds)
    table = table.filter(pl.col("year") <= min(known.last, LAST_RISK) + 1)
    columns = table.select(pl.all().cast(pl.Float64)).to_numpy()
    row = rows_by_code(known)
    first, second = (row[columns[:, place].astype(np.int64)] for place in (0, 1))
    named = (first >= 0) & (second >= 0) & (first != second)
    one, other = np.minimum(first, second)[named], np.maximum(first, second)[named]
    year = columns[named, 2].astype(np.int64)
    return one, other, year, columns[named, 3], columns[named, 4]


def _own_pairs(catalog: Catalog, as_of: int | date) -> _Five:
    """Give pairs with a land border or a dispute lately, for views before the models of risk.

    Their log-odds are those of the responses themselves, filled in after the fit.
    """
    known = surroundings(catalog, as_of).ladders
    history = dispute_history(catalog, as_of)
    place, one, other = np.nonzero(np.triu(land_borders(catalog, known), 1))
    year = place + known.first + 1
    latest = history.latest[known.first - history.first :]
    place, first, second = np.nonzero(np.triu(latest > 0, 1))
    again = place + known.first + 1
    lately = again - latest[place, first, second] <= REMEMBERED
    pairs = np.stack(
        [
            np.append(one, first[lately]),
            np.append(other, second[lately]),
            np.append(year, again[lately]),
        ]
    )
    one, other, year = np.unique(pairs, axis=1)
    alive = known.code[:, year - 1 - known.first] >= 0
    there = alive[one, np.arange(year.size)] & alive[other, np.arange(year.size)]
    one, other, year = one[there], other[there], year[there]
    land = land_borders(catalog, known)[year - 1 - known.first, one, other]
    return one, other, year, land.astype(float), np.full(year.size, np.nan)


def _responses(
    catalog: Catalog, as_of: int | date, of: tuple[Ints, Ints, Ints]
) -> tuple[Floats, Floats]:
    """Give `RESPONSES` at the end of the year before, and the log share of the stronger side."""
    one, other, year = of
    around = surroundings(catalog, as_of)
    known = around.ladders
    place = np.clip(year - 1 - known.first, 0, known.years.size - 1)
    positions = _filled(laid_out(catalog.frame("positions"), "adopted", known))
    shares = _filled(log_shares(catalog, "cinc", known))
    allied, outside, shared = _alliances(catalog, as_of, known, (one, other, place))
    distance = np.abs(positions[one, place] - positions[other, place])
    democracy = np.minimum(around.democracy[one, place], around.democracy[other, place])
    ratio = np.abs(shares[one, place] - shares[other, place])
    stronger = np.maximum(shares[one, place], shares[other, place])
    return np.column_stack([allied, distance, democracy, ratio, outside, shared]), stronger


def _filled(values: Floats) -> Floats:
    """Carry the last known value on; where none is known, the median of the year."""
    carried = carried_on(values)
    some = ~np.isnan(carried).all(axis=0)
    middle = np.full(carried.shape[1], float(np.nanmedian(carried)))
    middle[some] = np.nanmedian(carried[:, some], axis=0)
    return np.where(np.isnan(carried), middle, carried)


def _alliances(
    catalog: Catalog, as_of: int | date, known: Ladders, of: tuple[Ints, Ints, Ints]
) -> tuple[Floats, Floats, Floats]:
    """Tell who has a pact with the other, how many sides have one alliance alone, who shares a
    bloc."""
    one, other, place = of
    hazards, pacts = pact_hazards(catalog, as_of), pacts_by_year(catalog, as_of)
    # after the last treaty known its pacts are carried on
    treaty = np.minimum(place, pacts.shape[0] - 1)
    members = known.member[hazards.alliance]
    first, second = members[:, one, place], members[:, other, place]
    both = (first & second).any(axis=0)
    outside = (first & ~second).any(axis=0).astype(float) + (second & ~first).any(axis=0)
    allied = pacts[treaty, one, other] | both
    shared = (known.member[:, one, place] & known.member[:, other, place]).any(axis=0)
    return allied.astype(float), outside, shared.astype(float)


def _level(past: PairYears) -> tuple[float, float]:
    """Correct the level of the models of risk by the last ten known years."""
    if not past.year.size:
        return 0.0, UNSURE
    last = int(past.year.max())
    shifts = []
    for end in range(last, int(past.year.min()) + LATELY - 2, -LATELY):
        rows = past.of((past.year > end - LATELY) & (past.year <= end))
        if rows.event.sum():
            shifts.append(shift(rows.odds, rows.event))
    if not shifts:
        return 0.0, UNSURE
    spread = float(np.std(shifts, ddof=1)) if len(shifts) > 1 else UNSURE
    return shifts[0], spread


def response_gain(catalog: Catalog, as_of: int | date) -> Gain | None:
    """Score the responses against peace and geography alone, at origins in the past of a view.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    as_of : int or datetime.date
        The view.

    Returns
    -------
    Gain or None
        None where no span after an origin was over.
    """
    return catalog.as_of(as_of).remember(_response_gain, as_day(as_of))


def _response_gain(catalog: Catalog, as_of: int | date) -> Gain | None:
    rows, history = pair_years(catalog, as_of), dispute_history(catalog, as_of)
    parts = [
        _forecasts(rows, origin) for origin in range(FIRST_ORIGIN, history.last - SPAN + 1, SPAN)
    ]
    if not parts:
        return None
    chance, other, event, cluster = (np.concatenate(column) for column in zip(*parts, strict=True))
    return gain(chance, other, event, cluster)


def _forecasts(rows: PairYears, origin: int) -> tuple[Floats, Floats, Floats, Ints]:
    past = rows.of(rows.year <= origin)
    ahead = rows.of((rows.year > origin) & (rows.year <= origin + SPAN))
    full, plain = fitted(past), fitted(past, responding=False)
    cluster = ahead.one * 1_000 + ahead.other
    return (
        full.chance(ahead.covariates),
        plain.chance(_unresponsive(ahead.covariates)),
        ahead.event,
        cluster,
    )


def outcome_chances(catalog: Catalog, as_of: int | date) -> Floats | None:
    """Give the chances that who begins a dispute wins and loses it, shape (2, U, U).

    Parameters
    ----------
    catalog : Catalog
        The tables.
    as_of : int or datetime.date
        The view.

    Returns
    -------
    ndarray or None
        The first state begins; NaN where nothing is known. None for a view that could not know the
        disputes on which the expectations were fitted.
    """
    known = surroundings(catalog, as_of).ladders
    if known.last < FITTED:
        return None
    year = min(known.last, LAST_OUTCOMES)
    rows = catalog.as_of(as_of).scan("outcomes").filter(pl.col("year") == year)
    table = rows.select("ccode1", "ccode2", "win", "lose").collect()
    row = rows_by_code(known)
    one, other = (row[table[name].to_numpy().astype(np.int64)] for name in ("ccode1", "ccode2"))
    found = np.full((2, len(known.names), len(known.names)), np.nan)
    named = (one >= 0) & (other >= 0)
    chances = table.select("win", "lose").to_numpy().astype(np.float64)
    found[:, one[named], other[named]] = chances[named].T
    return found

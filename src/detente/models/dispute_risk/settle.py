"""What earlier forecasts teach: how to bend log-odds, how far they err, how disputes hang together.

Nothing is learnt from the year that is forecast or from a later one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.estimators import hinge, overdispersion
from detente.estimators.hinge import Hinge
from detente.estimators.logit import probability
from detente.models.dispute_risk.blocks import BLOCKS, BOTH, CHOICES, CHOSEN, MODELS, UNBENT
from detente.models.dispute_risk.cases import Cases
from detente.models.dispute_risk.choice import chosen_each_year
from detente.models.dispute_risk.decompose import Member
from detente.models.dispute_risk.fit import ALONE, Fitted, Forecast, risk_years, roll
from detente.models.dispute_risk.joint import JOINED, blocs_with_states, learnt
from detente.models.features.dyad_years import NEEDS as OF_PAIRS
from detente.store.memo import LastResult

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

NEEDS = (*OF_PAIRS, "speeches", "eusanct", "ist", "archigos_years")
"""Tables of the store that the models are fitted on, as `tension.NEEDS` names them."""
KNOTS = tuple(float(np.log(one / (1 - one))) for one in (0.2, 0.1, 0.3))
"""Where the line may bend, in log-odds; the first until earlier forecasts tell them apart."""
WINDOW = 5
"""Years over which a pair's disputes are counted to see how far its log-odds were off."""


@dataclass(frozen=True, slots=True)
class Rolled:
    """Forecasts of every pair and year, each from what was known before it.

    Attributes
    ----------
    keys : polars.DataFrame
        ``ccode1``, ``ccode2``, ``year`` (of the forecast), ``pair``, ``relevant``, ``quiet``
        (for ten years), ``known`` and ``seen`` (whether the outcome is known, and whether from the
        first source), ``onset_next`` (whether a dispute began in that year, the next after what
        the forecast knows).
    log_odds : dict
        Model to log-odds, shape (N,).
    spread, error : ndarray, shape (N,)
        Standard deviation of the log-odds over the members, and with how far earlier forecasts of
        pairs had erred beyond chance.
    hinges : dict
        Year of the fit to what log-odds are bent by.
    beyond : dict
        Year of the fit to the standard deviation by which pairs' log-odds had erred.
    base : dict
        Year of the fit to the log-odds of an average pair.
    parts, part_spread : ndarray, shape (M, B)
        Of the rows shipped: each block's part of the log-odds, and its standard deviation over the
        members.
    shipped : ndarray of bool, shape (N,)
        Which rows these are.
    counted : dict
        Model to year to the part of an independent pair for which a bloc's other pairs count.
    alone : tuple of Member
        The models of the year after the last dispute of the first source.
    """

    keys: pl.DataFrame
    log_odds: dict[str, Floats]
    spread: Floats
    error: Floats
    hinges: dict[int, Hinge]
    beyond: dict[int, float]
    base: dict[int, float]
    parts: Floats
    part_spread: Floats
    shipped: Bools
    counted: dict[str, dict[int, float]]
    alone: tuple[Member, ...]

    @property
    def alone_hinge(self) -> Hinge:
        """What the log-odds of `alone` are bent by."""
        return self.hinges[ALONE]


_kept = LastResult[Rolled](NEEDS)


def rolled(tables: Mapping[str, pl.DataFrame]) -> Rolled:
    """Forecast every year, once for the same tables: about ten minutes on two cores.

    Parameters
    ----------
    tables : mapping
        Tables of the store, as `NEEDS` names them.
    """
    return _kept.of(tables, lambda: settle(roll(risk_years(tables))))


def settle(fitted: Fitted) -> Rolled:
    """Bend the forecasts of each year by what the years before it teach.

    Parameters
    ----------
    fitted : Fitted
        As `fit.roll` gives it.
    """
    cases = fitted.cases
    log_odds = {model: np.full(cases.year.size, np.nan) for model in MODELS}
    spread, error = np.full((2, cases.year.size), np.nan)
    shipped = np.zeros(cases.year.size, dtype=bool)
    parts = np.zeros((2, cases.year.size, len(BLOCKS)))
    bends = Bends(cases, log_odds[UNBENT])
    hinges, beyond, base = {}, {}, {}
    for forecast in fitted.forecasts:
        first, rows = forecast.first, forecast.rows
        _fill(log_odds, forecast)
        bend = hinges[first] = bends.of(first, rows)
        beyond[first] = _erred(cases, log_odds[BOTH], first)
        log_odds[BOTH][rows] = bend(forecast.log_odds[UNBENT])
        spread[rows] = bend.steepness(forecast.log_odds[UNBENT]) * forecast.spread
        error[rows] = np.hypot(spread[rows], beyond[first])
        if forecast.apart is not None:
            apart = forecast.apart.bent(bend)
            base[first] = apart.base
            shipped[forecast.shipped] = True
            parts[:, forecast.shipped] = apart.parts, apart.spread
    log_odds[CHOSEN] = _chosen(cases, log_odds)
    counted = _counted(cases, log_odds, tuple(hinges))
    return Rolled(
        keys=_keys(cases),
        log_odds=log_odds,
        spread=spread,
        error=error,
        hinges=hinges,
        beyond=beyond,
        base=base,
        parts=parts[0, shipped],
        part_spread=parts[1, shipped],
        shipped=shipped,
        counted=counted,
        alone=fitted.alone,
    )


def _fill(log_odds: dict[str, Floats], forecast: Forecast) -> None:
    """Put the log-odds of one year's models in their places."""
    for model, values in forecast.log_odds.items():
        log_odds[model][forecast.rows] = values


def _chosen(cases: Cases, log_odds: dict[str, Floats]) -> Floats:
    """Choose a model for each year among those that were fitted."""
    fitted = {model: log_odds[model] for model in CHOICES if np.isfinite(log_odds[model]).any()}
    over = cases.near & cases.known
    return chosen_each_year(fitted, cases.onset, cases.year, counted=over)[0]


def _before(cases: Cases, log_odds: Floats, first: int) -> Bools:
    """Tell which forecasts of pairs with a border or a major power were over before a year."""
    over: Bools = cases.known & cases.near & (cases.year < first) & ~np.isnan(log_odds)
    return over


class Bends:
    """What log-odds are bent by, year by year: where the bend lies is learnt, too.

    Each place of the bend is tried in every year on what the years before taught. In a year that
    place is taken whose earlier forecasts had the least log loss.

    Parameters
    ----------
    cases : Cases
        Pairs and years.
    log_odds : ndarray, shape (N,)
        As fitted; filled in while the years go on.
    """

    def __init__(self, cases: Cases, log_odds: Floats) -> None:
        self.cases = cases
        self.log_odds = log_odds
        self.loss = dict.fromkeys(KNOTS, 0.0)

    def of(self, first: int, rows: Ints) -> Hinge:
        """Give what the log-odds of a year are bent by.

        Parameters
        ----------
        first : int
            The year; all years before it have been asked for.
        rows : ndarray of int, shape (M,)
            Places of its forecasts among all cases.
        """
        use = _before(self.cases, self.log_odds, first)
        odds, onset = self.log_odds[use], self.cases.onset[use]
        fitted = {knot: hinge.fit(odds, onset, knot=knot) for knot in KNOTS}
        best = min(KNOTS, key=lambda knot: self.loss[knot])
        over = rows[(self.cases.near & self.cases.known)[rows]]
        for knot, bend in fitted.items():
            bent = bend(self.log_odds[over])
            lost = np.logaddexp(0.0, bent) - self.cases.onset[over] * bent
            self.loss[knot] += float(lost.sum())
        return fitted[best]


def _erred(cases: Cases, log_odds: Floats, first: int) -> float:
    """Give by how much the log-odds of pairs had erred over a few years, beyond chance."""
    use = np.flatnonzero(_before(cases, log_odds, first))
    return overdispersion.unit_error(
        probability(log_odds[use]),
        cases.onset[use],
        windows_of_pairs(cases.unit[use], cases.year[use], first),
    )


def windows_of_pairs(unit: Ints, year: Ints, first: int) -> Ints:
    """Number the windows of years of each pair, counted back from a year.

    Parameters
    ----------
    unit, year : ndarray of int, shape (N,)
        Pairs from 0, and years before the first.
    first : int
        The year counted from.

    Examples
    --------
    >>> windows_of_pairs(np.array([0, 0, 0, 1]), np.array([1999, 1995, 1994, 1999]), 2000).tolist()
    [0, 0, 1, 2]
    """
    window = (first - 1 - year) // WINDOW
    together = unit * (int(window.max(initial=0)) + 1) + window
    _, number = np.unique(together, return_inverse=True)
    windows: Ints = number
    return windows


def _counted(
    cases: Cases, log_odds: dict[str, Floats], years: tuple[int, ...]
) -> dict[str, dict[int, float]]:
    """Learn for each year how a bloc's pairs hang together."""
    chances = [pl.Series(model, probability(log_odds[model])) for model in JOINED]
    forecast = _keys(cases).with_columns(chances).filter(pl.Series(~np.isnan(log_odds[BOTH])))
    onset = pl.col("onset_next").fill_null(0).cast(pl.Float64)
    return learnt(blocs_with_states(forecast.with_columns(onset)), years)


def _keys(cases: Cases) -> pl.DataFrame:
    """Give the keys of all cases, and what is known of them."""
    names = ("quiet", "known", "seen")
    flags = [pl.Series(name, getattr(cases, name)) for name in names]
    keys = ("ccode1", "ccode2", "year", "pair")
    return cases.rows.select(*keys, pl.col("relevant") > 0, "onset_next").with_columns(flags)

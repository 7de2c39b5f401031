"""What each part of the models adds out of sample: the same models with it and without it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import partial

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.estimators import paired
from detente.estimators.logit import probability
from detente.models.dispute_risk.blocks import (
    BLOCK,
    BOTH,
    CHOSEN,
    FROZEN,
    HISTORY_ALONE,
    JUDGED,
    NAMES,
    NO_TENSION,
    NOT_STRUCTURES,
    NOT_TENSION,
    STRUCTURES,
    UNBENT,
    places,
)
from detente.models.dispute_risk.cases import Cases, cases_of, with_next_year
from detente.models.dispute_risk.decompose import Member
from detente.models.dispute_risk.fit import EVERY, mean_odds
from detente.models.dispute_risk.members import every_member, fit_member
from detente.models.dispute_risk.scores import periods
from detente.models.dispute_risk.settle import Rolled
from detente.models.features.dyad_years import LAST_GML
from detente.models.features.tension_groups import GROUPS

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
logger = logging.getLogger(__name__)

SEEDS = 1
"""Fits of each variant and year, averaged."""
SPAN = 2
"""Years that one fit of a variant forecasts: eleven variants every year would take too long."""
LATER = (1981, LAST_GML)
"""A period that is shown besides those of the scores."""
ALL, TENSION, WITHOUT_STRUCTURES = "all", "tension", "structures"
FITTED = {
    "a fit every year": (NO_TENSION, FROZEN),
    "calibration": (BOTH, UNBENT),
    "all beside history alone": (BOTH, HISTORY_ALONE),
    "all beside a fit each decade without tension": (BOTH, FROZEN),
    "the choice of the models with hindsight": (BOTH, CHOSEN),
}
"""Comparisons of models that are fitted anyway: what is added, with and without it."""
COLUMNS = {
    "added": pl.String,
    "first": pl.Int64,
    "last": pl.Int64,
    "log_loss": pl.Float64,
    "log_loss_low": pl.Float64,
    "log_loss_high": pl.Float64,
    "precision": pl.Float64,
    "precision_low": pl.Float64,
    "precision_high": pl.Float64,
}


def variants() -> dict[str, Ints]:
    """Give the features of each variant of the models, by name."""
    found = {
        ALL: EVERY,
        f"without {TENSION}": NOT_TENSION,
        f"without {WITHOUT_STRUCTURES}": NOT_STRUCTURES,
    }
    for group, names in GROUPS.items():
        found[f"with {group}"] = np.concatenate([NOT_TENSION, places(names)])
    for structure in STRUCTURES:
        found[f"without {structure}"] = np.flatnonzero(NAMES.index(structure) != BLOCK)
    return found


def comparisons() -> dict[str, tuple[str, str]]:
    """Give what is added, with the variant that has it and the one that does not."""
    none = f"without {TENSION}"
    pairs = {TENSION: (ALL, none)}
    pairs |= {group: (f"with {group}", none) for group in GROUPS}
    pairs[WITHOUT_STRUCTURES] = (ALL, f"without {WITHOUT_STRUCTURES}")
    return pairs | {structure: (ALL, f"without {structure}") for structure in STRUCTURES}


def forecast_variants(
    cases: Cases, wanted: Mapping[str, Ints], seeds: tuple[int, ...]
) -> dict[str, Floats]:
    """Forecast the years that are scored with each variant, for pairs that are politically close.

    Parameters
    ----------
    cases : Cases
        Pairs and years.
    wanted : mapping
        Name of a variant to the places of its features.
    seeds : tuple of int
        Of the fits, whose log-odds are averaged.

    Returns
    -------
    dict
        Name to log-odds of all cases; NaN where nothing was forecast.
    """
    found = {name: np.full(cases.onset.size, np.nan) for name in wanted}
    for first in range(JUDGED, LAST_GML + 1, SPAN):
        ahead = (cases.year >= first) & (cases.year < first + SPAN)
        rows = np.flatnonzero(cases.near & ahead & cases.seen)
        before = cases.known & (cases.year < first)
        if not rows.size or not cases.onset[before].any():
            continue
        logger.info("what each part adds: %d", first)
        for name, columns in wanted.items():
            make = partial(_seeded, cases, first, columns)
            fitted = every_member(make, seeds)
            found[name][rows] = mean_odds(fitted, cases.features[np.ix_(rows, columns)])
    return found


def _seeded(cases: Cases, first: int, columns: Ints, seed: int) -> Member:
    """Fit both models once, on all pairs."""
    return fit_member(cases, first, 0, columns, seed=seed)


def gains(frame: pl.DataFrame, forecasts: Rolled, seeds: int = SEEDS) -> pl.DataFrame:
    """Say what each part adds, with its interval.

    Parameters
    ----------
    frame : polars.DataFrame
        As `fit.risk_years` gives it.
    forecasts : Rolled
        As `settle.rolled` gives them, of the same frame.
    seeds : int
        Fits of each variant and year.

    Returns
    -------
    polars.DataFrame
        For what is ``added`` and each period the gain in log loss (mean over pairs and years with
        a border or a major power) and in average precision, each with the 95 % interval from pairs
        drawn with replacement.
    """
    cases = cases_of(with_next_year(frame))
    made = forecast_variants(cases, variants(), tuple(range(seeds)))
    rows = compared(cases, made, comparisons())
    rows += compared(cases, forecasts.log_odds, FITTED)
    return pl.DataFrame(rows, orient="row", schema=COLUMNS)


def compared(
    cases: Cases, log_odds: Mapping[str, Floats], pairs: Mapping[str, tuple[str, str]]
) -> list[tuple[object, ...]]:
    """Compare forecasts in pairs, in each period from the first year, and in a later one.

    Parameters
    ----------
    cases : Cases
        Pairs and years.
    log_odds : mapping
        Name of a forecast to its log-odds.
    pairs : mapping
        What is added to the forecast with it and the one without it.
    """
    spans = sorted({period for period in periods() if period[0] == JUDGED} | {LATER})
    rows: list[tuple[object, ...]] = []
    for added, (one, other) in pairs.items():
        both = ~np.isnan(log_odds[one]) & ~np.isnan(log_odds[other])
        for first, last in spans:
            inside = (cases.year >= first) & (cases.year <= last)
            use = both & cases.near & cases.seen & inside
            if cases.onset[use].any():
                chances = tuple(log_odds[name][use] for name in (one, other))
                row = _gain(chances, cases.onset[use], cases.unit[use])
                rows.append((added, first, last, *row))
    return rows


def _gain(log_odds: tuple[Floats, ...], onset: Floats, unit: Ints) -> tuple[float, ...]:
    """Give the gain of the first over the second, with its intervals."""
    one, other = (np.logaddexp(0.0, odds) - onset * odds for odds in log_odds)
    loss = paired.mean(other - one, unit)
    first, second = (probability(odds) for odds in log_odds)
    precision = paired.precision((first, second), onset, unit)
    return (
        loss.value,
        loss.low,
        loss.high,
        precision.value,
        precision.low,
        precision.high,
    )

"""Scores of the models of risk on years that they had not seen, and where they failed worst."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.estimators.logit import probability
from detente.estimators.scores import score
from detente.models.dispute_risk.blocks import (
    BOTH,
    FAILED_IN,
    FEATURES,
    HISTORY_ALONE,
    JUDGED,
    MODELS,
)
from detente.models.dispute_risk.fit import mean_odds
from detente.models.dispute_risk.joint import JOINED, blocs_with_states, with_chances
from detente.models.dispute_risk.settle import Rolled
from detente.models.features.dyad_years import LAST_GML

Floats = NDArray[np.float64]
FAILED_PAIR = (2, 365)
"""Its pair: the crisis of 2014, which the disputes known to 2010 do not foresee."""
WORST = 3
"""Misses of each kind named in a decade."""
DECADES = tuple(range(JUDGED, LAST_GML + 2, 10))
"""First years of the decades that are scored one by one, and the year after the last."""
KEYS = ("ccode1", "ccode2", "year", "pair", "relevant", "quiet", "known")
SCORES = {
    "group": pl.String,
    "first": pl.Int64,
    "last": pl.Int64,
    "model": pl.String,
    "cases": pl.Int64,
    "events": pl.Int64,
    "precision": pl.Float64,
    "roc": pl.Float64,
    "brier": pl.Float64,
    "log_loss": pl.Float64,
    "slope": pl.Float64,
    "expected": pl.Float64,
}


def forecast_rows(forecasts: Rolled) -> pl.DataFrame:
    """Give every forecast with the probability of each model and what came.

    Parameters
    ----------
    forecasts : Rolled
        As `settle.rolled` gives them.

    Returns
    -------
    polars.DataFrame
        Keys of the pair and year, ``seen`` (whether the outcome is known from the first source),
        ``onset_next`` (0 where it is not known), and a column for each model.
    """
    forecast = pl.Series(~np.isnan(forecasts.log_odds[BOTH]))
    made = [model for model in MODELS if not np.isnan(forecasts.log_odds[model]).all()]
    chances = [pl.Series(model, probability(forecasts.log_odds[model])) for model in made]
    onset = pl.col("onset_next").fill_null(0).cast(pl.Float64)
    seen = pl.col("seen") & forecast
    return forecasts.keys.select(*KEYS, seen, onset, *chances).filter(forecast)


def scored(forecasts: Rolled) -> pl.DataFrame:
    """Score forecasts of pairs, and of blocs with states outside, beside the base rate.

    Parameters
    ----------
    forecasts : Rolled
        As `settle.rolled` gives them.

    Returns
    -------
    polars.DataFrame
        A row for each group, period and model: from 1971 to the end of each decade, and each
        decade alone. Skill is over the base rate of the years before each decade.
    """
    kept = forecast_rows(forecasts)
    joined = with_chances(blocs_with_states(kept), forecasts.counted)
    near = kept.filter("relevant")
    rows = [
        *_scores("relevant", near, MODELS),
        *_scores("all", kept, MODELS),
        *_scores("quiet", near.filter("quiet"), MODELS),
        *_scores("blocs", joined, JOINED),
    ]
    return pl.DataFrame(rows, orient="row", schema=SCORES)


def _scores(group: str, frame: pl.DataFrame, models: tuple[str, ...]) -> list[tuple[object, ...]]:
    """Score every model to the end of each decade, and in each decade alone."""
    year, seen = frame["year"].to_numpy(), frame["seen"].to_numpy()
    onset = frame["onset_next"].to_numpy()
    rate = rate_before(year, onset)
    rows: list[tuple[object, ...]] = []
    for first, last in periods():
        use = seen & (year >= first) & (year <= last)
        if not onset[use].any():
            continue
        for model in models:
            if model in frame.columns:
                chances = frame[model].to_numpy()[use]
                row = score_row(chances, onset[use], rate[use])
                rows.append((group, first, last, model, *row))
    return rows


def score_row(chances: Floats, onset: Floats, rate: Floats) -> tuple[object, ...]:
    """Score one model: what a row of the table holds after its keys.

    Parameters
    ----------
    chances, onset, rate : ndarray, shape (N,)
        Forecasts, what came, and the base rate that they are compared with.
    """
    made = score(chances, onset, rate)
    counts = (made.cases, made.events, made.precision, made.roc, made.brier, made.log_loss)
    return (*counts, made.slope, made.expected)


def rate_before(year: NDArray[np.int64], onset: Floats) -> Floats:
    """Give each row the rate of disputes before its decade: what the models are compared with.

    Parameters
    ----------
    year : ndarray of int, shape (N,)
        Years of the forecasts.
    onset : ndarray, shape (N,)
        What came.
    """
    rate = np.full(year.size, np.nan)
    for decade in DECADES:
        before = year < decade
        if before.any():
            rate[(year >= decade) & (year < decade + 10)] = onset[before].mean()
    return rate


def periods() -> list[tuple[int, int]]:
    """Give the periods that are scored: from the first year, and each decade alone."""
    ends = [decade + 9 for decade in DECADES if decade + 9 <= LAST_GML]
    return [(first, last) for last in ends for first in sorted({JUDGED, last - 9})]


def misses(forecasts: Rolled, alone: pl.DataFrame) -> pl.DataFrame:
    """Name the worst failures of each decade, and one known failure.

    Parameters
    ----------
    forecasts : Rolled
        As `settle.rolled` gives them.
    alone : polars.DataFrame
        Pairs and years as the first source of disputes alone shows them, with all features; empty
        where they are not at hand.

    Returns
    -------
    polars.DataFrame
        ``kind``, ``ccode1``, ``ccode2``, ``year``, ``risk``, ``history``.
    """
    decade = (pl.col("year") - 1) // 10 * 10 + 1
    table = forecasts.keys.with_columns(
        pl.Series("risk", probability(forecasts.log_odds[BOTH])),
        pl.Series("history", probability(forecasts.log_odds[HISTORY_ALONE])),
        decade=decade,
    )
    seen = table.filter("seen", "relevant", pl.col("year") >= JUDGED)
    came, stayed_away = (seen.filter(pl.col("onset_next") == value) for value in (1, 0))
    failure = _failed_pair(table, FAILED_IN).with_columns(kind=pl.lit("known failure"))
    parts = [
        _worst(came, "came", descending=False),
        _worst(stayed_away, "stayed away", descending=True),
        failure,
        *_with_first_source_alone(failure, forecasts, alone),
    ]
    columns = ("kind", "ccode1", "ccode2", "year", "risk", "history")
    return pl.concat([part.select(columns) for part in parts])


def _with_first_source_alone(
    failure: pl.DataFrame, forecasts: Rolled, alone: pl.DataFrame
) -> list[pl.DataFrame]:
    """Forecast the known failure from the first source of disputes alone, where it can be."""
    if not forecasts.alone or failure.is_empty():
        return []
    row = _failed_pair(alone, FAILED_IN - 1)
    features = row.select(FEATURES).to_numpy().astype(float)
    log_odds = forecasts.alone_hinge(mean_odds(forecasts.alone, features))
    kind = pl.lit(f"known failure, disputes to {LAST_GML} alone")
    not_computed = pl.lit(None, dtype=pl.Float64)
    risk = pl.Series("risk", probability(log_odds))
    return [failure.with_columns(risk, kind=kind, history=not_computed)]


def _worst(frame: pl.DataFrame, kind: str, *, descending: bool) -> pl.DataFrame:
    """Take the first of each decade, ordered by their risk."""
    ordered = frame.sort("risk", descending=descending)
    first = ordered.group_by("decade", maintain_order=True).head(WORST)
    return first.with_columns(kind=pl.lit(kind))


def _failed_pair(frame: pl.DataFrame, year: int) -> pl.DataFrame:
    """Take the row of the known failure in a year."""
    lower, higher = FAILED_PAIR
    pair = (pl.col("ccode1") == lower) & (pl.col("ccode2") == higher)
    return frame.filter(pair & (pl.col("year") == year))

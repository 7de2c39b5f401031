"""Scores of the models of risk on decades that they had not seen, and where they failed worst."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.blocs import Bloc, blocs
from detente.actors.composition import actual
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
from detente.models.dispute_risk.fit import DECADES, Rolled
from detente.models.features.dyad_years import LAST_GML, laid_out
from detente.models.features.pairs import SIDES

Floats = NDArray[np.float64]
FAILED_PAIR = (2, 365)
"""Its pair: the crisis of 2014, which the disputes known to 2010 do not foresee."""
WORST = 3
"""Misses of each kind named in a decade."""
JOINED = (HISTORY_ALONE, BOTH)
"""Models that are scored for blocs as well."""
SCORES = {
    "group": pl.String,
    "first": pl.Int64,
    "last": pl.Int64,
    "model": pl.String,
    "cases": pl.Int64,
    "events": pl.Int64,
    "precision": pl.Float64,
    "brier": pl.Float64,
    "log_loss": pl.Float64,
    "slope": pl.Float64,
    "expected": pl.Float64,
}


def scored(forecasts: Rolled) -> pl.DataFrame:
    """Score forecasts of pairs, and of blocs with states outside, beside the base rate.

    Parameters
    ----------
    forecasts : Rolled
        As `fit.roll` gives them.

    Returns
    -------
    polars.DataFrame
        A row for each group, period and model: from 1971 to the end of each decade, and each
        decade alone. Skill is over the base rate of the years before each decade.
    """
    forecast = pl.Series(~np.isnan(forecasts.log_odds[BOTH]))
    chances = [pl.Series(model, probability(forecasts.log_odds[model])) for model in MODELS]
    onset = pl.col("onset_next").fill_null(0).cast(pl.Float64)
    keys = ("ccode1", "ccode2", "year", "relevant")
    kept = forecasts.keys.select(*keys, pl.col("seen") & forecast, onset, *chances)
    rows = [
        *_scores("relevant", kept.filter("relevant"), MODELS),
        *_scores("all", kept, MODELS),
        *_scores("blocs", blocs_with_states(kept), JOINED),
    ]
    return pl.DataFrame(rows, orient="row", schema=SCORES)


def _scores(group: str, frame: pl.DataFrame, models: tuple[str, ...]) -> list[tuple[object, ...]]:
    """Score every model to the end of each decade, and in each decade alone."""
    year, seen = frame["year"].to_numpy(), frame["seen"].to_numpy()
    onset = frame["onset_next"].to_numpy()
    rate = _rate_before(year, onset)
    rows: list[tuple[object, ...]] = []
    for first, last in _periods():
        use = seen & (year >= first) & (year <= last)
        if not onset[use].any():
            continue
        for model in models:
            made = score(frame[model].to_numpy()[use], onset[use], rate[use])
            counts = (made.cases, made.events, made.precision, made.brier, made.log_loss)
            rows.append((group, first, last, model, *counts, made.slope, made.expected))
    return rows


def _rate_before(year: NDArray[np.int64], onset: Floats) -> Floats:
    """Give each row the rate of disputes before its decade: what the models are compared with."""
    rate = np.full(year.size, np.nan)
    for decade in DECADES:
        before = year < decade
        if before.any():
            rate[(year >= decade) & (year < decade + 10)] = onset[before].mean()
    return rate


def _periods() -> list[tuple[int, int]]:
    """Give the periods that are scored: from the first year, and each decade alone."""
    ends = [decade + 9 for decade in DECADES if decade >= JUDGED and decade + 9 <= LAST_GML]
    return [(first, last) for last in ends for first in sorted({JUDGED, last - 9})]


def blocs_with_states(kept: pl.DataFrame) -> pl.DataFrame:
    """Join the pairs of a bloc's members with a state outside into one of the bloc.

    Parameters
    ----------
    kept : polars.DataFrame
        Pairs with ``year``, ``seen``, ``onset_next`` and the models' probabilities.

    Returns
    -------
    polars.DataFrame
        The probability of at least one dispute, pairs taken as independent, and whether one came.
    """
    parts = [_bloc_with_states(kept, bloc) for bloc in blocs().values()]
    joined = pl.concat([part for part in parts if part is not None])
    return joined.sort("year", "other", maintain_order=True)


def _bloc_with_states(kept: pl.DataFrame, bloc: Bloc) -> pl.DataFrame | None:
    """Join the pairs of one bloc; None where it never had members."""
    known_year = (pl.col("year") + 1).cast(pl.Int64)
    inside = actual(bloc).select(known_year, pl.col("ccode").cast(pl.Int64))
    if inside.is_empty():
        return None
    inside = inside.with_columns(member=pl.lit(value=True))
    marked = kept
    for side in SIDES:
        names = {"ccode": f"ccode{side}", "member": f"member{side}"}
        keys = [f"ccode{side}", "year"]
        marked = marked.join(inside.rename(names), on=keys, how="left", maintain_order="left")
    first, second = pl.col("member1").is_not_null(), pl.col("member2").is_not_null()
    other = pl.when(first).then("ccode2").otherwise("ccode1")
    across = marked.filter(first != second).with_columns(other=other)
    at_least_one = [(1 - (1 - pl.col(model)).product()).alias(model) for model in JOINED]
    came = pl.col("onset_next").max()
    # the order is kept so that products and sums come out the same in every run
    by_state = across.group_by("other", "year", maintain_order=True)
    return by_state.agg(pl.col("seen").all(), came, *at_least_one)


def misses(forecasts: Rolled, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Name the worst failures of each decade, and one known failure.

    Parameters
    ----------
    forecasts : Rolled
        As `fit.roll` gives them.
    tables : mapping
        Tables of the store, for the forecast that the first source of disputes alone allows.

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
        *_with_first_source_alone(failure, forecasts, tables),
    ]
    columns = ("kind", "ccode1", "ccode2", "year", "risk", "history")
    return pl.concat([part.select(columns) for part in parts])


def _with_first_source_alone(
    failure: pl.DataFrame, forecasts: Rolled, tables: Mapping[str, pl.DataFrame]
) -> list[pl.DataFrame]:
    """Forecast the known failure from the first source of disputes alone, where it can be."""
    alone = _failed_pair(laid_out(tables, FAILED_IN, stand_in=False), FAILED_IN - 1)
    if not forecasts.models or alone.is_empty():
        return []
    features = alone.select(FEATURES).to_numpy().astype(float)
    members = [member.log_odds(features) for member in forecasts.models]
    log_odds = np.mean(members, axis=0) + forecasts.shift[DECADES[-1]]
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

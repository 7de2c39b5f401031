"""How a dispute would end: expectations for every pair and year, after Carroll and Kenkel.

Their measure answers to material capabilities as they are, not to a ratio chosen beforehand. Ours
takes the same components through a ridge multinomial logit with a smooth of time, on edition 5.0 of
the disputes and 7 of the capabilities, so that it reaches 2022; the scores are ours. The calendar
alone explains most of what can be explained; what capability adds is printed beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.calendar import last_year
from detente.estimators.multinomial_logit import Choice, fit, kernel, reduction
from detente.grain import Grain
from detente.models.features.pairs import SIDES
from detente.panel.spine import dyad_years
from detente.power.capability import COMPONENTS
from detente.store.starter import DerivedTable

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NEEDS = ("cow_nmc", "mid_outcomes")
KINDS = ("lose", "stalemate", "win")
"""Outcomes for side A, in the order of the columns."""
WON, LOST, DRAWN = (1, 4), (2, 3), (5,)
"""Codes of victory A and yield by B; of the opposite; of a stalemate. Other outcomes are left out,
as in the original."""
THEIRS = 2007
"""Last year of their sample."""
LAST = last_year("cow_nmc")
"""Last year of capabilities, and so of expectations."""
FITTED = last_year("mid_outcomes")
"""Last year of the disputes that the expectations are fitted on: no earlier view may use them."""
FOLDS = 10
FORWARD_FROM = 1880
"""First year of the decades forecast from earlier disputes only."""
STEPS = 200
"""Steps from 0 to 1 in which expectations are shipped."""
SLICE = 400_000
"""Pairs that are scored at a time."""
PLAIN = [f"{component}_{side}" for side in SIDES for component in COMPONENTS]
FEATURES = (*PLAIN, *(f"gap_{component}" for component in COMPONENTS), "ratio", "log_ratio")


@dataclass(frozen=True, slots=True)
class Cases:
    """Disputes in arrays, in the order of their years.

    Attributes
    ----------
    features : ndarray, shape (N, P)
        `FEATURES`.
    year : ndarray, shape (N,)
        First year of the dispute.
    ended : ndarray of int, shape (N,)
        How it ended: place in `KINDS`.
    """

    features: Floats
    year: Floats
    ended: Ints

    def fitted(self, kept: NDArray[np.bool_]) -> Choice:
        """Fit the model on some of the cases.

        Parameters
        ----------
        kept : ndarray of bool, shape (N,)
            Which ones.
        """
        return fit(self.features[kept], self.year[kept], self.ended[kept], len(KINDS))

    def by_year(self, kept: NDArray[np.bool_], asked: NDArray[np.bool_]) -> Floats:
        """Forecast cases from the year alone, shape (M, 3).

        Parameters
        ----------
        kept, asked : ndarray of bool, shape (N,)
            Which cases the forecast rests on, and which are forecast.
        """
        return kernel(self.year[kept], self.ended[kept], len(KINDS), self.year[asked])


def capabilities(nmc: pl.DataFrame) -> pl.DataFrame:
    """Put components on a scale without ends, and fill gaps.

    A gap is filled from the state's own years, then with the median of all states of the year.

    Parameters
    ----------
    nmc : polars.DataFrame
        Table ``cow_nmc``.
    """
    frame = nmc.sort("ccode", "year").with_columns(pl.col(*COMPONENTS).cast(pl.Float64).arcsinh())
    between = pl.col(*COMPONENTS).interpolate()
    own = between.fill_null(strategy="backward").fill_null(strategy="forward").over("ccode")
    median = pl.col(*COMPONENTS).median().over("year")
    filled = frame.with_columns(own).with_columns(pl.col(*COMPONENTS).fill_null(median))
    return filled.select("ccode", "year", *COMPONENTS, "cinc")


def features(pairs: pl.DataFrame, nmc: pl.DataFrame) -> pl.DataFrame:
    """Add both sides' capabilities to each pair; a pair without both is left out.

    Parameters
    ----------
    pairs : polars.DataFrame
        ``ccode1``, ``ccode2``, ``year``.
    nmc : polars.DataFrame
        Table ``cow_nmc``.
    """
    filled = capabilities(nmc)
    for side in SIDES:
        pairs = pairs.join(
            filled.rename({name: f"{name}_{side}" for name in (*COMPONENTS, "cinc")}),
            left_on=[f"ccode{side}", "year"],
            right_on=["ccode", "year"],
            how="inner",
            maintain_order="left",
        )
    ratio = pl.col("cinc_1") / (pl.col("cinc_1") + pl.col("cinc_2"))
    gaps = {f"gap_{name}": pl.col(f"{name}_1") - pl.col(f"{name}_2") for name in COMPONENTS}
    log_ratio = ratio.clip(1e-6, 1).log()
    return pairs.with_columns(**gaps, ratio=ratio, log_ratio=log_ratio).drop_nulls(FEATURES)


def sample(tables: Mapping[str, pl.DataFrame], last: int) -> pl.DataFrame:
    """Take disputes of one state with one, of a known outcome, in their first year.

    Parameters
    ----------
    tables : mapping
        Tables of the store, as `NEEDS` names them.
    last : int
        Last year.

    Returns
    -------
    polars.DataFrame
        `FEATURES` and ``ended``, the place of the outcome in `KINDS`; sorted by year.
    """
    outcome = pl.col("outcome")
    readable = outcome.is_in([*WON, *LOST, *DRAWN]) & (pl.col("year") <= last)
    ended = pl.when(outcome.is_in(WON)).then(2).when(outcome.is_in(LOST)).then(0).otherwise(1)
    known = tables["mid_outcomes"].filter(readable).with_columns(ended=ended)
    return features(known.sort("year", "dispnum"), tables["cow_nmc"])


def _arrays(frame: pl.DataFrame) -> tuple[Floats, Floats]:
    """Give the features and the years of pairs."""
    return frame.select(FEATURES).to_numpy().astype(float), frame["year"].to_numpy().astype(float)


def cases_of(frame: pl.DataFrame) -> Cases:
    """Put a sample into arrays.

    Parameters
    ----------
    frame : polars.DataFrame
        As `sample` gives it.
    """
    return Cases(*_arrays(frame), ended=frame["ended"].to_numpy().astype(np.int64))


def model(tables: Mapping[str, pl.DataFrame], last: int = FITTED) -> Choice:
    """Fit the model on every dispute up to a year.

    Parameters
    ----------
    tables : mapping
        Tables of the store, as `NEEDS` names them.
    last : int
        The year.
    """
    cases = cases_of(sample(tables, last))
    return cases.fitted(np.ones(cases.year.size, dtype=bool))


def outcomes(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Score every directed pair of states and year, in steps of half a per cent.

    Parameters
    ----------
    tables : mapping
        Tables of the store, as `NEEDS` names them.

    Returns
    -------
    polars.DataFrame
        ``ccode1``, ``ccode2``, ``year``, ``win``, ``lose`` of two hundred; a stalemate is the rest.
    """
    fitted = model(tables)
    pairs = dyad_years("cow", directed=True, years=(1816, LAST))
    keys = pl.col("ccode1", "ccode2", "year")
    parts = []
    for part in features(pairs.select(keys.cast(pl.Int64)), tables["cow_nmc"]).iter_slices(SLICE):
        steps = np.round(STEPS * fitted.predict(*_arrays(part))).astype(np.int64)
        win = pl.Series("win", steps[:, KINDS.index("win")], dtype=pl.UInt8)
        lose = pl.Series("lose", steps[:, KINDS.index("lose")], dtype=pl.UInt8)
        parts.append(part.select(keys.cast(pl.Int16)).with_columns(win, lose))
    return pl.concat(parts).sort("ccode1", "ccode2", "year")


def check_outcomes(tables: Mapping[str, pl.DataFrame]) -> dict[str, float | int]:
    """Score the model by ten-fold cross-validation on their sample, and on later disputes.

    Parameters
    ----------
    tables : mapping
        Tables of the store, as `NEEDS` names them.

    Returns
    -------
    dict
        Cases; proportional reduction of log loss of the ratio alone, of the model, of the year
        alone, of the model over the year; and of the model fitted on earlier disputes only, over
        the year fitted likewise.
    """
    cases = cases_of(sample(tables, THEIRS))
    forecasts = _cross_validated(cases)
    later, later_by_year = _forward(cases)
    forecast_later = cases.ended[-later.shape[0] :]
    null, by_year = forecasts["null"], forecasts["year"]
    over_null = {
        name: round(reduction(forecasts[name], null, cases.ended), 4)
        for name in ("ratio", "model", "year")
    }
    over_year = reduction(forecasts["model"], by_year, cases.ended)
    return {
        "cases": cases.ended.size,
        **over_null,
        "model_over_year": round(over_year, 4),
        "forward_over_year": round(reduction(later, later_by_year, forecast_later), 4),
    }


def _cross_validated(cases: Cases) -> dict[str, Floats]:
    """Forecast each fold from the others: by their rates, the year, the model and a ratio alone."""
    fold = folds(cases.ended, FOLDS, 1)
    ratio = cases.features[:, [FEATURES.index("ratio")]]
    shape = (cases.ended.size, len(KINDS))
    forecasts = {name: np.empty(shape) for name in ("null", "ratio", "model", "year")}
    for number in range(FOLDS):
        out, kept = fold == number, fold != number
        counts = np.bincount(cases.ended[kept], minlength=len(KINDS))
        forecasts["null"][out] = counts / kept.sum()
        forecasts["year"][out] = cases.by_year(kept, out)
        whole = cases.fitted(kept)
        forecasts["model"][out] = whole.predict(cases.features[out], cases.year[out])
        # the ratio is given no year: all cases are of year 0
        flat = np.zeros(kept.sum())
        alone = fit(ratio[kept], flat, cases.ended[kept], len(KINDS), ridge=1.0)
        forecasts["ratio"][out] = alone.predict(ratio[out], np.zeros(out.sum()))
    return forecasts


def _forward(cases: Cases) -> tuple[Floats, Floats]:
    """Forecast each decade from what had ended before it: by the model, and by the year alone."""
    by_model, by_year = [], []
    for start in range(FORWARD_FROM, THEIRS + 1, 10):
        kept, out = cases.year < start, (cases.year >= start) & (cases.year < start + 10)
        if out.any():
            by_model.append(cases.fitted(kept).predict(cases.features[out], cases.year[out]))
            by_year.append(cases.by_year(kept, out))
    return np.vstack(by_model), np.vstack(by_year)


def folds(outcome: Ints, count: int, seed: int) -> Ints:
    """Deal cases into folds, each outcome spread evenly.

    Parameters
    ----------
    outcome : ndarray of int, shape (N,)
        Outcomes.
    count, seed : int
        Folds, and the seed of the draws.

    Examples
    --------
    >>> np.bincount(folds(np.array([0, 0, 1, 1]), 2, 1)).tolist()
    [2, 2]
    """
    rng = np.random.default_rng(seed)
    fold = np.empty(outcome.size, dtype=np.int64)
    for kind in np.unique(outcome):
        of_kind = rng.permutation(np.flatnonzero(outcome == kind))
        fold[of_kind] = np.arange(of_kind.size) % count
    return fold


DERIVED_TABLES = (
    DerivedTable(
        "outcomes",
        Grain.DIRECTED_DYAD_YEAR,
        needs=NEEDS,
        make=outcomes,
        rule="of two hundred disputes that ccode1, having begun one with ccode2 in that year, "
        "would be expected to win and to lose",
    ),
)

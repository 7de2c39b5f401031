"""How a dispute would end: expectations for every pair of states and year, after Carroll and Kenkel; the scores are ours.

Their measure answers to material capabilities as they are, not to a ratio chosen beforehand. Ours takes the same components
through a ridge multinomial logit with a smooth of time, on edition 5.0 of the disputes and 7 of the capabilities, so that it
reaches 2022. The calendar alone explains most of what can be explained; what capability adds is printed beside it.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.estimators.multinomial_logit import Choice, fit, kernel, reduction
from detente.grain import Grain
from detente.panel.spine import dyad_years
from detente.power.capability import COMPONENTS
from detente.store.starter import Recipe

Floats = NDArray[np.float64]
NEEDS = ("cow_nmc", "mid_outcomes")
KINDS = ("lose", "stalemate", "win")
"""Outcomes for side A, in the order of the columns."""
WON, LOST, DRAWN = (1, 4), (2, 3), (5,)
"""Codes of victory A and yield by B; of the opposite; of a stalemate. Other outcomes are left out, as in the original."""
THEIRS = 2007
"""Last year of their sample."""
LAST = 2022
FITTED = 2014
"""Last year of disputes that the shipped expectations were fitted on: no earlier view may use them."""
FOLDS = 10
STEPS = 200
"""Steps from 0 to 1 in which expectations are shipped."""
SIDES = ("1", "2")
PLAIN = [f"{c}_{s}" for s in SIDES for c in COMPONENTS]
FEATURES = (*PLAIN, *(f"gap_{c}" for c in COMPONENTS), "ratio", "log_ratio")


def capabilities(nmc: pl.DataFrame) -> pl.DataFrame:
    """Put components on a scale without ends, and fill gaps from the state's own years, then from the year's middle state."""
    frame = nmc.sort("ccode", "year").with_columns(pl.col(*COMPONENTS).cast(pl.Float64).arcsinh())
    own = (
        pl.col(*COMPONENTS)
        .interpolate()
        .fill_null(strategy="backward")
        .fill_null(strategy="forward")
        .over("ccode")
    )
    return (
        frame.with_columns(own)
        .with_columns(pl.col(*COMPONENTS).fill_null(pl.col(*COMPONENTS).median().over("year")))
        .select("ccode", "year", *COMPONENTS, "cinc")
    )


def features(pairs: pl.DataFrame, nmc: pl.DataFrame) -> pl.DataFrame:
    """Lay both sides' capabilities beside each pair; a pair without both falls away."""
    found, filled = pairs, capabilities(nmc)
    for side in SIDES:
        found = found.join(
            filled.rename({c: f"{c}_{side}" for c in (*COMPONENTS, "cinc")}),
            left_on=[f"ccode{side}", "year"],
            right_on=["ccode", "year"],
            how="inner",
            maintain_order="left",
        )
    ratio = pl.col("cinc_1") / (pl.col("cinc_1") + pl.col("cinc_2"))
    gaps = [(pl.col(f"{c}_1") - pl.col(f"{c}_2")).alias(f"gap_{c}") for c in COMPONENTS]
    return found.with_columns(
        *gaps, ratio.alias("ratio"), ratio.clip(1e-6, 1).log().alias("log_ratio")
    ).drop_nulls(FEATURES)


def sample(tables: Mapping[str, pl.DataFrame], last: int) -> pl.DataFrame:
    """Take disputes of one state against one, with an outcome that can be read, in their first year."""
    known = tables["mid_outcomes"].filter(
        pl.col("outcome").is_in([*WON, *LOST, *DRAWN]) & (pl.col("year") <= last)
    )
    coded = (
        pl.when(pl.col("outcome").is_in(WON))
        .then(2)
        .when(pl.col("outcome").is_in(LOST))
        .then(0)
        .otherwise(1)
    )
    return features(
        known.with_columns(coded.alias("ended")).sort("year", "dispnum"), tables["cow_nmc"]
    )


def _arrays(frame: pl.DataFrame) -> tuple[Floats, Floats]:
    return frame.select(FEATURES).to_numpy().astype(float), frame["year"].to_numpy().astype(float)


def model(tables: Mapping[str, pl.DataFrame], last: int = FITTED) -> Choice:
    """Fit the model on every dispute up to a year."""
    cases = sample(tables, last)
    return fit(*_arrays(cases), cases["ended"].to_numpy().astype(np.int64), len(KINDS))


def outcomes(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Score every directed pair of states and year from 1816 to 2022, in steps of half a per cent; a stalemate is the rest."""
    fitted = model(tables)
    pairs = dyad_years("cow", directed=True, years=(1816, LAST)).select(
        pl.col("ccode1", "ccode2", "year").cast(pl.Int64)
    )
    parts = []
    for part in features(pairs, tables["cow_nmc"]).iter_slices(400_000):
        told = np.round(STEPS * fitted.predict(*_arrays(part))).astype(np.int64)
        parts.append(
            part.select(pl.col("ccode1", "ccode2", "year").cast(pl.Int16)).with_columns(
                pl.Series("win", told[:, 2], dtype=pl.UInt8),
                pl.Series("lose", told[:, 0], dtype=pl.UInt8),
            )
        )
    return pl.concat(parts).sort("ccode1", "ccode2", "year")


def check_outcomes(tables: Mapping[str, pl.DataFrame]) -> dict[str, float | int]:
    """Score the model by ten-fold cross-validation on their sample, beside a ratio, the calendar alone, and time before it.

    Returns
    -------
    dict
        Cases; proportional reduction of log loss of the ratio alone, of the model, of the year alone, of the model over the
        year; and of the model fitted on earlier disputes only, over the year fitted likewise.
    """
    cases = sample(tables, THEIRS)
    (x, year), y = _arrays(cases), cases["ended"].to_numpy().astype(np.int64)
    fold = folds(y, FOLDS, 1)
    names = list(FEATURES)
    ratio = [names.index("ratio")]
    told = {k: np.empty((y.size, len(KINDS))) for k in ("null", "ratio", "model", "year")}
    for k in range(FOLDS):
        out, kept = fold == k, fold != k
        told["null"][out] = np.bincount(y[kept], minlength=len(KINDS)) / kept.sum()
        told["year"][out] = kernel(year[kept], y[kept], len(KINDS), year[out])
        told["model"][out] = fit(x[kept], year[kept], y[kept], len(KINDS)).predict(
            x[out], year[out]
        )
        flat = np.zeros(kept.sum())
        told["ratio"][out] = fit(x[kept][:, ratio], flat, y[kept], len(KINDS), ridge=1.0).predict(
            x[out][:, ratio], np.zeros(out.sum())
        )
    later, base = _forward(x, year, y)
    return {
        "cases": y.size,
        "ratio": round(reduction(told["ratio"], told["null"], y), 4),
        "model": round(reduction(told["model"], told["null"], y), 4),
        "year": round(reduction(told["year"], told["null"], y), 4),
        "model_over_year": round(reduction(told["model"], told["year"], y), 4),
        "forward_over_year": round(reduction(later, base, y[-later.shape[0] :]), 4),
    }


def _forward(x: Floats, year: Floats, y: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Forecast each decade from 1880 on from what had ended before it; model, and year alone. Cases must be sorted by year."""
    mine, theirs = [], []
    for start in range(1880, THEIRS + 1, 10):
        kept, out = year < start, (year >= start) & (year < start + 10)
        if out.any():
            mine.append(fit(x[kept], year[kept], y[kept], len(KINDS)).predict(x[out], year[out]))
            theirs.append(kernel(year[kept], y[kept], len(KINDS), year[out]))
    return np.vstack(mine), np.vstack(theirs)


def folds(outcome: NDArray[np.int64], count: int, seed: int) -> NDArray[np.int64]:
    """Deal cases into folds, each outcome spread evenly.

    Examples
    --------
    >>> np.bincount(folds(np.array([0, 0, 1, 1]), 2, 1)).tolist()
    [2, 2]
    """
    rng = np.random.default_rng(seed)
    fold = np.empty(outcome.size, dtype=np.int64)
    for kind in np.unique(outcome):
        mine = rng.permutation(np.flatnonzero(outcome == kind))
        fold[mine] = np.arange(mine.size) % count
    return fold


RECIPES = (
    Recipe(
        "outcomes",
        Grain.DIRECTED_DYAD_YEAR,
        NEEDS,
        outcomes,
        "of two hundred disputes that ccode1, having begun one with ccode2 in that year, would be expected "
        "to win and to lose",
    ),
)

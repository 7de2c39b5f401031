"""The tables of the starter that hold the risk of a dispute, its scores and its worst failures."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.grain import Grain
from detente.models.dispute_risk.blocks import BLOCKS, BOTH, FAILED_IN, HISTORY_ALONE
from detente.models.dispute_risk.calibration import calibrated
from detente.models.dispute_risk.fit import last_fit, risk_years
from detente.models.dispute_risk.gains import gains
from detente.models.dispute_risk.outcomes_after import NEEDS as AFTER
from detente.models.dispute_risk.outcomes_after import scored_after
from detente.models.dispute_risk.scores import misses, scored
from detente.models.dispute_risk.settle import NEEDS, rolled
from detente.models.features.dyad_years import LAST_GML
from detente.store.starter import DerivedTable

Floats = NDArray[np.float64]
HUNDREDTHS = 100
"""Log-odds are stored in whole hundredths."""
SECOND_SOURCE = ("cowmidonset_cow", "cowmidongoing_cow")
"""Columns of the second source of disputes that the features of tension are made of."""


def _log_odds(name: str, values: Floats) -> pl.Series:
    """Store log-odds in whole hundredths."""
    return pl.Series(name, np.round(HUNDREDTHS * values).astype(np.int16))


def _small(name: str, values: Floats) -> pl.Series:
    """Store a standard deviation or a part in whole hundredths, one too large as the largest."""
    return pl.Series(name, np.minimum(np.round(HUNDREDTHS * values), 255).astype(np.uint8))


def risk(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Give the rows shipped, in hundredths of log-odds: parts, errors, and what they are added to.

    Parameters
    ----------
    tables : mapping
        Tables of the store, as `settle.NEEDS` names them.
    """
    forecasts = rolled(tables)
    kept = forecasts.keys.filter(pl.Series(forecasts.shipped))
    fits = [int(year) for year in last_fit(kept["year"].to_numpy())]
    columns = [_log_odds("base", np.array([forecasts.base[year] for year in fits]))]
    for block, values in zip(BLOCKS, forecasts.parts.T, strict=True):
        columns.append(_log_odds(block, values))
    for block, values in zip(BLOCKS, forecasts.part_spread.T, strict=True):
        columns.append(_small(f"{block}_error", values))
    columns.append(_small("error", forecasts.error[forecasts.shipped]))
    history = forecasts.log_odds[HISTORY_ALONE][forecasts.shipped]
    columns.append(_log_odds("history", history))
    for name, model in (("counted", BOTH), ("history_counted", HISTORY_ALONE)):
        by_year = forecasts.counted[model]
        columns.append(_small(name, np.array([by_year[year] for year in fits])))
    keys = kept.select(pl.col("ccode1", "ccode2", "year").cast(pl.Int16))
    return keys.with_columns(columns).sort("ccode1", "ccode2", "year")


def risk_scores(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Score every model on pairs with a border or a major power, on others, and on blocs.

    Parameters
    ----------
    tables : mapping
        Tables of the store, as `settle.NEEDS` and `outcomes_after.NEEDS` name them.
    """
    forecasts = rolled(tables)
    return pl.concat([scored(forecasts), scored_after(forecasts, tables)])


def risk_bins(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Compare what was said with what came, bin by bin and at the top.

    Parameters
    ----------
    tables : mapping
        Tables of the store, as `settle.NEEDS` names them.
    """
    return calibrated(rolled(tables))


def risk_gains(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Say what each part of the models adds.

    Parameters
    ----------
    tables : mapping
        Tables of the store, as `settle.NEEDS` names them.
    """
    return gains(risk_years(tables), rolled(tables))


def risk_misses(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Name the disputes thought least likely, the quiet years thought least likely, and a failure.

    Parameters
    ----------
    tables : mapping
        Tables of the store, as `settle.NEEDS` names them.
    """
    return misses(rolled(tables), _first_source_alone(tables))


def _first_source_alone(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Lay out pairs as they look to one who has the first source of disputes alone."""
    # the speech index and all adders: wanted where a table is built, not where it is read
    from detente.models.features.dyad_years import laid_out
    from detente.models.features.tension import with_tension

    frame = laid_out(tables, FAILED_IN, stand_in=False)
    in_first = pl.col("year") <= LAST_GML
    alone = frame.with_columns(pl.when(in_first).then(pl.col(name)) for name in SECOND_SOURCE)
    return with_tension(alone, tables)


def _table(
    name: str,
    make: Callable[[Mapping[str, pl.DataFrame]], pl.DataFrame],
    rule: str,
    *,
    more: tuple[str, ...] = (),
    grain: Grain | None = None,
) -> DerivedTable:
    """Declare a table of the models of risk."""
    return DerivedTable(name, grain, needs=(*NEEDS, *more), make=make, rule=rule, slow=True)


UNSEEN = "on years from 1971 that they had not seen"
RISK = _table(
    "risk",
    risk,
    "log-odds of a militarized dispute that begins in the year, from what was known at the end of "
    "the year before, in hundredths: base and parts add up; pairs with a border or a major power, "
    "and others above .2 %",
    grain=Grain.DYAD_YEAR,
)
SCORES = _table("risk_scores", risk_scores, f"scores of the models of risk {UNSEEN}", more=AFTER)
BINS = _table(
    "risk_bins",
    risk_bins,
    "what the models of risk said and what came, by bin of probability, at the top and of the "
    f"intervals, {UNSEEN}",
)
GAINS = _table("risk_gains", risk_gains, f"what each part of the models of risk adds {UNSEEN}")
MISSES = _table("risk_misses", risk_misses, "where the models of risk failed worst")
DERIVED_TABLES = (RISK, SCORES, BINS, GAINS, MISSES)

"""The tables of the starter that hold the risk of a dispute, its scores and its worst failures."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.grain import Grain
from detente.models.dispute_risk.blocks import BLOCKS, HISTORY_ALONE
from detente.models.dispute_risk.fit import decade_of, rolled
from detente.models.dispute_risk.scores import misses, scored
from detente.models.features.dyad_years import NEEDS
from detente.store.starter import DerivedTable

Floats = NDArray[np.float64]
HUNDREDTHS = 100
"""Log-odds are stored in whole hundredths."""


def _log_odds(name: str, values: Floats) -> pl.Series:
    """Store log-odds in whole hundredths."""
    return pl.Series(name, np.round(HUNDREDTHS * values).astype(np.int16))


def _error(name: str, values: Floats) -> pl.Series:
    """Store a standard deviation in whole hundredths, one too large for a byte as the largest."""
    return pl.Series(name, np.minimum(np.round(HUNDREDTHS * values), 255).astype(np.uint8))


def risk(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Give the rows shipped, in hundredths of log-odds: parts, errors, and what they are added to.

    Parameters
    ----------
    tables : mapping
        Tables of the store, as `dyad_years.NEEDS` names them.
    """
    forecasts = rolled(tables)
    kept = forecasts.keys.filter(pl.Series(forecasts.shipped))
    decades = decade_of(kept["year"].to_numpy())
    base = np.array([forecasts.base[int(decade)] for decade in decades])
    history = forecasts.log_odds[HISTORY_ALONE][forecasts.shipped]
    columns = [_log_odds("base", base)]
    for block, values in zip(BLOCKS, forecasts.parts.T, strict=True):
        columns.append(_log_odds(block, values))
    for block, values in zip(BLOCKS, forecasts.part_spread.T, strict=True):
        columns.append(_error(f"{block}_error", values))
    columns.append(_error("error", forecasts.spread[forecasts.shipped]))
    columns.append(_log_odds("history", history))
    keys = kept.select(pl.col("ccode1", "ccode2", "year").cast(pl.Int16))
    return keys.with_columns(columns).sort("ccode1", "ccode2", "year")


def risk_scores(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Score every model on pairs with a border or a major power, on all pairs, and on blocs.

    Parameters
    ----------
    tables : mapping
        Tables of the store, as `dyad_years.NEEDS` names them.
    """
    return scored(rolled(tables))


def risk_misses(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Name the disputes thought least likely, the quiet years thought least likely, and a failure.

    Parameters
    ----------
    tables : mapping
        Tables of the store, as `dyad_years.NEEDS` names them.
    """
    return misses(rolled(tables), tables)


DERIVED_TABLES = (
    DerivedTable(
        "risk",
        Grain.DYAD_YEAR,
        needs=NEEDS,
        make=risk,
        rule="log-odds of a militarized dispute that begins in the year, from what stood at the "
        "end of the year before, in hundredths: base and parts add up; pairs with a border or a "
        "major power, and others above .2 %",
        slow=True,
    ),
    DerivedTable(
        "risk_scores",
        None,
        needs=NEEDS,
        make=risk_scores,
        rule="scores of the models of risk on decades from 1971 that they had not seen",
        slow=True,
    ),
    DerivedTable(
        "risk_misses",
        None,
        needs=NEEDS,
        make=risk_misses,
        rule="where the models of risk failed worst",
        slow=True,
    ),
)

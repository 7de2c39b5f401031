"""The table of the starter against which any model of disputes can be scored.

It holds what came in each year of every pair, and what our models and the simple ones had said of
it before they saw it.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.estimators.logit import OVERFLOW
from detente.grain import Grain
from detente.models.dispute_risk import tables as risk_tables
from detente.models.dispute_risk.blocks import (
    BOTH,
    HISTORY_ALONE,
    JUDGED,
    LOGIT,
    NO_STRUCTURES,
    PEACE_ALONE,
    TREES,
)
from detente.models.dispute_risk.settle import Rolled, rolled
from detente.store.starter import DerivedTable

Floats = NDArray[np.float64]
OF_ALL = {"model": BOTH, "history": HISTORY_ALONE, "peace": PEACE_ALONE}
"""Columns with log-odds of every pair, and the model that gave them."""
OF_RELEVANT = {"logit": LOGIT, "trees": TREES, "no_structures": NO_STRUCTURES}
"""Columns with log-odds of pairs with a border or a major power alone."""
THOUSANDTHS = 1000
"""Log-odds are stored in whole thousandths: coarser ones would tie forecasts at the top."""
COARSE, FAR = 50, 200
"""Thousandths to which log-odds are rounded: of models that are shown beside, and of unlikely pairs
without a border or a major power. It keeps the table small; a chance below .2 % moves by at most a
tenth of itself."""
UNLIKELY = -6.2
"""Log-odds below which they are: a chance of .2 %."""
DECADE = 10


def unseen(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Lay out what came, and what had been said of it, for every pair and year that is scored.

    Parameters
    ----------
    tables : mapping
        Tables of the store, as the risk needs them.
    """
    return unseen_of(rolled(tables))


def unseen_of(forecasts: Rolled) -> pl.DataFrame:
    """Lay out forecasts beside what came.

    Parameters
    ----------
    forecasts : Rolled
        As the models of risk are rolled through the years.

    Returns
    -------
    polars.DataFrame
        Keys; ``relevant`` (a border or a major power); ``begun`` (a dispute began); log-odds of
        our model and the simple ones, and of the base rates before the decade, of all pairs and of
        relevant ones, in thousandths.
    """
    keys = forecasts.keys
    forecast = pl.Series(~np.isnan(forecasts.log_odds[BOTH]))
    near = keys["relevant"].to_numpy()
    log_odds = forecasts.log_odds
    columns = [_of_all(column, log_odds[model], near) for column, model in OF_ALL.items()]
    columns += [_rounded(column, log_odds[model], COARSE) for column, model in OF_RELEVANT.items()]
    known = keys.with_columns(columns).filter(forecast, pl.col("onset_next").is_not_null())
    rates = rates_before(known)
    scored = known.filter(pl.col("year") >= JUDGED)
    decade = (pl.col("year") - 1) // DECADE * DECADE + 1
    whole = scored.with_columns(decade=decade).join(rates, on="decade", how="left")
    begun = (pl.col("onset_next") > 0).alias("begun")
    of_relevant = [pl.when("relevant").then(pl.col(name)).alias(name) for name in OF_RELEVANT]
    return whole.select(
        pl.col("ccode1", "ccode2", "year").cast(pl.Int16),
        "relevant",
        begun,
        *OF_ALL,
        *of_relevant,
        "rate",
        "rate_relevant",
    ).sort("ccode1", "ccode2", "year")


def rates_before(known: pl.DataFrame) -> pl.DataFrame:
    """Give the base rate that each decade is compared with: that of the years before it.

    Parameters
    ----------
    known : polars.DataFrame
        ``year``, ``relevant``, ``onset_next``.

    Returns
    -------
    polars.DataFrame
        ``decade`` (its first year), ``rate`` and ``rate_relevant`` (log-odds in thousandths).

    Examples
    --------
    >>> known = pl.DataFrame(
    ...     {"year": [1970, 1970, 1971], "relevant": [True, True, True], "onset_next": [1, 0, 0]}
    ... )
    >>> rates_before(known).rows()
    [(1971, 0, 0)]
    """
    last = known.select(pl.col("year").max().fill_null(JUDGED)).item()
    rows = []
    for decade in range(JUDGED, last + 1, DECADE):
        before = known.filter(pl.col("year") < decade)
        of_all, of_relevant = (
            float(part["onset_next"].sum()) / max(part.height, 1)
            for part in (before, before.filter("relevant"))
        )
        rows.append((decade, _thousandths(of_all), _thousandths(of_relevant)))
    schema = {"decade": pl.Int64, "rate": pl.Int16, "rate_relevant": pl.Int16}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _thousandths(rate: float) -> int | None:
    """Store a rate as log-odds; null where nothing or everything came."""
    return round(THOUSANDTHS * float(np.log(rate / (1 - rate)))) if 0 < rate < 1 else None


def _of_all(name: str, log_odds: Floats, near: NDArray[np.bool_]) -> pl.Series:
    """Store log-odds in thousandths, coarsely where a pair is unlikely and no border is near."""
    coarse = ~near & (log_odds < UNLIKELY)
    return _rounded(name, log_odds, np.where(coarse, FAR, 1))


def _rounded(name: str, log_odds: Floats, to: NDArray[np.int64] | int) -> pl.Series:
    """Store log-odds in thousandths, rounded to some of them; 0 where there is no forecast."""
    thousandths = THOUSANDTHS * np.clip(np.nan_to_num(log_odds), -OVERFLOW, OVERFLOW)
    return pl.Series(name, (to * np.round(thousandths / to)).astype(np.int16))


DERIVED_TABLES = (
    DerivedTable(
        "risk_unseen",
        Grain.DYAD_YEAR,
        needs=risk_tables.DERIVED_TABLES[0].needs,
        make=unseen,
        rule="whether a militarized dispute began, and the log-odds of it that our model, the "
        "simple ones and the base rate gave from the years before, in thousandths",
        slow=True,
    ),
)

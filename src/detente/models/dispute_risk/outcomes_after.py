"""Other outcomes than the disputes that the models are fitted on: to score them after those end."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.calendar import last_year
from detente.estimators import logit
from detente.estimators.logit import probability
from detente.models.dispute_risk.blocks import BOTH, HISTORY_ALONE
from detente.models.dispute_risk.scores import SCORES, score_row
from detente.models.dispute_risk.settle import Rolled
from detente.models.features.dyad_years import LAST_GML, LAST_KNOWN, newest_codes
from detente.models.features.pairs import pair_id

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NEEDS = ("ucdp_pairs", "icb_dyads")
"""Tables of the store that hold the other outcomes."""
DISPUTES, CONFLICTS, CRISES = "disputes after", "conflicts after", "crises after"
"""Groups of scores: disputes of the second source, armed conflicts between states, crises."""
FIRST = LAST_GML + 1
"""First year that is scored."""
LEARNT_FROM = 1961
"""First year of the forecasts from which the chance of another outcome is learnt."""
COMPARED = (HISTORY_ALONE, BOTH)


def scored_after(forecasts: Rolled, tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Score the forecasts after the last dispute that they are fitted on, on three outcomes.

    Parameters
    ----------
    forecasts : Rolled
        As `settle.rolled` gives them.
    tables : mapping
        Tables of the store, as `NEEDS` names them.

    Returns
    -------
    polars.DataFrame
        Rows as `scores.scored` gives them. A dispute of the second source is taken as the forecast
        says. The chance of a conflict or a crisis is a logit of the forecast's log-odds, learnt in
        the years before the first that is scored; its skill is over the rate of those years. Where
        an outcome is known for longer than forecasts are made there are two periods: to the last
        forecast, and to the last outcome with the last forecast carried on.
    """
    keys = forecasts.keys
    year, near = keys["year"].to_numpy(), keys["relevant"].to_numpy()
    onset = keys["onset_next"].fill_null(0).to_numpy().astype(float)
    made = ~np.isnan(forecasts.log_odds[BOTH])
    disputes = made & near & (year >= FIRST) & (year <= LAST_KNOWN)
    rows = []
    before = made & near & (year >= LEARNT_FROM) & (year < FIRST)
    for model in COMPARED:
        if not onset[disputes].any():
            continue
        rate = np.full(int(disputes.sum()), onset[before].mean())
        chance = probability(forecasts.log_odds[model][disputes])
        key = (DISPUTES, FIRST, LAST_KNOWN, model)
        rows.append((*key, *score_row(chance, onset[disputes], rate)))
    conflicts, crises = _conflicts(tables["ucdp_pairs"]), _crises(tables["icb_dyads"])
    rows += _other(forecasts, CONFLICTS, conflicts, latest=last_year("ucdp_acd"))
    rows += _other(forecasts, CRISES, crises, latest=last_year("icb"))
    return pl.DataFrame(rows, orient="row", schema=SCORES)


def _conflicts(pairs: pl.DataFrame) -> pl.DataFrame:
    """Give pairs and years in which two states were on opposite sides of an armed conflict."""
    between_states = pl.col("type_of_conflict").cast(pl.String) == "interstate"
    return pairs.filter(between_states).drop_nulls(["ccode1", "ccode2"])


def _crises(dyads: pl.DataFrame) -> pl.DataFrame:
    """Give pairs and years of an international crisis."""
    return dyads.drop_nulls(["ccode1", "ccode2"])


def begun(pairs: pl.DataFrame) -> pl.DataFrame:
    """Give the pairs and years in which something began: it was not under way the year before.

    Parameters
    ----------
    pairs : polars.DataFrame
        ``ccode1``, ``ccode2``, ``year`` of what was under way.

    Returns
    -------
    polars.DataFrame
        ``pair`` by newest codes, ``year``, ``came`` (1); sorted, once each.

    Examples
    --------
    >>> codes = {"ccode1": [365] * 3, "ccode2": [369] * 3}
    >>> begun(pl.DataFrame({**codes, "year": [2014, 2015, 2022]})).rows()
    [(365369, 2014, 1.0), (365369, 2022, 1.0)]
    """
    newest = newest_codes()
    coded = pairs.select(pl.col("ccode1", "ccode2", "year").cast(pl.Int64))
    for side in ("1", "2"):
        names = {"code": f"ccode{side}", "now": f"now{side}"}
        coded = coded.join(newest.rename(names), on=f"ccode{side}", how="inner")
    under_way = coded.select("year", pair=pair_id("now1", "now2")).unique().sort("pair", "year")
    goes_on = (pl.col("year") - pl.col("year").shift(1).over("pair") == 1).fill_null(value=False)
    first_years = under_way.filter(~goes_on)
    return first_years.select("pair", "year", came=pl.lit(1.0))


def _other(
    forecasts: Rolled, group: str, pairs: pl.DataFrame, *, latest: int
) -> list[tuple[object, ...]]:
    """Score forecasts of disputes as forecasts of another outcome, known to a latest year."""
    forecast_years = forecasts.keys["year"].to_numpy().astype(np.int64)
    places, year = carried(forecast_years, latest)
    pair = forecasts.keys["pair"].to_numpy()[places].astype(np.int64)
    keys = pl.DataFrame({"pair": pair, "year": year})
    marked = keys.join(begun(pairs), on=["pair", "year"], how="left", maintain_order="left")
    came = marked["came"].fill_null(0).to_numpy()
    made = ~np.isnan(forecasts.log_odds[BOTH][places])
    learnt = made & (year >= LEARNT_FROM) & (year < FIRST)
    rows: list[tuple[object, ...]] = []
    for last in sorted({min(latest, int(forecast_years.max())), latest}):
        ahead = made & (year >= FIRST) & (year <= last)
        if not came[learnt].any() or not came[ahead].any():
            continue
        for model in COMPARED:
            log_odds = forecasts.log_odds[model][places][:, None]
            fitted = logit.fit(log_odds[learnt], came[learnt], ridge=0.0)
            chance = probability(fitted.log_odds(log_odds[ahead]))
            rate = np.full(int(ahead.sum()), came[learnt].mean())
            rows.append((group, FIRST, last, model, *score_row(chance, came[ahead], rate)))
    return rows


def carried(year: Ints, latest: int) -> tuple[Ints, Ints]:
    """Carry the last forecasts on to a later year, as they were.

    Parameters
    ----------
    year : ndarray of int, shape (N,)
        Years of forecasts.
    latest : int
        Year to which they are carried.

    Returns
    -------
    tuple of ndarray of int, shape (M,)
        Places of the forecasts, and the years for which they are taken.

    Examples
    --------
    >>> places, years = carried(np.array([2022, 2023]), 2024)
    >>> places.tolist(), years.tolist()
    ([0, 1, 1], [2022, 2023, 2024])
    """
    last = int(year.max())
    ended = np.flatnonzero(year == last)
    later = range(last + 1, latest + 1)
    places = np.concatenate([np.arange(year.size), *(ended for _ in later)])
    years = np.concatenate([year, *(np.full(ended.size, one) for one in later)])
    return places, years

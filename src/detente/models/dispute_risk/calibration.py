"""Calibration, bin by bin: what was said, what came, and the interval of the difference."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.estimators import overdispersion, paired
from detente.models.dispute_risk.blocks import BOTH, HIGHEST, HISTORY_ALONE, JUDGED
from detente.models.dispute_risk.scores import periods
from detente.models.dispute_risk.settle import Rolled, windows_of_pairs

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

EDGES = (0.0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 1.0)
"""Edges of the bins of probability."""
BIN = "bin"
INSIDE, INSIDE_DRAWS = "counts inside 80 %", "counts inside 80 %, pairs drawn alone"
"""Kinds of rows beside those of the top: a bin, and two kinds of intervals."""
TOP = 300
TOP_SINCE = 1981
"""How many of the highest forecasts are looked at, whatever their value, and since when."""
COLUMNS = {
    "kind": pl.String,
    "model": pl.String,
    "first": pl.Int64,
    "last": pl.Int64,
    "from": pl.Float64,
    "to": pl.Float64,
    "cases": pl.Int64,
    "pairs": pl.Int64,
    "events": pl.Int64,
    "said": pl.Float64,
    "came": pl.Float64,
    "gap_low": pl.Float64,
    "gap_high": pl.Float64,
}
COMPARED = (HISTORY_ALONE, BOTH)
"""Models whose calibration is shown."""


def calibrated(forecasts: Rolled) -> pl.DataFrame:
    """Compare what was said with what came, by bin and at the top.

    Parameters
    ----------
    forecasts : Rolled
        As `settle.rolled` gives them.

    Returns
    -------
    polars.DataFrame
        Of pairs with a border or a major power, for each model, period and bin: cases, pairs,
        events, the mean forecast, the part that came, and the 95 % interval of forecast less what
        came, from pairs drawn with replacement. Of the intervals of forecasts: the part of pairs
        whose disputes in five years lie within them.
    """
    keys = forecasts.keys
    judged = (keys["seen"] & keys["relevant"]).to_numpy() & ~np.isnan(forecasts.log_odds[BOTH])
    year, unit = keys["year"].to_numpy(), keys["pair"].to_numpy()
    onset = keys["onset_next"].fill_null(0).to_numpy().astype(float)
    rows: list[tuple[object, ...]] = []
    for first, last in periods():
        if first != JUDGED:
            continue
        use = judged & (year >= first) & (year <= last)
        if not onset[use].any():
            continue
        for model in COMPARED:
            chance = 1 / (1 + np.exp(-forecasts.log_odds[model]))
            for low, high in pairwise(EDGES):
                among = use & (chance >= low) & (chance < high)
                key = (BIN, model, first, last, low, high)
                rows += _row(key, among, (chance, onset, unit))
            since = use & (year >= TOP_SINCE)
            top = _highest(chance, since)
            if last > TOP_SINCE and top.any():
                edge = float(chance[top].min())
                key = (HIGHEST, model, TOP_SINCE, last, edge, 1.0)
                rows += _row(key, top, (chance, onset, unit))
        rows += _intervals(forecasts, use, (first, last), onset)
    return pl.DataFrame(rows, orient="row", schema=COLUMNS)


def _highest(chance: Floats, among: Bools) -> Bools:
    """Mark the highest forecasts, whatever their value."""
    places = np.flatnonzero(among)
    marked = np.zeros(chance.size, dtype=bool)
    marked[places[np.argsort(-chance[places], kind="stable")[:TOP]]] = True
    return marked


def _row(
    key: tuple[object, ...], use: Bools, values: tuple[Floats, Floats, Ints]
) -> list[tuple[object, ...]]:
    """Write a row of some forecasts; none without forecasts."""
    if not use.any():
        return []
    chance, onset, unit = values[0][use], values[1][use], values[2][use]
    gap = paired.mean(chance - onset, unit)
    counts = (int(use.sum()), int(np.unique(unit).size), int(onset.sum()))
    return [(*key, *counts, float(chance.mean()), float(onset.mean()), gap.low, gap.high)]


def _intervals(
    forecasts: Rolled, use: Bools, period: tuple[int, int], onset: Floats
) -> list[tuple[object, ...]]:
    """Say how many pairs had as many disputes in five years as the intervals allow."""
    places = np.flatnonzero(use)
    unit, year = (forecasts.keys[name].to_numpy()[places] for name in ("pair", "year"))
    group = windows_of_pairs(unit, year, period[1] + 1)
    rows: list[tuple[object, ...]] = []
    for kind, error in ((INSIDE, forecasts.error), (INSIDE_DRAWS, forecasts.spread)):
        log_odds = forecasts.log_odds[BOTH][places]
        part, units = overdispersion.covered(log_odds, error[places], onset[places], group)
        key = (kind, BOTH, *period, 0.0, 1.0)
        rows.append((*key, units, None, None, 0.8, part, None, None))
    return rows

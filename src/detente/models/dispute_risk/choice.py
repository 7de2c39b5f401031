"""A model chosen anew each year: scores in which not even the choice is hindsight."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def chosen_each_year(
    log_odds: Mapping[str, Floats],
    onset: Floats,
    year: Ints,
    *,
    counted: Bools,
) -> tuple[Floats, dict[int, str]]:
    """Take, in every year, the forecasts of the model that had lost least in all years before.

    Parameters
    ----------
    log_odds : mapping
        Model to log-odds, shape (N,); NaN where nothing was forecast. Where two models lost alike
        the first is taken.
    onset : ndarray, shape (N,)
        What came.
    year : ndarray of int, shape (N,)
        Years of the forecasts.
    counted : ndarray of bool, shape (N,)
        Which forecasts count in the choice: those whose outcome is known.

    Returns
    -------
    tuple of ndarray, shape (N,), and dict
        Log-odds of the models chosen, and each year's choice.

    Examples
    --------
    >>> log_odds = {"bold": np.array([2.0, 2.0]), "timid": np.array([0.0, 0.0])}
    >>> came, year = np.array([0.0, 1.0]), np.array([2000, 2001])
    >>> chosen_each_year(log_odds, came, year, counted=np.array([True, True]))
    (array([2., 0.]), {2000: 'bold', 2001: 'timid'})
    """
    lost = dict.fromkeys(log_odds, 0.0)
    found = np.full(year.size, np.nan)
    chosen: dict[int, str] = {}
    forecast = ~np.any([np.isnan(values) for values in log_odds.values()], axis=0)
    for first in np.unique(year[forecast]).tolist():
        ahead = forecast & (year == first)
        best = chosen[first] = min(lost, key=lambda model: lost[model])
        found[ahead] = log_odds[best][ahead]
        over = ahead & counted
        for model, values in log_odds.items():
            loss = np.logaddexp(0.0, values[over]) - onset[over] * values[over]
            lost[model] += float(loss.sum())
    return found, chosen

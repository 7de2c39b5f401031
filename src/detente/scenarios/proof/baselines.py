"""Forecasts that know no scenario: no change from a smoothed level, and a random walk."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.estimators.sample_scores import normal_points
from detente.estimators.walks import changes, scale
from detente.scenarios.proof.observed import on_future_scale

Floats = NDArray[np.float64]
SMOOTHED = 5
"""Years whose mean is the level from which nothing changes."""
WINDOW = 20
"""Years up to the view whose errors make a band."""
FEWEST = 30
"""Fewest past errors on which a band rests."""


@dataclass(frozen=True, slots=True, eq=False)
class Baseline:
    """Two forecasts of one value, as points of their distribution.

    Attributes
    ----------
    smoothed : ndarray, shape (N,)
        No change from the mean of the last five years, with the errors that this made before.
    walk : ndarray, shape (N,)
        No change from the last value, with yearly steps added up.
    """

    smoothed: Floats
    walk: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Past:
    """What a view knows of one measure: levels, and the errors that forecasts made before.

    Attributes
    ----------
    measure : str
        Which one.
    level, last : ndarray, shape (U,)
        Mean of the last five known years, and the last known value.
    deviation : dict of int to float
        Error of the smoothed forecast by horizon.
    step : float
        Yearly deviation of the walk.
    """

    measure: str
    level: Floats
    last: Floats
    deviation: dict[int, float]
    step: float

    def forecast(self, row: int, horizon: int) -> Baseline | None:
        """Forecast one state; None where nothing is known of it, or too little of errors.

        Parameters
        ----------
        row, horizon : int
            Which state, and years ahead.
        """
        width = self.deviation[horizon]
        if np.isnan([self.level[row], self.last[row], width, self.step]).any():
            return None
        smoothed = normal_points(float(self.level[row]), width)
        walk = normal_points(float(self.last[row]), self.step * float(np.sqrt(horizon)))
        return Baseline(
            on_future_scale(self.measure, smoothed), on_future_scale(self.measure, walk)
        )


def past(measure: str, values: Floats, horizons: tuple[int, ...]) -> Past:
    """Read what a view knows of a measure.

    Parameters
    ----------
    measure : str
        Which one.
    values : ndarray, shape (U, T)
        Up to the view's last year, on the scale of its walk; NaN where not known.
    horizons : tuple of int
        Years ahead.
    """
    smooth = running_mean(values, SMOOTHED)
    steps = changes(values, 1)[:, -WINDOW:]
    return Past(
        measure,
        level=_newest(smooth),
        last=_newest(values),
        deviation={ahead: _error(values, smooth, ahead) for ahead in horizons},
        step=scale(steps, 1),
    )


def running_mean(values: Floats, years: int) -> Floats:
    """Give the mean of the known values of some years up to each; NaN where none is known.

    Parameters
    ----------
    values : ndarray, shape (U, T)
    years : int
        How many.

    Examples
    --------
    >>> running_mean(np.array([[1.0, np.nan, 3.0]]), 2).tolist()
    [[1.0, 1.0, 3.0]]
    """
    known = ~np.isnan(values)
    total = np.cumsum(np.where(known, values, 0.0), axis=1)
    count = np.cumsum(known, axis=1).astype(np.float64)
    total[:, years:] -= total[:, :-years].copy()
    count[:, years:] -= count[:, :-years].copy()
    empty = np.full(values.shape, np.nan)
    found: Floats = np.divide(total, count, out=empty, where=count > 0)
    return found


def _newest(values: Floats) -> Floats:
    """Give the last known value of each row in the last years; NaN where none is."""
    recent = values[:, -SMOOTHED:]
    known = ~np.isnan(recent)
    place = recent.shape[1] - 1 - np.argmax(known[:, ::-1], axis=1)
    found = recent[np.arange(recent.shape[0]), place]
    return np.where(known.any(axis=1), found, np.nan)


def _error(values: Floats, smooth: Floats, ahead: int) -> float:
    """Give the deviation whose 80 % band held past errors; NaN where there are too few."""
    if values.shape[1] <= ahead:
        return float("nan")
    errors = (values[:, ahead:] - smooth[:, :-ahead])[:, -WINDOW:]
    if (~np.isnan(errors)).sum() < FEWEST:
        return float("nan")
    # one year's deviation for `years=1`: the error of the whole horizon
    return scale(errors, 1)

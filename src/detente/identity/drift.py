"""Levels and drift: what remains of a distance without the noise of single sessions."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.estimators.local_level import local_level
from detente.estimators.proportion import TO_90
from detente.evidence.series import Series

Floats = NDArray[np.float64]
LEAST = 3
"""Fewest years that are smoothed."""
SPAN = 5
"""Years over which a drift is measured."""


@dataclass(frozen=True, slots=True)
class Drift:
    """Where a series stands once smoothed, and where it is going.

    Attributes
    ----------
    level : Series
        Smoothed level with a 90 % band; empty where there are fewer than three years.
    rate, low, high : float
        Change a year over the last `SPAN` years, with a 90 % interval.
    """

    level: Series
    rate: float
    low: float
    high: float

    @property
    def moving(self) -> bool:
        """Tell whether the interval of the drift leaves out 0."""
        return self.low > 0 or self.high < 0


def drift(series: Series) -> Drift:
    """Smooth a series by a local level.

    Parameters
    ----------
    series : Series
        The measure, as it was known at the view.

    Returns
    -------
    Drift
    """
    made = replace(
        series,
        id=f"{series.id}_level",
        label=f"{series.label}, smoothed level",
        values=(),
        years=(),
        low=(),
        high=(),
        rule=f"local level model of: {series.rule}",
        method="level",
    )
    if len(series.years) < LEAST:
        nan = float("nan")
        return Drift(level=made, rate=nan, low=nan, high=nan)
    values, errors = _spread(series)
    smoothed = local_level(values, errors, span=SPAN)
    half = TO_90 * smoothed.sd
    lower, upper = (smoothed.level - half).tolist(), (smoothed.level + half).tolist()
    years = tuple(range(series.years[0], series.years[-1] + 1))
    level = replace(made, years=years, values=tuple(smoothed.level.tolist()))
    level = replace(
        level,
        low=tuple(max(0.0, round(bound, 4)) for bound in lower),
        high=tuple(round(bound, 4) for bound in upper),
    )
    margin = TO_90 * smoothed.drift_sd
    return Drift(
        level=level,
        rate=smoothed.drift,
        low=smoothed.drift - margin,
        high=smoothed.drift + margin,
    )


def _spread(series: Series) -> tuple[Floats, Floats]:
    """Give values and standard errors by year without gaps; NaN where there are none."""
    first, last = series.years[0], series.years[-1]
    values, errors = np.full((2, last - first + 1), np.nan)
    place = np.array(series.years) - first
    values[place] = series.values
    if series.low and series.high:
        bounds = zip(series.values, series.low, series.high, strict=True)
        errors[place] = [_error(*bound) for bound in bounds]
    return values, errors


def _error(value: float, low: float | None, high: float | None) -> float:
    """Turn a 90 % interval into a standard error."""
    if low is None or high is None:
        return float("nan")
    if low > 0:
        return (high - low) / (2 * TO_90)
    # an interval that was folded at 0 shows its width on the upper side only
    return max(high - value, 0.0) / TO_90

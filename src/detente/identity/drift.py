"""Levels and drift: what remains of a distance without the noise of single sessions."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from detente.estimators.local_level import local_level
from detente.estimators.proportion import TO_90
from detente.evidence.series import Series

SPAN = 5
"""Years over which a drift is told."""


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


def drift(series: Series, as_of: int) -> Drift:
    """Smooth a series by a local level as it was known at a date.

    Parameters
    ----------
    series : Series
        The measure; years after `as_of` do not enter.
    as_of : int
        The view.

    Returns
    -------
    Drift
    """
    known = series
    made = replace(
        known,
        id=f"{series.id}_level",
        label=f"{series.label}, smoothed level",
        values=(),
        years=(),
        low=(),
        high=(),
        rule=f"local level model of: {series.rule}",
        method="level",
    )
    if len(known.years) < 3:
        return Drift(level=made, rate=float("nan"), low=float("nan"), high=float("nan"))
    first, last = known.years[0], known.years[-1]
    y, se = np.full(last - first + 1, np.nan), np.full(last - first + 1, np.nan)
    for i, year in enumerate(known.years):
        y[year - first] = known.values[i]
        low, high = (known.low[i], known.high[i]) if known.low and known.high else (None, None)
        if (
            low is not None and high is not None
        ):  # an interval that was folded at 0 tells its width on the upper side only
            se[year - first] = (
                (high - low) / (2 * TO_90) if low > 0 else max(high - known.values[i], 0.0) / TO_90
            )
    found = local_level(y, se, span=SPAN)
    half = TO_90 * found.sd
    level = replace(
        made,
        years=tuple(range(first, last + 1)),
        values=tuple(float(v) for v in found.level),
        low=tuple(max(0.0, round(float(v), 4)) for v in found.level - half),
        high=tuple(round(float(v), 4) for v in found.level + half),
    )
    return Drift(
        level=level,
        rate=found.drift,
        low=found.drift - TO_90 * found.drift_sd,
        high=found.drift + TO_90 * found.drift_sd,
    )

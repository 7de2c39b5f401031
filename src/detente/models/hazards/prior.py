"""Priors of effects that are not established: an interval that holds zero, seen and moved."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.errors import RequestError
from detente.estimators.walks import TO_80

Floats = NDArray[np.float64]
OTHER_SIDE = 0.25
"""Least part of the interval's reach that lies on the other side of zero."""


@dataclass(frozen=True, slots=True)
class Prior:
    """An effect as a normal number whose 80 % interval is given.

    Attributes
    ----------
    low, high : float
        Ends of the 80 % interval.
    estimate, error : float
        What the data say, and its standard error; the interval is never narrower.

    Raises
    ------
    RequestError
        Where the interval has no room.
    """

    low: float
    high: float
    estimate: float = 0.0
    error: float = 0.0

    def __post_init__(self) -> None:
        if not self.low <= self.high or not np.isfinite([self.low, self.high]).all():
            raise RequestError(
                f"a prior from {self.low:g} to {self.high:g} has no mass",
                next_step="give the lower end first, as in NAME=-0.02,0.05",
            )

    @property
    def middle(self) -> float:
        """Its mean."""
        return (self.low + self.high) / 2

    @property
    def holds_zero(self) -> bool:
        """Whether zero lies inside."""
        return self.low <= 0 <= self.high

    def draws(self, count: int, seed: int) -> Floats:
        """Draw from it, shape (count,).

        Parameters
        ----------
        count, seed : int
            How many, and the seed.
        """
        deviation = (self.high - self.low) / (2 * TO_80)
        noise = np.random.default_rng(seed).standard_normal(count)
        drawn: Floats = self.middle + deviation * noise
        return drawn


def around_zero(estimate: float, error: float) -> Prior:
    """Make a prior of an estimate whose interval is widened until it holds zero.

    Parameters
    ----------
    estimate, error : float
        The estimate and its standard error.

    Examples
    --------
    >>> prior = around_zero(0.10, 0.01)
    >>> round(prior.low, 3), round(prior.high, 3)
    (-0.028, 0.113)
    >>> around_zero(0.0, 0.1).holds_zero
    True
    """
    reach = TO_80 * error
    low, high = estimate - reach, estimate + reach
    low = min(low, -OTHER_SIDE * high) if estimate > 0 else low
    high = max(high, -OTHER_SIDE * low) if estimate < 0 else high
    return Prior(low, high, estimate=estimate, error=error)

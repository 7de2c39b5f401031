"""Differences between paired futures, with their bands, one series at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.errors import EstimateError
from detente.estimators.futures.engine import Futures

BAND = 0.8
"""Part of the draws that a band holds."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Differences:
    """The difference that changes make, by year and series.

    Attributes
    ----------
    mean, low, high : array, (R, X)
        Mean of the differences and the ends of their band.
    error : array, (R, X)
        Standard error of the mean, from the number of draws alone.
    below, above : array, (R, X)
        Part of the draws in which the difference is negative and positive.
    band : float
        Part of the draws between `low` and `high`.
    """

    mean: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    error: NDArray[np.float64]
    below: NDArray[np.float64]
    above: NDArray[np.float64]
    band: float

    @property
    def beyond(self) -> NDArray[np.bool_]:
        """Whether the band lies on one side of zero, (R, X)."""
        return (self.low > 0) | (self.high < 0)


def differences(futures: Futures, band: float = BAND) -> Differences:
    """Summarize differences; one series is in memory at a time.

    Parameters
    ----------
    futures : Futures
        Both futures of every draw.
    band : float
        Part of the draws that the band holds, between 0 and 1.

    Returns
    -------
    Differences

    Raises
    ------
    EstimateError
        Where the band does not lie between 0 and 1.
    """
    if not 0.0 < band < 1.0:
        raise EstimateError(f"a band of {band} does not lie between 0 and 1")
    draws, years, count = futures.plain.shape
    tables = np.zeros((6, years, count))
    edges = [(1.0 - band) / 2, (1.0 + band) / 2]
    for at in range(count):
        # both are exact in float64, so that an untouched series gives exactly zero
        gap = futures.changed[:, :, at].astype(np.float64) - futures.plain[:, :, at]
        tables[0, :, at] = gap.mean(axis=0)
        tables[1:3, :, at] = np.quantile(gap, edges, axis=0)
        tables[3, :, at] = gap.std(axis=0) / np.sqrt(draws)
        tables[4, :, at] = (gap < 0).mean(axis=0)
        tables[5, :, at] = (gap > 0).mean(axis=0)
    mean, low, high, error, below, above = tables
    return Differences(
        mean=mean, low=low, high=high, error=error, below=below, above=above, band=band
    )


def bands(
    levels: NDArray[np.float32], band: float = BAND
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the band of levels, which only a test against what came later may read.

    Parameters
    ----------
    levels : array of float32, (N, R, X)
        One future of every draw.
    band : float
        Part of the draws that the band holds.

    Returns
    -------
    tuple of array, each (R, X)
        Lower and upper ends.
    """
    edges = [(1.0 - band) / 2, (1.0 + band) / 2]
    low, high = np.quantile(levels.astype(np.float64), edges, axis=0)
    return low, high

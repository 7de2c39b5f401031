"""Paired futures in bounded memory: draws in blocks, of which sums and counts alone are kept.

The same seed gives the same figures whatever the block: whole numbers are counted, and sums are
made of units of draws that no block cuts. Means, errors, chances and the parts of the draws beyond
zero are those of all draws. Quantiles are read from bins, whose ends the first draws set: they are
off by less than a bin, one part in some thousand of the width of the first draws.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.estimators.futures.changes import Changes
from detente.estimators.futures.engine import Futures, Run, Told, run
from detente.estimators.futures.summary import BAND, Differences, differences
from detente.estimators.futures.world import Whole, World

UNIT = 1_000
"""Draws that are summed at once; blocks are whole units."""
BLOCK = 5_000
"""Draws that are held at once."""
PILOT = 10_000
"""First draws, which set the bins and the thresholds of questions."""
BINS = 2_000
"""Bins of a series and year."""
WIDER = 0.5
"""Part of their width by which bins reach beyond the first draws on either side."""
Floats = NDArray[np.float64]
Thresholds = Callable[[Futures], NDArray[np.float32]]
"""Gives from the first draws the values, (R, Q), with which the last Q series are compared."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Summary:
    """What is kept of all draws.

    Attributes
    ----------
    found : Differences
        Of the series that are shown.
    thresholds : array of float32, (R, Q)
        Values with which the other series are compared.
    reached : array, (2, R, Q)
        Part of the draws in which they are reached: without and with the changes.
    years : array of int, (R,)
        After how many years, from 1.
    """

    found: Differences
    thresholds: NDArray[np.float32]
    reached: Floats
    years: Whole


def held(futures: Futures, shown: int, thresholds: Thresholds) -> Summary:
    """Summarize futures that are all in memory.

    Parameters
    ----------
    futures : Futures
        Both futures of every draw.
    shown : int
        Series of which differences are shown; the others are compared with thresholds.
    thresholds : callable
        Gives these.
    """
    values = thresholds(futures)
    counts = _reached(futures, shown, values)
    return Summary(
        found=differences(futures.cut(shown)),
        thresholds=values,
        reached=counts / len(futures.plain),
        years=futures.years,
    )


def streamed(
    world: World,
    changes: Changes,
    series: Whole,
    plan: Run,
    *,
    shown: int,
    thresholds: Thresholds,
    told: Told | None = None,
    block: int = BLOCK,
) -> Summary:
    """Simulate paired futures block by block, and keep sums and counts alone.

    Parameters
    ----------
    world, changes, series, plan, told
        As `run` has them.
    shown : int
        Series of which differences are shown; the others are compared with thresholds.
    thresholds : callable
        Gives these, from the first draws.
    block : int
        Draws that are held at once, rounded up to whole units.
    """
    pilot = run(world, changes, series, replace(plan, draws=min(PILOT, plan.draws)))
    values = thresholds(pilot)
    sums = _Sums(pilot.cut(shown))
    counts = np.zeros((2, *values.shape), np.int64)
    step = -(-block // UNIT) * UNIT
    for first in range(0, plan.draws, step):
        size = min(step, plan.draws - first)
        part = replace(plan, first=plan.first + first, draws=size)
        futures = run(world, changes, series, part)
        for begin in range(0, size, UNIT):
            sums.add(futures.cut(shown), slice(begin, begin + UNIT))
        counts += _reached(futures, shown, values)
        if told is not None:
            told(first + size, plan.draws)
    return Summary(
        found=sums.found(),
        thresholds=values,
        reached=counts / plan.draws,
        years=pilot.years,
    )


def _reached(futures: Futures, shown: int, values: NDArray[np.float32]) -> NDArray[np.int64]:
    """Count the draws in which thresholds are reached, (2, R, Q)."""
    sides = (futures.plain[:, :, shown:], futures.changed[:, :, shown:])
    return np.stack([(side >= values).sum(axis=0) for side in sides])


class _Sums:
    """Sums and counts of differences, by year and series.

    Parameters
    ----------
    pilot : Futures
        The first draws.
    """

    def __init__(self, pilot: Futures) -> None:
        gaps = _gaps(pilot, slice(None))
        self.shape = gaps.shape[1:]
        self.middle = gaps.mean(axis=0)
        low, high = gaps.min(axis=0), gaps.max(axis=0)
        width = np.where(high > low, high - low, 1.0)
        self.low = low - WIDER * width
        self.scale = BINS / (width * (1 + 2 * WIDER))
        cells = int(np.prod(self.shape)) * BINS
        self.counts, self.totals = np.zeros(cells, np.int64), np.zeros(cells)
        self.sums, self.squares = np.zeros(self.shape), np.zeros(self.shape)
        self.below, self.above = (np.zeros(self.shape, np.int64) for _ in range(2))
        self.draws = 0

    def add(self, futures: Futures, unit: slice) -> None:
        """Add a unit of draws."""
        gaps = _gaps(futures, unit)
        apart = gaps - self.middle
        self.sums += apart.sum(axis=0)
        self.squares += (apart * apart).sum(axis=0)
        self.below += (gaps < 0).sum(axis=0)
        self.above += (gaps > 0).sum(axis=0)
        self.draws += len(gaps)
        bins = ((gaps - self.low) * self.scale).clip(0, BINS - 1).astype(np.int64)
        own = np.arange(gaps[0].size).reshape(self.shape) * BINS
        places = (bins + own).ravel()
        np.add.at(self.counts, places, 1)
        np.add.at(self.totals, places, gaps.ravel())

    def found(self, band: float = BAND) -> Differences:
        """Summarize what was added."""
        mean = self.sums / self.draws
        spread = np.sqrt(np.maximum(self.squares / self.draws - mean * mean, 0.0))
        low, high = (self._quantile(edge) for edge in ((1 - band) / 2, (1 + band) / 2))
        return Differences(
            mean=self.middle + mean,
            low=low,
            high=high,
            error=spread / np.sqrt(self.draws),
            below=self.below / self.draws,
            above=self.above / self.draws,
            band=band,
        )

    def _quantile(self, edge: float) -> Floats:
        """Give the mean of the bin in which a quantile lies: exact where values are few."""
        counts = self.counts.reshape(-1, BINS)
        reached = counts.cumsum(axis=1) > edge * (self.draws - 1)
        bins = reached.argmax(axis=1)
        rows = np.arange(len(bins))
        totals = self.totals.reshape(-1, BINS)[rows, bins]
        found: Floats = (totals / counts[rows, bins]).reshape(self.shape)
        return found


def _gaps(futures: Futures, draws: slice) -> Floats:
    """Give differences; both are exact in float64, so that an untouched series gives zero."""
    return futures.changed[draws].astype(np.float64) - futures.plain[draws]

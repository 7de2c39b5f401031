"""Local level: a slowly moving level under noisy observations, by Kalman filter and smoother."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LEAST = 3
"""Fewest observations that are smoothed."""
RATIOS = np.concatenate([[0.0], np.geomspace(1e-3, 30.0, 40)])
"""Signal-to-noise ratios tried: variance of the level's steps over that of the observations."""


@dataclass(frozen=True, slots=True)
class Level:
    """A smoothed level.

    Attributes
    ----------
    level, sd : ndarray, shape (T,)
        Level and its standard deviation given all observations.
    drift, drift_sd : float
        Change a step over the last `span` steps, and its standard deviation.
    step, noise : float
        Standard deviations of the level's steps and of the observations.
    """

    level: Floats
    sd: Floats
    drift: float
    drift_sd: float
    step: float
    noise: float


def local_level(y: Floats, se: Floats | None = None, *, span: int = 5) -> Level:
    """Smooth a series whose level moves.

    The variance of the steps is chosen by likelihood on a grid; observation noise is what is known
    of it (`se`) plus a common part, estimated alike.

    Parameters
    ----------
    y : ndarray, shape (T,)
        Observations; NaN where there is none.
    se : ndarray, shape (T,), optional
        Known standard errors; NaN counts as none.
    span : int
        Steps over which the drift is measured.

    Returns
    -------
    Level

    References
    ----------
    harvey1989

    Examples
    --------
    >>> found = local_level(np.array([1.0, 1.1, np.nan, 0.9, 1.0, 1.0]))
    >>> bool(abs(found.level[2] - 1.0) < 0.1), found.level.size
    (True, 6)
    """
    seen = ~np.isnan(y)
    if seen.sum() < LEAST:
        nan = float("nan")
        missing = np.full(y.size, np.nan)
        return Level(level=y.copy(), sd=missing, drift=nan, drift_sd=nan, step=nan, noise=nan)
    known = np.zeros(y.size) if se is None else np.nan_to_num(se) ** 2
    step, noise = _variances(y, known)
    path = _filter(y, known[:, None] + noise, np.array([step]))
    level, spread, gain = _smoothed(path)
    first = max(y.size - 1 - span, 0)
    width = max(y.size - 1 - first, 1)
    shared = spread[-1] * float(np.prod(gain[first:-1]))
    of_change = float(np.sqrt(max(spread[-1] + spread[first] - 2 * shared, 0.0)))
    change = float(level[-1] - level[first])
    return Level(
        level=level,
        sd=np.sqrt(spread),
        drift=change / width,
        drift_sd=of_change / width,
        step=float(np.sqrt(step)),
        noise=float(np.sqrt(noise)),
    )


def _smoothed(path: _Path) -> tuple[Floats, Floats, Floats]:
    """Smooth the first path backward: levels, their variances and the smoother's gains."""
    mean, variance, ahead = path.mean[:, 0], path.variance[:, 0], path.ahead[:, 0]
    level, spread, gain = mean.copy(), variance.copy(), np.zeros(mean.size)
    for t in range(mean.size - 2, -1, -1):
        gain[t] = variance[t] / ahead[t + 1]
        level[t] = mean[t] + gain[t] * (level[t + 1] - mean[t])
        spread[t] = variance[t] + gain[t] ** 2 * (spread[t + 1] - ahead[t + 1])
    return level, spread, gain


def _variances(y: Floats, known: Floats) -> tuple[float, float]:
    """Choose the variances of steps and of noise by likelihood on a grid."""
    seen = ~np.isnan(y)
    scale = max(float(np.mean(np.diff(y[seen]) ** 2)), 1e-10)
    noise = np.repeat(np.geomspace(scale * 1e-3, scale, 8), RATIOS.size)
    step = np.tile(RATIOS, 8) * (noise + float(known[seen].mean()))
    best = int(np.argmax(_filter(y, known[:, None] + noise, step).likelihood))
    return float(step[best]), float(noise[best])


@dataclass(frozen=True, slots=True)
class _Path:
    """What a forward pass knows, for M pairs of variances at once.

    Attributes
    ----------
    likelihood : ndarray, shape (M,)
        Log-likelihood of all observations after the first.
    mean, variance, ahead : ndarray, shape (T, M)
        Mean and variance of the level, and its variance one step ahead.
    """

    likelihood: Floats
    mean: Floats
    variance: Floats
    ahead: Floats


def _filter(y: Floats, noise: Floats, step: Floats) -> _Path:
    """Filter forward under M pairs of variances: of noise, shape (T, M), and of steps, (M,)."""
    seen = ~np.isnan(y)
    mean, variance, ahead = np.empty((3, *noise.shape))
    start = int(np.argmax(seen))
    m, v = np.full(step.size, y[start]), noise[start].copy()
    likelihood = np.zeros(step.size)
    for t in range(y.size):
        if t > start:
            v = v + step
        ahead[t] = v
        if t > start and seen[t]:
            total = v + noise[t]
            gap = y[t] - m
            likelihood -= 0.5 * (np.log(total) + gap * gap / total)
            m = m + v / total * gap
            v = v * (noise[t] / total)
        mean[t], variance[t] = m, v
    return _Path(likelihood=likelihood, mean=mean, variance=variance, ahead=ahead)

"""Local level: a slowly moving level under noisy observations, by Kalman filter and smoother."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
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
        Steps over which the drift is told.

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
    if seen.sum() < 3:
        return Level(
            level=y.copy(),
            sd=np.full(y.size, np.nan),
            drift=float("nan"),
            drift_sd=float("nan"),
            step=float("nan"),
            noise=float("nan"),
        )
    known = np.zeros(y.size) if se is None else np.nan_to_num(se) ** 2
    steps = np.diff(y[seen])
    scale = max(float(np.mean(steps**2)), 1e-10)
    best: tuple[float, float, float] = (-np.inf, 0.0, scale)
    for noise in np.geomspace(scale * 1e-3, scale, 8):
        for ratio in RATIOS:
            total = known + noise
            value = _filter(y, seen, total, ratio * (noise + float(known[seen].mean())))[0]
            if value > best[0]:
                best = (value, ratio * (noise + float(known[seen].mean())), noise)
    _, step, noise = best
    _, mean, variance, ahead = _filter(y, seen, known + noise, step)
    level, spread, gain = mean.copy(), variance.copy(), np.zeros(y.size)
    for t in range(y.size - 2, -1, -1):
        gain[t] = variance[t] / ahead[t + 1]
        level[t] = mean[t] + gain[t] * (level[t + 1] - mean[t])
        spread[t] = variance[t] + gain[t] ** 2 * (spread[t + 1] - ahead[t + 1])
    first = max(y.size - 1 - span, 0)
    width = y.size - 1 - first
    shared = spread[-1] * float(np.prod(gain[first:-1]))
    drift_sd = float(np.sqrt(max(spread[-1] + spread[first] - 2 * shared, 0.0))) / max(width, 1)
    return Level(
        level=level,
        sd=np.sqrt(spread),
        drift=float(level[-1] - level[first]) / max(width, 1),
        drift_sd=drift_sd,
        step=float(np.sqrt(step)),
        noise=float(np.sqrt(noise)),
    )


def _filter(
    y: Floats, seen: NDArray[np.bool_], noise: Floats, step: float
) -> tuple[float, Floats, Floats, Floats]:
    """Filter forward: log-likelihood, means, variances and one-step-ahead variances."""
    mean, variance, ahead = np.empty(y.size), np.empty(y.size), np.empty(y.size)
    start = int(np.argmax(seen))
    m, v, total = float(y[start]), float(noise[start]), 0.0
    for t in range(y.size):
        if t > start:
            v += step
        ahead[t] = v
        if t > start and seen[t]:
            f = v + noise[t]
            gap = y[t] - m
            total -= 0.5 * (np.log(f) + gap * gap / f)
            m += v / f * gap
            v *= noise[t] / f
        mean[t], variance[t] = m, v
    return total, mean, variance, ahead

"""Agreement of two voters from the table of what both chose, with a bootstrap over the items."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
MEASURES = ("raw", "pi", "kappa", "s", "taub")


@dataclass(frozen=True, slots=True)
class Alike:
    """Five measures of one pair.

    Attributes
    ----------
    value, low, high : dict of str to float
        By name of `MEASURES`; 90 % interval from the bootstrap; NaN where nothing varies.
    items : int
        Items on which both chose.
    """

    value: dict[str, float]
    low: dict[str, float]
    high: dict[str, float]
    items: int


def measures(joint: Floats) -> dict[str, Floats]:
    """Compute all measures from tables of joint choices.

    Parameters
    ----------
    joint : ndarray, shape (..., L, L)
        Counts: first voter's choice by second voter's, levels in order.

    Returns
    -------
    dict of str to ndarray, shape (...)
        ``raw`` part of items on which both chose the same; ``pi`` and ``kappa`` beyond chance with
        absolute distances, chance from both margins pooled or from each one's own; ``s`` one less
        twice the mean distance over the greatest; ``taub`` rank correlation corrected for ties.

    References
    ----------
    hage2011
    signorino_ritter1999

    Examples
    --------
    >>> found = measures(np.array([[2.0, 0, 0], [0, 0, 0], [0, 0, 2.0]]))
    >>> [round(float(found[m]), 6) for m in MEASURES]
    [1.0, 1.0, 1.0, 1.0, 1.0]
    """
    levels = joint.shape[-1]
    total = joint.sum(axis=(-1, -2))
    part = joint / np.where(total > 0, total, np.nan)[..., None, None]
    distance = np.abs(np.subtract.outer(np.arange(levels), np.arange(levels))).astype(float)
    first, second = part.sum(axis=-1), part.sum(axis=-2)
    seen = np.einsum("km,...km->...", distance, part)
    pooled = (first + second) / 2
    by_pool = np.einsum("km,...k,...m->...", distance, pooled, pooled)
    by_own = np.einsum("km,...k,...m->...", distance, first, second)
    by_pool = np.where(by_pool > 1e-12, by_pool, np.nan)
    by_own = np.where(by_own > 1e-12, by_own, np.nan)
    with np.errstate(invalid="ignore", divide="ignore"):
        return {
            "raw": np.einsum("...kk->...", part),
            "pi": 1 - seen / by_pool,
            "kappa": 1 - seen / by_own,
            "s": 1 - 2 * seen / (levels - 1),
            "taub": _taub(part, first, second),
        }


def _taub(part: Floats, first: Floats, second: Floats) -> Floats:
    """Rank correlation of two ordered margins from their joint parts."""
    levels = part.shape[-1]
    later = np.zeros_like(part)
    for k in range(levels):
        for m in range(levels):
            concordant = part[..., k + 1 :, m + 1 :].sum(axis=(-1, -2))
            discordant = part[..., k + 1 :, :m].sum(axis=(-1, -2))
            later[..., k, m] = concordant - discordant
    untied = (1 - (first**2).sum(axis=-1)) * (1 - (second**2).sum(axis=-1))
    spread = np.sqrt(untied)
    pairs = 2 * (part * later).sum(axis=(-1, -2))
    result: Floats = pairs / np.where(spread > 1e-12, spread, np.nan)
    return result


def alike(
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    *,
    levels: int = 3,
    draws: int = 1000,
    seed: int = 1,
) -> Alike:
    """Measure how alike two voters chose, with intervals from drawing items anew.

    Parameters
    ----------
    first, second : ndarray of int, shape (R,)
        Choices 1 to `levels`; 0 where one made none.
    levels : int
        Number of ordered choices.
    draws, seed : int
        Bootstrap samples, and their seed.

    Returns
    -------
    Alike

    Examples
    --------
    >>> alike(np.array([1, 3, 1, 0]), np.array([1, 3, 3, 1])).items
    3
    """
    both = (first > 0) & (second > 0)
    joint = np.bincount(
        (first[both] - 1) * levels + second[both] - 1, minlength=levels * levels
    ).astype(float)
    value = measures(joint.reshape(levels, levels))
    nothing = dict.fromkeys(MEASURES, float("nan"))
    if not both.any():
        return Alike(value=nothing, low=nothing, high=nothing, items=0)
    items = int(both.sum())
    rng = np.random.default_rng(seed)
    again = rng.multinomial(items, joint / joint.sum(), size=draws).astype(float)
    drawn = measures(again.reshape(draws, levels, levels))
    ends = {name: _ends(drawn[name]) for name in MEASURES}
    return Alike(
        value={name: float(value[name]) for name in MEASURES},
        low={name: low for name, (low, _) in ends.items()},
        high={name: high for name, (_, high) in ends.items()},
        items=items,
    )


def _ends(drawn: Floats) -> tuple[float, float]:
    """Give the ends of a 90 % interval from draws; NaN where none is defined."""
    if np.isnan(drawn).all():
        return float("nan"), float("nan")
    low, high = np.nanquantile(drawn, [0.05, 0.95])
    return float(low), float(high)

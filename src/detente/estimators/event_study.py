"""Staggered event study: what changes in units after an event, against controls."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NEVER = -1


@dataclass(frozen=True, slots=True)
class Study:
    """The estimate of one specification.

    Attributes
    ----------
    effect : float
        Mean over event times of the effects from the event on, each time counted alike; NaN where
        nothing can be compared.
    low, high : float
        Interval from resampling units.
    p : float
        Part of random assignments of the same events among treated and controls with an effect at
        least as large.
    pretrend, pre_low, pre_high : float
        The same mean over the years before the base year, with its interval: where it is not zero,
        treated units and controls were already on different paths. NaN where there are none.
    by_time : ndarray, shape (E,)
        Effect at each event time of `times`.
    times : ndarray of int, shape (E,)
        Years since the event.
    without : ndarray, shape (N,)
        The effect without each treated unit in turn, in the order of the units.
    treated, controls : int
        Units that entered.
    """

    effect: float
    low: float
    high: float
    p: float
    pretrend: float
    pre_low: float
    pre_high: float
    by_time: Floats
    times: Ints
    without: Floats
    treated: int
    controls: int


def sums(
    outcome: Floats,
    cohorts: Ints,
    treated: Floats,
    control: Floats,
    times: Ints,
    anticipation: int = 0,
) -> tuple[Floats, Floats]:
    """Compare treated units' changes since before their event with the mean change of the controls.

    Callaway and Sant'Anna's group-time effects without covariates, summed over cohorts at each time
    since the event. Weights stand for units, so that resamples, random assignments and the omission
    of a unit are rows of one computation.

    Parameters
    ----------
    outcome : ndarray, shape (U, T)
        NaN where missing.
    cohorts : ndarray of int, shape (G,)
        Columns of the events.
    treated : ndarray, shape (G, R, U)
        Weight of each unit in each cohort, R rows.
    control : ndarray, shape (R, U)
        Weight of each unit among the controls.
    times : ndarray of int, shape (E,)
        Years since the event at which to compare.
    anticipation : int
        Years before the event in which it may already act: the base is the year before them.

    Returns
    -------
    tuple of ndarray, shape (R, E)
        Sum of effects and of weights at each time.

    References
    ----------
    callaway_santanna2021

    Examples
    --------
    >>> y = np.array([[0.0, 0, 2], [0, 0, 1]])
    >>> total, weight = sums(
    ...     y, np.array([2]), np.array([[[1.0, 0]]]), np.array([[0.0, 1]]), np.array([-1, 0, 1])
    ... )
    >>> total.tolist(), weight.tolist()
    ([[0.0, 1.0, 0.0]], [[1.0, 1.0, 0.0]])
    """
    total = np.zeros((control.shape[0], times.size))
    behind = np.zeros_like(total)
    for cohort, mine in zip(cohorts, treated, strict=True):
        base, there = (
            cohort - 1 - anticipation,
            (cohort + times >= 0) & (cohort + times < outcome.shape[1]),
        )
        if base < 0:
            continue
        change = outcome[:, cohort + times[there]] - outcome[:, base : base + 1]
        known = (~np.isnan(change)).astype(np.float64)
        change = np.where(known > 0, change, 0.0)
        many = control @ known
        mean = np.divide(control @ change, many, out=np.zeros_like(many), where=many > 0)
        own = np.flatnonzero(mine.any(axis=0))
        count = np.where(many > 0, mine[:, own] @ known[own], 0.0)
        total[:, there] += np.where(many > 0, mine[:, own] @ change[own], 0.0) - count * mean
        behind[:, there] += count
    return total, behind


def _over(total: Floats, weight: Floats) -> Floats:
    """Divide, NaN where nothing stands below."""
    result: Floats = np.divide(
        total, weight, out=np.full(np.shape(total), np.nan), where=weight > 0
    )
    return result


def _mean(by_time: Floats) -> Floats:
    """Mean over event times, shape (R, E) to (R,); NaN left out, NaN of nothing."""
    there = ~np.isnan(by_time)
    return _over(np.where(there, by_time, 0.0).sum(axis=1), there.sum(axis=1).astype(np.float64))


def _ends(drawn: Floats, level: float) -> tuple[float, float]:
    known = drawn[~np.isnan(drawn)]
    low, high = (
        np.quantile(known, [(1 - level) / 2, (1 + level) / 2]) if known.size else (np.nan, np.nan)
    )
    return float(low), float(high)


def study(
    outcome: Floats,
    event: Ints,
    control: NDArray[np.bool_],
    *,
    anticipation: int = 0,
    after: int = 5,
    before: int = 5,
    draws: int = 500,
    seed: int = 1,
    level: float = 0.95,
) -> Study:
    """Estimate one specification, with its interval, permutation p, pre-trend and leave-one-out.

    Parameters
    ----------
    outcome : ndarray, shape (U, T)
        NaN where missing.
    event : ndarray of int, shape (U,)
        Column of the event; `NEVER` for units without one.
    control : ndarray of bool, shape (U,)
        Units that make the comparison; a unit with an event is never one.
    anticipation : int
        As for `sums`.
    after, before : int
        Event times 0 to `after` make the effect; as many as `before` years before the base year the
        pre-trend.
    draws : int
        Resamples of units, and random assignments.
    seed : int
        Of both.
    level : float
        Of the interval.

    Returns
    -------
    Study

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> y = rng.normal(0, 0.01, (12, 10))
    ... y[:4, 5:] += 1.0
    >>> found = study(y, np.repeat([5, NEVER], [4, 8]), np.repeat([False, True], [4, 8]), draws=200)
    >>> round(found.effect, 1), found.p < 0.02, found.controls
    (1.0, True, 8)
    """
    length = outcome.shape[1]
    bases = np.unique(event[event - 1 - anticipation >= 0]) - 1 - anticipation
    used = (
        np.flatnonzero(control & (event == NEVER) & ~np.isnan(outcome[:, bases]).all(axis=1))
        if bases.size
        else np.empty(0, int)
    )
    # a unit counts as treated where it has both its base and a year from the event on
    based = np.array(
        [
            g != NEVER
            and g - 1 - anticipation >= 0
            and not np.isnan(outcome[i, g - 1 - anticipation])
            and not np.isnan(outcome[i, g : g + after + 1]).all()
            for i, g in enumerate(event)
        ],
        dtype=bool,
    )
    treated = np.flatnonzero(based)
    times = np.arange(max(-1 - anticipation - before, 1 - length), min(after, length - 1) + 1)
    if not treated.size or not used.size:
        nothing = np.full(times.size, np.nan)
        return Study(
            *(float("nan"),) * 7, nothing, times, np.empty(0), int(treated.size), int(used.size)
        )
    cohorts = np.unique(event[treated])

    def run(mine: Floats, others: Floats) -> Floats:
        """Give effects by event time of weights by unit, (R, U) of treated and of controls."""
        split = np.stack([np.where(event == g, mine, 0.0) for g in cohorts])
        return _over(*sums(outcome, cohorts, split, others, times, anticipation))

    rng = np.random.default_rng(seed)
    post, early = times >= 0, times < -1 - anticipation
    one, rest = np.zeros((1, event.size)), np.zeros((1, event.size))
    one[0, treated], rest[0, used] = 1.0, 1.0
    by_time = run(one, rest)
    effect = float(_mean(by_time[:, post])[0])
    pool = np.concatenate([treated, used])
    weight = np.zeros((draws, event.size))
    weight[:, pool] = rng.multinomial(pool.size, np.full(pool.size, 1 / pool.size), size=draws)
    drawn = run(weight * one, weight * rest)
    low, high = _ends(_mean(drawn[:, post]), level)
    pre_low, pre_high = _ends(_mean(drawn[:, early]), level)
    kept = np.repeat(one, treated.size, axis=0)
    kept[np.arange(treated.size), treated] = 0.0
    without = _mean(run(kept, np.repeat(rest, treated.size, axis=0))[:, post])
    null = _assigned(outcome, event, cohorts, treated, used, anticipation, times[post], draws, rng)
    known = null[~np.isnan(null)]
    p = (1 + np.count_nonzero(np.abs(known) >= abs(effect) - 1e-12)) / (1 + known.size)
    return Study(
        effect=effect,
        low=low,
        high=high,
        p=float(p),
        pretrend=float(_mean(by_time[:, early])[0]),
        pre_low=pre_low,
        pre_high=pre_high,
        by_time=by_time[0],
        times=times,
        without=without,
        treated=int(treated.size),
        controls=int(used.size),
    )


def _assigned(
    outcome: Floats,
    event: Ints,
    cohorts: Ints,
    treated: Ints,
    used: Ints,
    anticipation: int,
    times: Ints,
    draws: int,
    rng: np.random.Generator,
) -> Floats:
    """Assign the events at random among treated and controls; effects, shape (draws,)."""
    mixed = rng.permuted(np.tile(np.concatenate([treated, used]), (draws, 1)), axis=1)
    given = np.full((draws, event.size), NEVER)
    rows = np.arange(draws)[:, None]
    given[rows, mixed[:, : treated.size]] = event[treated][None, :]
    others = np.zeros((draws, event.size))
    others[rows, mixed[:, treated.size :]] = 1.0
    split = np.stack([(given == g).astype(np.float64) for g in cohorts])
    return _mean(_over(*sums(outcome, cohorts, split, others, times, anticipation)))

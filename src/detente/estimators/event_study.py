"""Staggered event study: what changes in units after an event, against controls."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.estimators.null_power import smallest

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NEVER = -1
"""Stands for the column of an event where there is none."""
CELLS = 20_000_000
"""Most weights that are laid out by cohort at once."""


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
    smallest : float
        Smallest effect, of either sign, that the design would have found with a power of 80 %.
    pretrend, pre_low, pre_high : float
        The same mean over the years before the base year, with its interval: where it is not zero,
        treated units and controls were already on different paths. NaN where there are none.
    by_time : ndarray, shape (E,)
        Effect at each event time of `times`.
    by_time_low, by_time_high : ndarray, shape (E,)
        Its interval at each of them.
    times : ndarray of int, shape (E,)
        Years since the event.
    without : ndarray, shape (N,)
        The effect without each treated unit in turn, in the order of the units.
    places : ndarray of int, shape (N,)
        Which units these are.
    treated, controls : int
        Units that entered.
    """

    effect: float
    low: float
    high: float
    p: float
    smallest: float
    pretrend: float
    pre_low: float
    pre_high: float
    by_time: Floats
    by_time_low: Floats
    by_time_high: Floats
    times: Ints
    without: Floats
    places: Ints
    treated: int
    controls: int


def sums(
    outcome: Floats,
    cohorts: Ints,
    treated: Floats,
    control: Floats,
    times: Ints,
    *,
    anticipation: int = 0,
    begun: Ints | None = None,
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
    begun : ndarray of int, shape (U,) or (R, U), optional
        Column of each unit's event, `NEVER` without one: controls count only until their own event
        may act, and never for units of their own cohort. Without it they always count.

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
        base = cohort - 1 - anticipation
        there = (cohort + times >= 0) & (cohort + times < outcome.shape[1])
        if base < 0:
            continue
        change = outcome[:, cohort + times[there]] - outcome[:, base : base + 1]
        known = (~np.isnan(change)).astype(np.float64)
        change = np.where(known > 0, change, 0.0)
        waiting = None
        if begun is not None:
            waiting = _waiting(begun, cohort, times[there], anticipation)
        many = _of_controls(control, known, waiting)
        all_changes = _of_controls(control, change, waiting)
        mean = np.divide(all_changes, many, out=np.zeros_like(many), where=many > 0)
        own = np.flatnonzero(mine.any(axis=0))
        count = np.where(many > 0, mine[:, own] @ known[own], 0.0)
        total[:, there] += np.where(many > 0, mine[:, own] @ change[own], 0.0) - count * mean
        behind[:, there] += count
    return total, behind


def _waiting(begun: Ints, cohort: int, times: Ints, anticipation: int) -> NDArray[np.bool_]:
    """Tell whether units still wait for an event of their own, shape (..., U, E)."""
    base = cohort - 1 - anticipation
    compared = np.maximum(cohort + times, base) + anticipation
    of_each = begun[..., None]
    waits = (of_each == NEVER) | (of_each > compared)
    waiting: NDArray[np.bool_] = waits & (of_each != cohort)
    return waiting


def _of_controls(control: Floats, values: Floats, waiting: NDArray[np.bool_] | None) -> Floats:
    """Sum values (U, E) over the controls by their weights (R, U), shape (R, E)."""
    if waiting is None:
        summed: Floats = control @ values
    elif waiting.ndim == values.ndim:
        summed = control @ (values * waiting)
    else:
        summed = np.einsum("ru,ue,rue->re", control, values, waiting)
    return summed


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
    """Give the ends of an interval from draws; NaN of none."""
    known = drawn[~np.isnan(drawn)]
    if not known.size:
        return float("nan"), float("nan")
    low, high = np.quantile(known, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


@dataclass(frozen=True, slots=True)
class _Sample:
    """Who is compared with whom, and when.

    Attributes
    ----------
    outcome : ndarray, shape (U, T)
    event : ndarray of int, shape (U,)
    anticipation : int
        As for `study`.
    treated, used : ndarray of int
        Places of the units that count as treated, and as controls.
    cohorts : ndarray of int, shape (G,)
        Columns of the events of treated units.
    times : ndarray of int, shape (E,)
        Years since the event.
    not_yet : bool
        Whether units count as controls until their own event.
    """

    outcome: Floats
    event: Ints
    anticipation: int
    treated: Ints
    used: Ints
    cohorts: Ints
    times: Ints
    not_yet: bool

    def effects(self, split: Floats, control: Floats, times: Ints, begun: Ints) -> Floats:
        """Give effects by event time of weights of the treated by cohort, and of the controls."""
        total, weight = sums(
            self.outcome,
            self.cohorts,
            split,
            control,
            times,
            anticipation=self.anticipation,
            begun=begun if self.not_yet else None,
        )
        return _over(total, weight)

    def by_time(self, mine: Floats, control: Floats) -> Floats:
        """Give effects by event time of weights by unit, (R, U) of treated and of controls."""
        parts = []
        for rows in self.blocks(len(mine)):
            mine_now = [np.where(self.event == cohort, mine[rows], 0.0) for cohort in self.cohorts]
            parts.append(self.effects(np.stack(mine_now), control[rows], self.times, self.event))
        return np.concatenate(parts)

    def blocks(self, rows: int) -> list[slice]:
        """Divide rows of weights into blocks whose parts by cohort fit into memory."""
        width = self.event.size * max(self.cohorts.size, self.times.size)
        size = max(1, CELLS // width)
        return [slice(start, start + size) for start in range(0, rows, size)]

    @property
    def pool(self) -> Ints:
        """Every unit that enters, each once: the treated, then the controls."""
        others = self.used[~np.isin(self.used, self.treated)]
        return np.concatenate([self.treated, others])

    def of_pool(self) -> _Sample:
        """Leave out the units that never enter: their weights are zero in every draw."""
        kept = np.sort(self.pool)
        return replace(
            self,
            outcome=self.outcome[kept],
            event=self.event[kept],
            treated=np.searchsorted(kept, self.treated),
            used=np.searchsorted(kept, self.used),
        )

    @property
    def after(self) -> NDArray[np.bool_]:
        """Times from the event on."""
        return self.times >= 0

    @property
    def early(self) -> NDArray[np.bool_]:
        """Times before the base year."""
        return self.times < -1 - self.anticipation


def study(
    outcome: Floats,
    event: Ints,
    control: NDArray[np.bool_],
    *,
    anticipation: int = 0,
    not_yet: bool = False,
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
        Units without an event that make the comparison.
    anticipation : int
        As for `sums`.
    not_yet : bool
        Compare with units, too, that have their event later, until it may act; so a study is
        possible where every unit has one in the end.
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
    >>> y[:4, 5:] += 1.0
    >>> found = study(y, np.repeat([5, NEVER], [4, 8]), np.repeat([False, True], [4, 8]), draws=200)
    >>> round(found.effect, 1), found.p < 0.02, found.controls
    (1.0, True, 8)
    """
    length = outcome.shape[1]
    treated = _treated(outcome, event, anticipation=anticipation, after=after)
    used = _controls(outcome, event, control, anticipation=anticipation)
    if not_yet:
        used = np.union1d(used, _later(outcome, event, treated, anticipation=anticipation))
        treated = _with_controls(event, treated, used, anticipation=anticipation)
    first, last = max(-1 - anticipation - before, 1 - length), min(after, length - 1)
    sample = _Sample(
        outcome=outcome,
        event=event,
        anticipation=anticipation,
        treated=treated,
        used=used,
        cohorts=np.unique(event[treated]),
        times=np.arange(first, last + 1),
        not_yet=not_yet,
    )
    if not sample.treated.size or not sample.used.size:
        return _nothing(sample)
    found = _estimated(sample.of_pool(), draws, np.random.default_rng(seed), level)
    return replace(found, places=sample.treated)


def _estimated(sample: _Sample, draws: int, rng: np.random.Generator, level: float) -> Study:
    """Estimate a sample with treated units and controls."""
    one, rest = np.zeros((2, 1, sample.event.size))
    one[0, sample.treated], rest[0, sample.used] = 1.0, 1.0
    by_time = sample.by_time(one, rest)
    effect = float(_mean(by_time[:, sample.after])[0])
    pretrend = float(_mean(by_time[:, sample.early])[0])
    weight = _resampled(sample, draws, rng)
    drawn = sample.by_time(weight * one, weight * rest)
    assigned = _assigned(sample, draws, rng)
    assigned = assigned[~np.isnan(assigned)]
    low, high = _ends(_mean(drawn[:, sample.after]), level)
    found = replace(
        _nothing(sample),
        effect=effect,
        p=_chance(effect, assigned),
        smallest=smallest(assigned, (high - low) / 2),
        pretrend=pretrend,
        by_time=by_time[0],
        without=_without_each(sample, one, rest),
    )
    return _with_intervals(found, sample, drawn, level)


def _chance(effect: float, null: Floats) -> float:
    """Give the part of random assignments with an effect at least as large."""
    as_large = np.count_nonzero(np.abs(null) >= abs(effect) - 1e-12)
    return float((1 + as_large) / (1 + null.size))


def _with_intervals(found: Study, sample: _Sample, drawn: Floats, level: float) -> Study:
    """Add the intervals, from draws of shape (R, E)."""
    low, high = _ends(_mean(drawn[:, sample.after]), level)
    pre_low, pre_high = _ends(_mean(drawn[:, sample.early]), level)
    of_each = np.array([_ends(at_time, level) for at_time in drawn.T])
    return replace(
        found,
        low=low,
        high=high,
        pre_low=pre_low,
        pre_high=pre_high,
        by_time_low=of_each[:, 0],
        by_time_high=of_each[:, 1],
    )


def _controls(
    outcome: Floats, event: Ints, control: NDArray[np.bool_], *, anticipation: int
) -> Ints:
    """Find the controls without an event that have data in a base year of any event."""
    bases = np.unique(event[event - 1 - anticipation >= 0]) - 1 - anticipation
    if not bases.size:
        return np.empty(0, int)
    has_base = ~np.isnan(outcome[:, bases]).all(axis=1)
    return np.flatnonzero(control & (event == NEVER) & has_base)


def _later(outcome: Floats, event: Ints, treated: Ints, *, anticipation: int) -> Ints:
    """Find the units whose event comes after that of a treated one, with data in its base year."""
    cohorts = np.unique(event[treated])
    bases = cohorts - 1 - anticipation
    has_base = ~np.isnan(outcome[:, bases])
    comes_later = event[:, None] > cohorts + anticipation
    return np.flatnonzero((has_base & comes_later).any(axis=1))


def _with_controls(event: Ints, treated: Ints, used: Ints, *, anticipation: int) -> Ints:
    """Keep the treated for whom somebody still waits in the year of their event."""
    if (event[used] == NEVER).any():
        return treated
    latest = event[used].max(initial=NEVER)
    kept: Ints = treated[event[treated] + anticipation < latest]
    return kept


def _treated(outcome: Floats, event: Ints, *, anticipation: int, after: int) -> Ints:
    """Find the units with an event, data in its base year and in a year from the event on."""
    treated = []
    for unit, begun in enumerate(event):
        base = begun - 1 - anticipation
        if begun == NEVER or base < 0 or np.isnan(outcome[unit, base]):
            continue
        if not np.isnan(outcome[unit, begun : begun + after + 1]).all():
            treated.append(unit)
    return np.array(treated, dtype=np.int64)


def _nothing(sample: _Sample) -> Study:
    """Give the study of a sample in which nothing can be compared."""
    numbers = ("effect", "low", "high", "p", "smallest", "pretrend", "pre_low", "pre_high")
    unknown = np.full(sample.times.size, np.nan)
    return Study(
        **dict.fromkeys(numbers, float("nan")),
        by_time=unknown,
        by_time_low=unknown,
        by_time_high=unknown,
        times=sample.times,
        without=np.empty(0),
        places=sample.treated,
        treated=sample.treated.size,
        controls=sample.used.size,
    )


def _resampled(sample: _Sample, draws: int, rng: np.random.Generator) -> Floats:
    """Draw units with replacement: how often each stands in a draw, shape (draws, U)."""
    pool = sample.pool
    weight = np.zeros((draws, sample.event.size))
    weight[:, pool] = rng.multinomial(pool.size, np.full(pool.size, 1 / pool.size), size=draws)
    return weight


def _without_each(sample: _Sample, one: Floats, rest: Floats) -> Floats:
    """Give the effect without each treated unit in turn, shape (N,)."""
    count = sample.treated.size
    kept = np.repeat(one, count, axis=0)
    others = np.repeat(rest, count, axis=0)
    for weights in (kept, others):
        weights[np.arange(count), sample.treated] = 0.0
    by_time = sample.by_time(kept, others)
    return _mean(by_time[:, sample.after])


def _assigned(sample: _Sample, draws: int, rng: np.random.Generator) -> Floats:
    """Assign the events at random among treated and controls; effects, shape (draws,)."""
    pool, after = sample.pool, sample.times[sample.after]
    mixed = rng.permuted(np.tile(pool, (draws, 1)), axis=1)
    given = np.full((draws, sample.event.size), NEVER)
    # the events of the pool, in its order, go to its units in another
    given[np.arange(draws)[:, None], mixed] = sample.event[pool]
    others = np.zeros((draws, sample.event.size))
    others[:, sample.used] = 1.0
    if not sample.not_yet:
        others[:, pool] = given[:, pool] == NEVER
    parts = []
    for rows in sample.blocks(draws):
        split = [(given[rows] == cohort).astype(np.float64) for cohort in sample.cohorts]
        parts.append(sample.effects(np.stack(split), others[rows], after, given[rows]))
    return _mean(np.concatenate(parts))

"""Rules and pools of errors weighed by what they scored before, and the back-test of that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from detente.estimators.forecast import (
    LEAST,
    LOOKBACK,
    Pool,
    Rule,
    crps,
    errors_at,
    errors_of,
    expit,
    logit,
    quantiles,
)

Floats = NDArray[np.float64]
HALF_LIFE = 10.0
"""Years after which a score counts half."""
SHARPNESS = 8.0
"""Power of the ratio of two scores, for each span of the horizon's length that was scored."""
ENOUGH = 100
"""Fewest forecasts scored at a horizon before weights rest on them."""
LONG = 10
"""Horizons from here on borrow weights from the next shorter one where their own are unknown."""
BLEND, ALIKE, WALK = "blend", "walk alike", "walk"
"""Names of the blend, of a random walk with its errors weighed alike, and of a random walk with its
errors as they fell."""
ENDS = np.array([0.1, 0.9])
"""Levels of the 80 % band."""


def weigh(scores: Floats, forecasts: Floats, age: Floats, horizon: int) -> Floats | None:
    """Weigh candidates by their mean past score.

    The weight is the score to the power -`SHARPNESS` times the number of spans of the horizon's
    length that were scored: origins a year apart share nearly all of their years. Without any score
    all candidates would weigh alike.

    Parameters
    ----------
    scores : ndarray, shape (O, K)
        Mean CRPS of K candidates at O origins whose outcome is known.
    forecasts : ndarray, shape (O,)
        Number of forecasts at each.
    age : ndarray, shape (O,)
        Years since each outcome.
    horizon : int
        Years ahead.

    Returns
    -------
    ndarray or None, shape (K,)
        Weights of sum one; None where fewer than `ENOUGH` forecasts are known.

    Examples
    --------
    >>> weigh(np.array([[1.0, 2.0]]), np.array([100.0]), np.zeros(1), 1).round(3)
    array([0.996, 0.004])
    """
    if forecasts.sum() < ENOUGH:
        return None
    left = 0.5 ** (age / HALF_LIFE)
    mean = (left * forecasts) @ scores / (left @ forecasts)
    # nothing beats a rule without any error
    ratio = np.maximum(mean, 1e-12) / max(float(mean.min()), 1e-12)
    weights: Floats = ratio ** (-SHARPNESS * left.sum() / horizon)
    result: Floats = weights / weights.sum()
    return result


@dataclass(frozen=True, slots=True)
class Scored:
    """How one candidate did from one origin.

    Attributes
    ----------
    name : str
        A rule, a pool, `BLEND`, `ALIKE` or `WALK`.
    horizon, origin, forecasts : int
        Years ahead, column of the origin, number of forecasts.
    crps : float
        Their mean continuous ranked probability score, in shares.
    inside, below : float
        Part of outcomes inside the 80 % band, and below it.
    learnt : bool
        Whether the weights of the origin rest on scores known there.
    """

    name: str
    horizon: int
    origin: int
    forecasts: int
    crps: float
    inside: float
    below: float
    learnt: bool


@dataclass(frozen=True, slots=True)
class _Past:
    """The scores of K candidates at one horizon, as far as they were made.

    Attributes
    ----------
    horizon : int
        Years ahead.
    origins : list of int
        Columns of the origins.
    forecasts : list of int
        Number of forecasts at each.
    scores : list of ndarray, shape (K,)
        Mean CRPS at each.
    """

    horizon: int
    origins: list[int] = field(default_factory=list)
    forecasts: list[int] = field(default_factory=list)
    scores: list[Floats] = field(default_factory=list)

    def weights(self, now: int) -> Floats | None:
        """Weigh the candidates by what was known in a year."""
        known = sum(origin + self.horizon <= now for origin in self.origins)
        if not known:
            return None
        age = now - self.horizon - np.array(self.origins[:known], dtype=np.float64)
        forecasts = np.array(self.forecasts[:known], dtype=np.float64)
        return weigh(np.array(self.scores[:known]), forecasts, age, self.horizon)

    def add(self, origin: int, forecasts: int, scores: Floats) -> None:
        """Note what was scored from one more origin."""
        self.origins.append(origin)
        self.forecasts.append(forecasts)
        self.scores.append(scores)


@dataclass(frozen=True, slots=True)
class _Case:
    """One origin and horizon: the class there, and what is known of its past.

    Attributes
    ----------
    known : ndarray, shape (U, T')
        Log-ratios of the class up to the origin.
    now, drift, real : ndarray, shape (N,)
        Newest value, yearly drift and outcome of the units that are forecast.
    horizon : int
        Years ahead.
    """

    known: Floats
    now: Floats
    drift: Floats
    real: Floats
    horizon: int

    def errors(self, steps: float) -> Floats:
        """Give what was missed before by forecasts with so many years of drift."""
        return errors_at(self.known, self.horizon, steps)

    def score(self, steps: float, pool: Floats, weights: Floats) -> tuple[float, float, float]:
        """Score the forecasts: mean CRPS, part of outcomes in the 80 % band, part below it."""
        outcome = expit(self.real)
        ensemble = expit((self.now + steps * self.drift)[:, None] + pool[None, :])
        low, high = quantiles(ensemble, weights, ENDS).T
        below, above = (outcome < low).mean(), (outcome > high).mean()
        return float(crps(ensemble, weights, outcome).mean()), 1 - below - above, float(below)


def backtest(
    shares: Floats,
    rules: tuple[Rule, ...],
    pools: tuple[Pool, ...],
    horizons: tuple[int, ...],
    size: int,
    *,
    skipped: int,
) -> tuple[Scored, ...]:
    """Forecast from every past origin with the weights and the errors known there, and score it.

    The class of an origin is that of its strongest units then. Nothing later than the origin enters
    a weight or an error.

    Parameters
    ----------
    shares : ndarray, shape (U, T)
        Shares between 0 and 1; NaN where missing.
    rules, pools : tuple of Rule, tuple of Pool
        The candidates.
    horizons : tuple of int
        Years ahead, ascending.
    size : int
        Units in the class.
    skipped : int
        Years at the beginning from which the plain random walk takes no errors.

    Returns
    -------
    tuple of Scored
        Only origins at which a band could be made.

    Examples
    --------
    >>> found = backtest(
    ...     np.full((30, 60), 0.1),
    ...     (Rule("none", 0.0),),
    ...     (Pool("all", 0, width=1.0),),
    ...     (10,),
    ...     25,
    ...     skipped=0,
    ... )
    >>> {one.name for one in found} == {"none", "all", BLEND, ALIKE, WALK}, float(found[0].inside)
    (True, 1.0)
    """
    level = logit(shares)
    order = np.argsort(-np.where(np.isnan(shares), -1.0, shares), axis=0, kind="stable")[:size]
    past = {horizon: (_Past(horizon), _Past(horizon)) for horizon in horizons}
    names = [*(rule.name for rule in rules), *(pool.name for pool in pools), BLEND, ALIKE, WALK]
    found: list[Scored] = []
    for origin in range(LOOKBACK, shares.shape[1]):
        shorter: list[Floats] = []
        for horizon in horizons:
            case = _case(level, order[:, origin], origin, horizon)
            if case is None:
                continue
            own = [one.weights(origin) for one in past[horizon]]
            learnt = [one for one in own if one is not None]
            if len(learnt) < len(own):
                learnt = shorter
            if horizon >= LONG:
                shorter = learnt
            scores = tuple(_scores(case, rules, pools, learnt, skipped))
            values = np.array([score[0] for score in scores])
            of_rules, of_pools, _ = np.split(values, [len(rules), len(rules) + len(pools)])
            for one, part in zip(past[horizon], (of_rules, of_pools), strict=True):
                one.add(origin, case.now.size, part)
            for name, (error, inside, below) in zip(names, scores, strict=True):
                found.append(
                    Scored(
                        name,
                        horizon,
                        origin=origin,
                        forecasts=case.now.size,
                        crps=error,
                        inside=inside,
                        below=below,
                        learnt=bool(learnt),
                    )
                )
    return tuple(found)


def _case(level: Floats, units: NDArray[np.int64], origin: int, horizon: int) -> _Case | None:
    """Lay out one origin and horizon; None where the outcome, or a band, is unknown."""
    if origin + horizon >= level.shape[1]:
        return None
    known = level[units, : origin + 1]
    now = known[:, -1]
    drift = (now - known[:, -1 - LOOKBACK]) / LOOKBACK
    real = level[units, origin + horizon]
    there = ~(np.isnan(drift) | np.isnan(real))
    enough = np.count_nonzero(~np.isnan(errors_at(known, horizon, 0.0))) >= LEAST
    if not there.any() or not enough:
        return None
    return _Case(known, now[there], drift=drift[there], real=real[there], horizon=horizon)


def _scores(
    case: _Case,
    rules: tuple[Rule, ...],
    pools: tuple[Pool, ...],
    learnt: list[Floats],
    skipped: int,
) -> Iterator[tuple[float, float, float]]:
    """Score every rule, every pool, the blend and both random walks, in this order."""
    alike = [np.full(len(group), 1 / len(group)) for group in (rules, pools)]
    of_rules, of_pools = learnt or alike
    steps = np.array([rule.steps(case.horizon) for rule in rules])
    everything = (Pool("all", 0, width=1.0),)
    whole = np.ones(1)
    for one in steps:
        yield case.score(one, *errors_of(case.errors(one), everything, whole))
    blended = float(steps @ of_rules)
    missed = case.errors(blended)
    for pool in pools:
        yield case.score(blended, *errors_of(missed, (pool,), whole))
    yield case.score(blended, *errors_of(missed, pools, of_pools))
    yield case.score(0.0, *errors_of(case.errors(0.0), pools, of_pools))
    yield case.score(0.0, *_as_fallen(case, skipped))


def _as_fallen(case: _Case, skipped: int) -> tuple[Floats, Floats]:
    """Give the changes of the class over the horizon since a year, each with its own sign."""
    begin, last = case.known[:, skipped : -case.horizon], case.known[:, skipped + case.horizon :]
    changes = last - begin if last.shape[1] else np.empty(0)
    errors = np.sort(changes[~np.isnan(changes)])
    if errors.size < LEAST:
        errors = np.sort(case.errors(0.0).ravel())
        errors = errors[~np.isnan(errors)]
    return errors, np.full(errors.size, 1 / errors.size)

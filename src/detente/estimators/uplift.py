"""Uplift: what a group of features adds to a forecast that already knows the past."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.estimators.logit import Scaling, newton, probability, scaled

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
ENDS = (-4.0, 4.0)
"""Deviations from the mean at which features are clipped: too few cases for long tails."""
SOFT, HARD = 30.0, 300.0
"""Ridge on the past, and on what is added to it: a deviation of a feature has to earn its place."""


@dataclass(frozen=True, slots=True)
class Base:
    """A forecast from the past alone, and what is needed to add to it.

    Attributes
    ----------
    known, new : ndarray, shape (N, P), (M, P)
        The past on its scale, of the rows fitted on and of those to be forecast.
    outcome : ndarray, shape (N,)
        0 or 1.
    forecast : ndarray, shape (M,)
        Forecasts.
    drawn : ndarray, shape (D, U)
        How often each of U units was drawn in each of D draws.
    unit : ndarray of int, shape (N,)
        Which unit each row belongs to.
    draws : ndarray, shape (D, M)
        Log-odds of the forecasts in each draw.
    """

    known: Floats
    new: Floats
    outcome: Floats
    forecast: Floats
    drawn: Floats
    unit: Ints
    draws: Floats


@dataclass(frozen=True, slots=True)
class Uplift:
    """What the added features change, row by row.

    Attributes
    ----------
    gain : ndarray, shape (M,)
        What is added to the forecast of the past alone (`Base.forecast`).
    drawn : ndarray, shape (D, M)
        The same in each draw.
    """

    gain: Floats
    drawn: Floats

    @property
    def low(self) -> Floats:
        """The lower end of its 80 % interval, shape (M,)."""
        low: Floats = np.quantile(self.drawn, 0.1, axis=0)
        return low

    @property
    def high(self) -> Floats:
        """The upper end of its 80 % interval, shape (M,)."""
        high: Floats = np.quantile(self.drawn, 0.9, axis=0)
        return high


def past(
    features: Floats,
    outcome: Floats,
    unit: Ints,
    new: Floats,
    *,
    rng: np.random.Generator,
    draws: int = 100,
) -> Base:
    """Fit the past alone.

    Parameters
    ----------
    features, new : ndarray, shape (N, P), (M, P)
        Of rows with a known outcome, and of those to be forecast; NaN where missing. The scale is
        learnt from the first alone.
    outcome : ndarray, shape (N,)
        0 or 1.
    unit : ndarray of int, shape (N,)
        Pair, numbered from 0: pairs are drawn whole.
    rng : numpy.random.Generator
        Of the draws.
    draws : int
        How many.
    """
    scaling = scaled(features, np.ones(outcome.size), ENDS)
    known, fresh = scaling(features), scaling(new)
    count = int(unit.max()) + 1
    drawn = rng.multinomial(count, np.full(count, 1 / count), size=draws).astype(float)
    penalty = np.append(0.0, np.full(known.shape[1], SOFT))
    forecast, odds = _fitted(known, fresh, outcome, penalty, unit=unit, drawn=drawn)
    return Base(
        known=known,
        new=fresh,
        outcome=outcome,
        forecast=forecast,
        drawn=drawn,
        unit=unit,
        draws=odds,
    )


def uplift(base: Base, features: Floats, new: Floats) -> Uplift:
    """Add features to the past and say what they change.

    Parameters
    ----------
    base : Base
        From `past`, of the same rows.
    features, new : ndarray, shape (N, Q), (M, Q)
        What is added.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> x = rng.normal(size=(400, 1))
    >>> y = (rng.random(400) < 1 / (1 + np.exp(-2 * x[:, 0]))).astype(float)
    >>> base = past(np.zeros((400, 1)), y, np.arange(400), np.zeros((2, 1)), rng=rng)
    >>> found = uplift(base, x, np.array([[2.0], [-2.0]]))
    >>> bool(found.low[0] > 0 > found.high[1])
    True
    """
    scaling: Scaling = scaled(features, np.ones(base.outcome.size), ENDS)
    known, fresh = np.hstack([base.known, scaling(features)]), np.hstack([base.new, scaling(new)])
    added = known.shape[1] - base.known.shape[1]
    penalty = np.concatenate([[0.0], np.full(base.known.shape[1], SOFT), np.full(added, HARD)])
    forecast, odds = _fitted(known, fresh, base.outcome, penalty, unit=base.unit, drawn=base.drawn)
    drawn = probability(odds) - probability(base.draws)
    return Uplift(gain=forecast - base.forecast, drawn=drawn)


def _fitted(
    known: Floats, fresh: Floats, outcome: Floats, penalty: Floats, *, unit: Ints, drawn: Floats
) -> tuple[Floats, Floats]:
    """Fit and forecast, and again one Newton step towards each draw (a score bootstrap)."""
    constant, slopes = newton(known, outcome, np.ones(outcome.size), penalty[1:])
    found = np.append(constant, slopes)
    full, ahead = (np.hstack([np.ones((len(x), 1)), x]) for x in (known, fresh))
    at = probability(full @ found)
    bend = (full.T * (at * (1 - at))) @ full + np.diag(penalty + 1e-9)
    pulls = np.zeros((drawn.shape[1], found.size))
    np.add.at(pulls, unit, full * (outcome - at)[:, None])
    moved = found + np.linalg.solve(bend, (drawn @ pulls - penalty * found).T).T
    return probability(ahead @ found), moved @ ahead.T

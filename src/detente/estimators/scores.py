"""Scores of probabilities: ranking, distance from outcomes, calibration."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.estimators.logit import newton

Floats = NDArray[np.float64]
EDGE = 1e-9
"""Least distance of a probability from 0 and from 1."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of forecasts beside a reference that knows less.

    Attributes
    ----------
    cases, events : int
        Forecasts, and events among them.
    precision : float
        Average precision: the mean precision over the events, ranked by probability. Chance gives
        the base rate.
    roc : float
        Chance that an event was thought likelier than a case without one, ties half.
    brier, log_loss : float
        Skill over the reference: 1 is perfect, 0 no better, below 0 worse.
    slope : float
        Slope of the outcome on the log-odds: 1 is calibrated, below 1 too bold; NaN where all
        forecasts are alike.
    expected : float
        Events expected.
    """

    cases: int
    events: int
    precision: float
    roc: float
    brier: float
    log_loss: float
    slope: float
    expected: float


def average_precision(forecast: Floats, outcome: Floats) -> float:
    """Give the mean precision at the places of the events, ties shared.

    Examples
    --------
    >>> average_precision(np.array([0.9, 0.8, 0.1]), np.array([1.0, 0.0, 1.0]))
    0.8333333333333333
    >>> average_precision(np.zeros(4), np.array([1.0, 0, 0, 0]))
    0.25
    """
    order = np.argsort(-forecast, kind="stable")
    ends = np.append(np.flatnonzero(np.diff(forecast[order])), forecast.size - 1)
    found = np.cumsum(outcome[order])[ends]
    gained = np.diff(np.append(0.0, found))
    return (
        float((gained * found / (ends + 1)).sum() / found[-1])
        if found.size and found[-1]
        else float("nan")
    )


def roc(forecast: Floats, outcome: Floats) -> float:
    """Give the chance that an event was thought likelier than a case without one, ties half.

    Examples
    --------
    >>> roc(np.array([0.9, 0.8, 0.1, 0.1]), np.array([1.0, 0.0, 1.0, 0.0]))
    0.625
    """
    levels, place, count = np.unique(forecast, return_inverse=True, return_counts=True)
    events = np.bincount(place, weights=outcome, minlength=levels.size)
    others = count - events
    below = np.cumsum(others) - others
    pairs = float(events.sum() * others.sum())
    return float((events * (below + others / 2)).sum() / pairs) if pairs else float("nan")


def brier(forecast: Floats, outcome: Floats) -> float:
    """Give the mean squared distance from what came.

    Examples
    --------
    >>> brier(np.array([0.5, 0.0]), np.array([1.0, 0.0]))
    0.125
    """
    return float(((forecast - outcome) ** 2).mean())


def log_loss(forecast: Floats, outcome: Floats) -> float:
    """Give the mean negative log of the probability of what came.

    Examples
    --------
    >>> round(log_loss(np.array([0.5]), np.array([1.0])), 4)
    0.6931
    """
    safe = np.clip(forecast, EDGE, 1 - EDGE)
    return float(-(outcome * np.log(safe) + (1 - outcome) * np.log(1 - safe)).mean())


def score(forecast: Floats, outcome: Floats, reference: Floats) -> Scores:
    """Score forecasts beside a reference.

    Parameters
    ----------
    forecast, outcome, reference : ndarray, shape (N,)
        Probabilities; 0 or 1; probabilities of the reference.

    Examples
    --------
    >>> found = score(np.array([0.9, 0.1, 0.2, 0.7]), np.array([1.0, 0, 0, 1]), np.full(4, 0.5))
    >>> found.precision, round(found.brier, 3)
    (1.0, 0.85)
    """
    safe = np.clip(forecast, EDGE, 1 - EDGE)
    odds = np.log(safe / (1 - safe))
    slope = float("nan")
    if np.ptp(odds) > 1e-9 and 0 < outcome.sum() < outcome.size:
        slope = float(newton(odds[:, None], outcome, np.ones(outcome.size), 0.0, 100)[1][0])
    brier_ratio = brier(forecast, outcome) / brier(reference, outcome)
    loss_ratio = log_loss(forecast, outcome) / log_loss(reference, outcome)
    return Scores(
        cases=forecast.size,
        events=int(outcome.sum()),
        precision=average_precision(forecast, outcome),
        roc=roc(forecast, outcome),
        brier=1 - brier_ratio,
        log_loss=1 - loss_ratio,
        slope=slope,
        expected=float(forecast.sum()),
    )

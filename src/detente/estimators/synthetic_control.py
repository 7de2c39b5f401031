"""Synthetic control: one case against a weighted mean of similar ones, with placebos."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
STEPS, STILL = 5000, 1e-7
"""Most steps of the accelerated projection, and the movement of every weight at which it ends."""


@dataclass(frozen=True, slots=True)
class Control:
    """One case against its synthetic control.

    Attributes
    ----------
    gap : ndarray, shape (T,)
        Case less control in every year.
    weights : ndarray, shape (D,)
        Of the donors; none negative, their sum is one.
    effect : float
        Mean gap from the event on.
    fit : float
        Root mean squared gap before it.
    p : float
        Part of all cases, this one included, whose gap grew at least as much (ratio of mean squares
        after and before).
    """

    gap: Floats
    weights: Floats
    effect: float
    fit: float
    p: float


def simplex(rows: Floats) -> Floats:
    """Project each row on the weights that are not negative and sum to one.

    Parameters
    ----------
    rows : ndarray, shape (R, D)

    Returns
    -------
    ndarray, shape (R, D)

    Examples
    --------
    >>> simplex(np.array([[0.5, 0.5], [2.0, 0.0]])).tolist()
    [[0.5, 0.5], [1.0, 0.0]]
    """
    ordered = -np.sort(-rows, axis=1)
    excess = np.cumsum(ordered, axis=1) - 1
    rank = np.arange(1, rows.shape[1] + 1)
    last = rows.shape[1] - 1 - np.argmax((ordered - excess / rank > 0)[:, ::-1], axis=1)
    shift = excess[np.arange(rows.shape[0]), last] / (last + 1)
    found: Floats = np.maximum(rows - shift[:, None], 0.0)
    return found


def weights(before: Floats, cases: NDArray[np.int64]) -> Floats:
    """Find the donors' weights of several cases at once.

    Parameters
    ----------
    before : ndarray, shape (U, T)
        Outcomes of all units before the event, without gaps.
    cases : ndarray of int, shape (R,)
        Rows that are the case; all other rows of theirs are donors.

    Returns
    -------
    ndarray, shape (R, U)
        Zero for the case itself.

    References
    ----------
    abadie2010
    """
    units = before.shape[0]
    gram = before @ before.T
    step = 1.0 / max(float(np.linalg.eigvalsh(gram)[-1]), 1e-12)
    allowed = np.ones((cases.size, units), dtype=bool)
    allowed[np.arange(cases.size), cases] = False
    found: Floats = allowed / (units - 1)
    ahead, momentum = found.copy(), 1.0
    for _ in range(STEPS):
        slope = ahead @ gram - gram[cases]
        fresh = simplex(np.where(allowed, ahead - step * slope, -1e9))
        faster = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        moved = fresh - found
        # momentum that points uphill is dropped
        if float(((ahead - fresh) * moved).sum()) > 0:
            faster = 1.0
        ahead = fresh + (momentum - 1) / faster * moved if faster > 1 else fresh
        found, momentum = fresh, faster
        if float(np.abs(moved).max()) < STILL:
            break
    return found


def synthetic(outcome: Floats, case: int, event: int) -> Control:
    """Compare one case with its synthetic control, and every donor with its own as a placebo.

    Parameters
    ----------
    outcome : ndarray, shape (U, T)
        Units without gaps; a unit with one must be left out.
    case : int
        Row of the case.
    event : int
        First column of the event.

    Returns
    -------
    Control

    Examples
    --------
    >>> t = np.arange(12.0)
    >>> y = np.array([np.sin(t) + t / 9, np.sin(t), t, np.cos(t), -t])
    >>> y[0, 8:] += 2
    >>> found = synthetic(y, 0, 8)
    >>> bool(found.fit < 0.1), bool(1 < found.effect < 3), round(float(found.weights.sum()), 6)
    (True, True, 1.0)
    """
    before = outcome[:, :event]
    every = np.arange(outcome.shape[0])
    # the case is a placebo's donor no more than it would be anyone's: it is left out of their pools
    order = np.concatenate([[case], every[every != case]])
    mine = weights(before[order], np.array([0]))[0]
    gap = outcome[case] - mine @ outcome[order]
    donors = outcome[every != case]
    others = (
        weights(donors[:, :event], np.arange(donors.shape[0]))
        if donors.shape[0] > 2
        else np.zeros((0, donors.shape[0]))
    )
    gaps = donors - others @ donors if others.size else np.zeros((0, outcome.shape[1]))
    everyone = np.vstack([gap[None, :], gaps])
    pre = np.square(everyone[:, :event]).mean(axis=1)
    post = np.square(everyone[:, event:]).mean(axis=1)
    ratio = post / np.maximum(pre, 1e-12)
    return Control(
        gap=gap,
        weights=mine[1:],
        effect=float(gap[event:].mean()),
        fit=float(np.sqrt(pre[0])),
        p=float((ratio >= ratio[0]).mean()),
    )

"""Moves of a whole era: positions up to a session shift together with their cutpoints.

Items asked in one session only leave the level of years to the actors' own inertia, and a sampler
that moves one cell at a time hardly ever moves that level. A shift leaves the likelihood of every
item that lies wholly on one side as it is; only items that are repeated across the border must be
asked again, and early there are few of them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

from detente.estimators.ideal_points.choices import Choices
from detente.estimators.ideal_points.kernel import BOUND, _cdf, _log
from detente.estimators.ideal_points.prior import FIRST

MOST = 3000
"""Votes on items across a border above which these hold the eras together: no shift."""
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Borders:
    """Where eras may shift.

    Attributes
    ----------
    session : ndarray of int64, shape (B,)
        Sessions up to which an era may shift; with the last one everything does.
    begin : ndarray of int64, shape (B + 1,)
        Where the items of each border begin in `spanning`.
    spanning : ndarray of int64, shape (S,)
        Items asked on both sides.
    earlier : ndarray of int64, shape (S,)
        Votes on each of them up to the border.
    """

    session: Ints
    begin: Ints
    spanning: Ints
    earlier: Ints


def borders(choices: Choices) -> Borders:
    """List the items asked both up to each session and after it, except where well bridged."""
    when = choices.session[choices.cell]
    kept, spanning, earlier = [], [], []
    for session in np.unique(choices.session):
        across = (choices.span[:, 0] <= session) & (choices.span[:, 1] > session)
        items = np.flatnonzero(across)
        first, end = choices.starts[items, 0], choices.starts[items, 3]
        bounds = zip(first, end, strict=True)
        votes = [int((when[begin:stop] <= session).sum()) for begin, stop in bounds]
        if sum(votes) <= MOST:
            kept.append(int(session))
            spanning.append(items)
            earlier += votes
    sizes = [items.size for items in spanning]
    return Borders(
        session=np.array(kept),
        begin=np.cumsum([0, *sizes]),
        spanning=np.concatenate(spanning).astype(np.int64),
        earlier=np.array(earlier, dtype=np.int64),
    )


@njit(cache=True, fastmath=True, error_model="numpy")
def _asked_again(theta, moved, session, border, cell, starts, item, slope, cut1, cut2):
    """Give how the log-likelihood of one spanning item changes when its earlier votes move."""
    change = 0.0
    for i in range(starts[item, 0], starts[item, 3]):
        if session[cell[i]] > border:
            continue
        m = slope * theta[cell[i]]
        n = slope * (theta[cell[i]] + moved)
        if i < starts[item, 1]:
            change += _log(max(_cdf(cut1 - n), 1e-300)) - _log(max(_cdf(cut1 - m), 1e-300))
        elif i < starts[item, 2]:
            change += _log(max(_cdf(cut2 - n) - _cdf(cut1 - n), 1e-300)) - _log(
                max(_cdf(cut2 - m) - _cdf(cut1 - m), 1e-300)
            )
        else:
            change += _log(max(_cdf(n - cut2), 1e-300)) - _log(max(_cdf(m - cut2), 1e-300))
    return change


@njit(cache=True, error_model="numpy")
def shift(
    theta,
    beta,
    g1,
    g2,
    session,
    before,
    variance,
    cell,
    starts,
    span,
    border,
    begin,
    spanning,
    earlier,
    noise,
    chance,
):
    """Propose one shift at each border; changes positions and cutpoints in place.

    Parameters
    ----------
    theta : ndarray, shape (C,)
        Positions.
    beta, g1, g2 : ndarray, shape (J,)
        Slopes and cutpoints.
    session, before, variance : ndarray, shape (C,)
        Of each cell: its session, the cell before, the variance of the step to it.
    cell, starts, span : ndarray
        Layout of the votes, as in `Choices`.
    border, begin, spanning, earlier : ndarray
        As in `Borders`.
    noise, chance : ndarray, shape (B,)
        Standard normal and uniform numbers.

    Returns
    -------
    int
        Proposals taken.
    """
    taken = 0
    for k in range(border.size):
        edge, precision, pull = border[k], 0.0, 0.0
        for i in range(theta.size):
            if session[i] <= edge:
                if before[i] < 0:
                    precision += 1.0 / FIRST
                    pull -= theta[i] / FIRST
            elif before[i] >= 0 and session[before[i]] <= edge:
                precision += 1.0 / variance[i]
                pull += (theta[i] - theta[before[i]]) / variance[i]
        informed = precision
        for n in range(begin[k], begin[k + 1]):
            informed += 0.6 * earlier[n] * beta[spanning[n]] ** 2
        if begin[k] == begin[k + 1]:  # nothing to ask again: drawn from what it is given the rest
            moved, gain = pull / precision + noise[k] / np.sqrt(precision), 0.0
        else:
            moved = 1.7 * noise[k] / np.sqrt(informed)
            gain = moved * pull - 0.5 * moved**2 * precision
            for n in range(begin[k], begin[k + 1]):
                j = spanning[n]
                gain += _asked_again(
                    theta, moved, session, edge, cell, starts, j, beta[j], g1[j], g2[j]
                )
        held = True
        for j in range(beta.size):
            if span[j, 1] <= edge and (
                g1[j] + moved * beta[j] <= -BOUND or g2[j] + moved * beta[j] >= BOUND
            ):
                held = False
                break
        if held and np.log(chance[k]) < gain:
            taken += 1
            for i in range(theta.size):
                if session[i] <= edge:
                    theta[i] += moved
            for j in range(beta.size):
                if span[j, 1] <= edge:
                    g1[j] += moved * beta[j]
                    g2[j] += moved * beta[j]
    return taken

"""The compiled reading of a future: what each kind of series is at the end of a year."""

from __future__ import annotations

import numpy as np
from numba import njit

from detente.estimators.futures.keys import INLINE, PLAIN

RATE_ALL, RATE_STATE, RATE_PAIR, RATE_INSIDE, RATE_OUTSIDE, RATE_WITH = range(11, 17)
EVENTS = 6
"""Kinds of events follow those of rates, in the same order."""


@njit(**PLAIN)
def add_rates(world, now, series):
    """Add a year's chances of disputes, and those that came, to the sums of the series.

    Parameters
    ----------
    world, now : PackedWorld, Now
        Chances and events of the year are filled.
    series : array of int, (X, 4)
        What is read.
    """
    pairs = world.pairs
    by_state = False
    for row in range(series.shape[0]):
        by_state |= series[row, 0] == RATE_STATE
    if by_state:
        for s in range(now.rate.size):
            now.rate[s] = 0.0
        for k in range(pairs.one.size):
            now.rate[pairs.one[k]] += now.chance[k]
            now.rate[pairs.other[k]] += now.chance[k]
    for row in range(series.shape[0]):
        kind = series[row, 0]
        if kind < RATE_ALL:
            continue
        counts = kind >= RATE_ALL + EVENTS
        kind -= EVENTS if counts else 0
        first, second = series[row, 1], series[row, 2]
        if kind == RATE_STATE and not counts:
            now.total[row] += now.rate[first]
        elif kind == RATE_PAIR:
            now.total[row] += _value(now, counts, first)
        else:
            now.total[row] += _sum(world, now, kind, counts, first, second)


@njit(**INLINE)
def _value(now, counts, k):
    if counts:
        return 1.0 if now.hit[k] else 0.0
    return now.chance[k]


@njit(**PLAIN)
def _sum(world, now, kind, counts, first, second):
    """Add up the pairs of a kind."""
    pairs, total = world.pairs, 0.0
    for k in range(pairs.one.size):
        if counts and not now.hit[k]:
            continue
        i, j = pairs.one[k], pairs.other[k]
        taken = True
        if kind == RATE_STATE:
            taken = i == first or j == first
        elif kind == RATE_INSIDE:
            taken = (now.member[i] & now.member[j] & (np.int64(1) << first)) != 0
        elif kind == RATE_OUTSIDE:
            taken = ((now.member[i] ^ now.member[j]) & (np.int64(1) << first)) != 0
        elif kind == RATE_WITH:
            partner = j if i == first else i
            is_own = i == first or j == first
            taken = is_own and ((now.member[partner] >> second) & 1) == 1
        if taken:
            total += 1.0 if counts else now.chance[k]
    return total


@njit(**INLINE)
def _pole(now, at):
    """Give the position of a pole: a bloc's core, or a state where the number is negative."""
    return now.core[at] if at >= 0 else now.place[-1 - at]


@njit(**PLAIN)
def _share(now, measure, bit, state):
    """Give the share of a bloc (its bit) or of a state in a measure."""
    total, part = 0.0, 0.0
    for s in range(now.place.size):
        size = np.exp(now.log[measure, s])
        total += size
        if (state < 0 and (now.member[s] & bit) != 0) or s == state:
            part += size
    return part / total


@njit(**PLAIN)
def _members(now, bit):
    count = 0.0
    for s in range(now.member.size):
        count += 1.0 if (now.member[s] & bit) != 0 else 0.0
    return count


@njit(**PLAIN)
def _spread(now, bit):
    """Give the standard deviation of the positions of a bloc's members."""
    count, total, squares = 0.0, 0.0, 0.0
    for s in range(now.member.size):
        if (now.member[s] & bit) != 0:
            count += 1.0
            total += now.place[s]
            squares += now.place[s] ** 2
    if count < 2.0:
        return 0.0
    return np.sqrt(max(squares / count - (total / count) ** 2, 0.0))


@njit(**PLAIN)
def _outer_neighbours(world, now, bit):
    """Count the states outside a bloc that border a member by land."""
    states, count = world.states, 0.0
    for s in range(now.member.size):
        if (now.member[s] & bit) != 0:
            continue
        touches = False
        for i in range(states.neighbour_start[s], states.neighbour_start[s + 1]):
            touches |= (now.member[states.neighbour[i]] & bit) != 0
        count += 1.0 if touches else 0.0
    return count


@njit(**PLAIN)
def _allied_pairs(world, now):
    """Count the pairs with a pact or an alliance in common."""
    bits = np.int64(0)
    for b in range(world.blocs.alliance.size):
        if world.blocs.alliance[b]:
            bits |= np.int64(1) << b
    count = 0.0
    for k in range(world.pairs.one.size):
        shared = now.member[world.pairs.one[k]] & now.member[world.pairs.other[k]] & bits
        count += 1.0 if (now.pact[k] or shared != 0) else 0.0
    return count


@njit(**PLAIN)
def read(world, now, series, out):
    """Fill what the series are at the end of a year.

    Parameters
    ----------
    world, now : PackedWorld, Now
        The state of the world.
    series : array of int, (X, 4)
        What is read.
    out : array of float32, (X,)
        Filled.
    """
    for row in range(series.shape[0]):
        kind, first = series[row, 0], series[row, 1]
        second, third = series[row, 2], series[row, 3]
        if kind >= RATE_ALL:
            out[row] = now.total[row]
        elif kind == 0:
            out[row] = _share(now, second, np.int64(1) << first, -1)
        elif kind == 1:
            out[row] = _share(now, second, np.int64(0), first)
        elif kind == 2:
            out[row] = now.place[first]
        elif kind == 3:
            out[row] = abs(now.place[first] - _pole(now, second))
        elif kind == 4:
            to_other = abs(now.place[first] - _pole(now, third))
            out[row] = to_other - abs(now.place[first] - _pole(now, second))
        elif kind == 5:
            out[row] = now.democracy[first]
        elif kind == 6:
            out[row] = 1.0 if (now.rung[first] >= second and now.rung[first] != 6) else 0.0
        elif kind == 7:
            out[row] = _members(now, np.int64(1) << first)
        elif kind == 8:
            out[row] = _spread(now, np.int64(1) << first)
        elif kind == 9:
            out[row] = _outer_neighbours(world, now, np.int64(1) << first)
        else:
            out[row] = _allied_pairs(world, now)

"""The compiled reading of a future: what each kind of series is at the end of a year."""

from __future__ import annotations

import numpy as np
from numba import njit

from detente.estimators.futures.keys import INLINE, PLAIN

RATE_ALL, RATE_STATE, RATE_PAIR, RATE_INSIDE, RATE_OUTSIDE, RATE_WITH = range(11, 17)
EVENTS = 6
"""Kinds of events follow those of rates, in the same order."""


@njit(**PLAIN)
def add_rates(pairs, of_states, of_pairs, total, series):
    """Add a year's chances of disputes, and those that came, to the sums of the series.

    Parameters
    ----------
    pairs, of_states, of_pairs : PackedPairs, StatesNow, PairsNow
        Chances and events of the year are filled.
    total : array, (X,)
        Sums of the series; written.
    series : array of int, (X, 4)
        What is read.
    """
    by_state = False
    for row in range(series.shape[0]):
        by_state |= series[row, 0] == RATE_STATE
    if by_state:
        for s in range(of_states.rate.size):
            of_states.rate[s] = 0.0
        for k in range(pairs.one.size):
            of_states.rate[pairs.one[k]] += of_pairs.chance[k]
            of_states.rate[pairs.other[k]] += of_pairs.chance[k]
    for row in range(series.shape[0]):
        kind = series[row, 0]
        if kind < RATE_ALL:
            continue
        counts = kind >= RATE_ALL + EVENTS
        kind -= EVENTS if counts else 0
        first, second = series[row, 1], series[row, 2]
        if kind == RATE_STATE and not counts:
            total[row] += of_states.rate[first]
        elif kind == RATE_PAIR:
            total[row] += _value(of_pairs, counts, first)
        else:
            total[row] += _sum(pairs, of_states, of_pairs, kind, counts, first, second)


@njit(**INLINE)
def _value(of_pairs, counts, k):
    if counts:
        return 1.0 if of_pairs.hit[k] else 0.0
    return of_pairs.chance[k]


@njit(**PLAIN)
def _sum(pairs, of_states, of_pairs, kind, counts, first, second):
    """Add up the pairs of a kind."""
    total = 0.0
    for k in range(pairs.one.size):
        if counts and not of_pairs.hit[k]:
            continue
        i, j = pairs.one[k], pairs.other[k]
        taken = True
        if kind == RATE_STATE:
            taken = i == first or j == first
        elif kind == RATE_INSIDE:
            taken = (of_states.member[i] & of_states.member[j] & (np.int64(1) << first)) != 0
        elif kind == RATE_OUTSIDE:
            taken = ((of_states.member[i] ^ of_states.member[j]) & (np.int64(1) << first)) != 0
        elif kind == RATE_WITH:
            partner = j if i == first else i
            is_own = i == first or j == first
            taken = is_own and ((of_states.member[partner] >> second) & 1) == 1
        if taken:
            total += 1.0 if counts else of_pairs.chance[k]
    return total


@njit(**INLINE)
def _pole(of_states, of_blocs, at):
    """Give the position of a pole: a bloc's core, or a state where the number is negative."""
    return of_blocs.core[at] if at >= 0 else of_states.place[-1 - at]


@njit(**PLAIN)
def _share(of_states, measure, bit, state):
    """Give the share of a bloc (its bit) or of a state in a measure."""
    total, part = 0.0, 0.0
    for s in range(of_states.place.size):
        size = np.exp(of_states.log[measure, s])
        total += size
        if (state < 0 and (of_states.member[s] & bit) != 0) or s == state:
            part += size
    return part / total


@njit(**PLAIN)
def _members(of_states, bit):
    count = 0.0
    for s in range(of_states.member.size):
        count += 1.0 if (of_states.member[s] & bit) != 0 else 0.0
    return count


@njit(**PLAIN)
def _spread(of_states, bit):
    """Give the standard deviation of the positions of a bloc's members."""
    count, total, squares = 0.0, 0.0, 0.0
    for s in range(of_states.member.size):
        if (of_states.member[s] & bit) != 0:
            count += 1.0
            total += of_states.place[s]
            squares += of_states.place[s] ** 2
    if count < 2.0:
        return 0.0
    return np.sqrt(max(squares / count - (total / count) ** 2, 0.0))


@njit(**PLAIN)
def _outer_neighbours(states, of_states, bit):
    """Count the states outside a bloc that border a member by land."""
    count = 0.0
    for s in range(of_states.member.size):
        if (of_states.member[s] & bit) != 0:
            continue
        touches = False
        for i in range(states.neighbour_start[s], states.neighbour_start[s + 1]):
            touches |= (of_states.member[states.neighbour[i]] & bit) != 0
        count += 1.0 if touches else 0.0
    return count


@njit(**PLAIN)
def _allied_pairs(pairs, of_states, of_pairs, bits):
    """Count the pairs with a pact or an alliance in common."""
    count = 0.0
    for k in range(pairs.one.size):
        shared = of_states.member[pairs.one[k]] & of_states.member[pairs.other[k]] & bits
        count += 1.0 if (of_pairs.pact[k] or shared != 0) else 0.0
    return count


@njit(**PLAIN)
def read(states, pairs, of_states, of_blocs, of_places, of_pairs, numbers, series, out):
    """Fill what the series are at the end of a year.

    Parameters
    ----------
    states, pairs : PackedStates, PackedPairs
        Borders and pairs.
    of_states, of_blocs, of_places, of_pairs : StatesNow, BlocsNow, PlacesNow, PairsNow
        The state of the world.
    numbers : tuple of array (X,) and int
        Sums of the series so far, and the bits of the alliances.
    series : array of int, (X, 4)
        What is read.
    out : array of float32, (X,)
        Filled.
    """
    total, allied = numbers
    for row in range(series.shape[0]):
        kind, first = series[row, 0], series[row, 1]
        second, third = series[row, 2], series[row, 3]
        if kind >= RATE_ALL:
            out[row] = total[row]
        elif kind == 0:
            out[row] = _share(of_states, second, np.int64(1) << first, -1)
        elif kind == 1:
            out[row] = _share(of_states, second, np.int64(0), first)
        elif kind == 2:
            out[row] = of_states.place[first]
        elif kind == 3:
            out[row] = abs(of_states.place[first] - _pole(of_states, of_blocs, second))
        elif kind == 4:
            to_other = abs(of_states.place[first] - _pole(of_states, of_blocs, third))
            out[row] = to_other - abs(of_states.place[first] - _pole(of_states, of_blocs, second))
        elif kind == 5:
            out[row] = of_states.democracy[first]
        elif kind == 6:
            out[row] = (
                1.0 if (of_places.rung[first] >= second and of_places.rung[first] != 6) else 0.0
            )
        elif kind == 7:
            out[row] = _members(of_states, np.int64(1) << first)
        elif kind == 8:
            out[row] = _spread(of_states, np.int64(1) << first)
        elif kind == 9:
            out[row] = _outer_neighbours(states, of_states, np.int64(1) << first)
        else:
            out[row] = _allied_pairs(pairs, of_states, of_pairs, allied)

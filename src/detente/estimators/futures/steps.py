"""The compiled steps on ladders: each place takes at most one step a year, likelier in rounds."""

from __future__ import annotations

import numpy as np
from numba import njit

from detente.estimators.futures.keys import PLAIN, chance_of

APPROACH, CANDIDACY, JOIN, JOIN_FROM_LOWER, EXIT, SUSPENSION = range(6)
FIRST_CANDIDATE, FULL, GONE = 4, 5, 6


@njit(**PLAIN)
def _total(table, row):
    """Add up a row."""
    total = 0.0
    for t in range(table.shape[1]):
        total += table[row, t]
    return total


@njit(**PLAIN)
def _odds(coef, lift, covariates):
    total = lift
    for p in range(covariates.size):
        total += coef[p] * covariates[p]
    return total


@njit(**PLAIN)
def _covariates(states, ladder, of_states, of_blocs, of_places, e, out):
    """Fill what moves the steps of a place."""
    s, b = ladder.state[e], ladder.bloc[e]
    first, last = states.neighbour_start[s], states.neighbour_start[s + 1]
    inside = 0.0
    for i in range(first, last):
        inside += (of_states.member[states.neighbour[i]] >> b) & 1
    out[0] = 1.0
    out[1] = of_states.democracy[s]
    out[2] = abs(of_states.place[s] - of_blocs.core[b])
    out[3] = inside / max(last - first, 1)
    out[4] = np.log(1.0 + _total(of_states.recent, s))
    out[5] = of_blocs.pace[b]
    out[6] = 1.0 if of_places.perspective[e] else 0.0


@njit(**PLAIN)
def _bounds(blocs, ladder, of_states, of_blocs, k_set, lifts):
    """Give the most that any place can reach, by bloc and step: most places need no more."""
    coef = ladder.coef[k_set]
    blocs = blocs.alliance.size
    most = np.ones(coef.shape[1])
    disputes, lowest, highest = 0.0, of_states.place[0], of_states.place[0]
    for s in range(of_states.recent.shape[0]):
        disputes = max(disputes, _total(of_states.recent, s))
        lowest, highest = min(lowest, of_states.place[s]), max(highest, of_states.place[s])
    most[2] = highest - lowest
    most[4] = np.log(1.0 + disputes)
    bounds = np.zeros((blocs, coef.shape[0]))
    for b in range(blocs):
        most[5] = of_blocs.pace[b]
        for t in range(coef.shape[0]):
            odds = coef[t, 0] + lifts[b, t]
            for p in range(1, most.size):
                odds += max(coef[t, p], 0.0) * most[p]
            # a little more than the sum, which a chance is never above
            bounds[b, t] = chance_of(odds + 1e-6) * (1.0 + 1e-6)
    return bounds


@njit(**PLAIN)
def step_ladders(states, blocs, ladder, of_states, of_blocs, of_places, noise, k_set):
    """Let each place take at most one step: its chances lie side by side below one number.

    Parameters
    ----------
    states, blocs, ladder : PackedStates, PackedBlocs, PackedLadder
        Hazards and neighbours.
    of_states, of_blocs, of_places : StatesNow, BlocsNow, PlacesNow
        The state of the world; rungs and accessions are written.
    noise : Noise
        Random numbers of the year.
    k_set : int
        Which set of parameters.
    """
    coef = ladder.coef[k_set]
    lifts = blocs.step_bias.copy()
    for b in range(blocs.alliance.size):
        if noise.round[b] < blocs.round_chance[k_set, b]:
            for t in range(coef.shape[0]):
                lifts[b, t] += ladder.round_lift[k_set, t]
        # of the moment before any step of the year, so that the order of places does not matter
        of_blocs.pace[b] = np.log(1.0 + _total(of_blocs.joins, b))
    bounds = _bounds(blocs, ladder, of_states, of_blocs, k_set, lifts)
    covariates = np.zeros(coef.shape[1])
    for e in range(ladder.state.size):
        rung, b = of_places.rung[e], ladder.bloc[e]
        if rung == GONE:
            continue
        number = noise.step[e]
        if of_places.suspended[e]:
            of_places.suspended[e] = number >= ladder.resume[k_set]
            continue
        lower = rung < FIRST_CANDIDATE
        ahead = JOIN_FROM_LOWER if lower else (JOIN if rung == FIRST_CANDIDATE else EXIT)
        # who has no rung yet approaches or applies first
        most = bounds[b, APPROACH]
        if rung > 0:
            most = bounds[b, ahead] + bounds[b, SUSPENSION]
        if lower:
            most += bounds[b, CANDIDACY]
        if number >= most:
            continue
        _covariates(states, ladder, of_states, of_blocs, of_places, e, covariates)
        edge = 0.0
        if rung > 0:
            edge = chance_of(_odds(coef[ahead], lifts[b, ahead], covariates))
        if number < edge:
            of_places.rung[e] = GONE if rung == FULL else FULL
            of_blocs.joins[b, -1] += 0.0 if rung == FULL else 1.0
            continue
        if lower:
            edge += chance_of(_odds(coef[CANDIDACY], lifts[b, CANDIDACY], covariates))
            if number < edge:
                of_places.rung[e] = FIRST_CANDIDATE
                continue
            if rung == 0:
                edge += chance_of(_odds(coef[APPROACH], lifts[b, APPROACH], covariates))
                if number < edge:
                    of_places.rung[e] = blocs.first_rung[b]
                continue
        edge += chance_of(_odds(coef[SUSPENSION], lifts[b, SUSPENSION], covariates))
        of_places.suspended[e] = number < edge

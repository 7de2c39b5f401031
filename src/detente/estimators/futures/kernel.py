"""The compiled core: one future of one draw, year by year, from arrays and keyed numbers.

A year begins with the changes that are due. Chances of disputes, steps on ladders and pacts are
read from the state of the world at that moment; then positions, regimes and shares move. Both
futures of a pair run through this same code with the same keys, so that they agree to the bit
wherever their inputs do. Arrays of pairs are walked without branches: the compiler then takes
several at a time.
"""

from __future__ import annotations

import numpy as np
from numba import njit, uint64

from detente.estimators.futures.keys import (
    INLINE,
    PLAIN,
    base_of,
    chance_of,
    normal,
    splitmix,
    uniform,
)
from detente.estimators.futures.reading import add_rates, read
from detente.estimators.futures.steps import FIRST_CANDIDATE, FULL, GONE, step_ladders

START, PAIR, ROUND, STEP, PACT_ROUND, POSITION, ERA, REGIME, BREAK, SIZE, SHARE, REGION = range(12)
"""Processes, the fourth part of a key."""
HALF = 2.3283064365386963e-10
"""One over 2 to the 32: a hash gives a pair two numbers, one for disputes and one for pacts."""
LONGEST, MEMORY = 250, 10


@njit(**INLINE)
def _alliance_terms(coef, one, other, allied, has_pact):
    """Give the log-odds that alliances and blocs add to a pair."""
    own, its = one & allied, other & allied
    joint = 1.0 if (has_pact or (own & its) != 0) else 0.0
    alone = (1.0 if (own & ~its) != 0 else 0.0) + (1.0 if (its & ~own) != 0 else 0.0)
    shared = 1.0 if (one & other) != 0 else 0.0
    return coef[4] * joint + coef[8] * alone + coef[9] * shared


@njit(**INLINE)
def _high(word):
    """Give a number between 0 and 1 from the upper half of a hash."""
    return (np.float64(np.int64(word >> uint64(32))) + 0.5) * HALF


@njit(**INLINE)
def _low(word):
    """Give a number between 0 and 1 from the lower half of a hash."""
    return (np.float64(np.int64(word & uint64(0xFFFFFFFF))) + 0.5) * HALF


@njit(**PLAIN)
def _shake(states, shares, positions, regimes, noise, seed, draw, year):
    """Fill a year's random numbers: both futures read the same."""
    base = base_of(seed, draw, year, PAIR)
    words = noise.words
    for k in range(words.size):
        words[k] = splitmix(base, k)
    base = base_of(seed, draw, year, STEP)
    for e in range(noise.step.size):
        noise.step[e] = uniform(base, e)
    base = base_of(seed, draw, year, ROUND)
    for b in range(noise.round.size):
        noise.round[b] = uniform(base, b)
    base = base_of(seed, draw, year, PACT_ROUND)
    for g in range(noise.pact_round.size):
        noise.pact_round[g] = uniform(base, g)
    _shake_states(positions, regimes, noise, seed, draw, year)
    _shake_shares(states, shares, noise, seed, draw, year)


@njit(**PLAIN)
def _shake_states(positions, regimes, noise, seed, draw, year):
    """Fill the steps of positions and regimes, breaks among them."""
    break_chance = regimes.break_chance[draw % regimes.break_chance.size]
    noise.era[0] = positions.era_sd * normal(base_of(seed, draw, year, ERA), 0)
    place_base, regime_base = base_of(seed, draw, year, POSITION), base_of(seed, draw, year, REGIME)
    break_base, size_base = base_of(seed, draw, year, BREAK), base_of(seed, draw, year, SIZE)
    for s in range(noise.place.size):
        noise.place[s] = positions.sd[s] * normal(place_base, s)
        noise.regime[s] = regimes.sd[s] * normal(regime_base, s)
        if uniform(break_base, s) < break_chance:
            noise.regime[s] += regimes.break_sd * normal(size_base, s)


@njit(**PLAIN)
def _shake_shares(states, shares, noise, seed, draw, year):
    """Fill the steps of the logarithms of shares, the part of a region among them."""
    region = states.region
    measures, count = shares.log_share.shape
    own_base, region_base = base_of(seed, draw, year, SHARE), base_of(seed, draw, year, REGION)
    joint_steps = np.zeros(count)
    for m in range(measures):
        joint, alone = np.sqrt(shares.common_part[m]), np.sqrt(1.0 - shares.common_part[m])
        for g in range(count):
            joint_steps[g] = joint * normal(region_base, m * count + g)
        for s in range(count):
            own = alone * normal(own_base, m * count + s)
            noise.share[m, s] = shares.sd[m, s] * (joint_steps[region[s]] + own)


@njit(**PLAIN)
def _allied_bits(blocs):
    bits = np.int64(0)
    for b in range(blocs.alliance.size):
        if blocs.alliance[b]:
            bits |= np.int64(1) << b
    return bits


@njit(**PLAIN)
def _refresh(blocs, ladder, of_states, of_blocs, of_places):
    """Bring memberships, conditions and cores up to the rungs and positions of the moment."""
    for s in range(of_states.member.size):
        of_states.member[s], of_states.condition[s], of_states.top[s] = 0, 0.0, 0
    for e in range(ladder.state.size):
        rung = of_places.rung[e]
        if rung == 0:
            continue
        s, b = ladder.state[e], ladder.bloc[e]
        if rung == FULL:
            of_states.member[s] |= np.int64(1) << b
        if not blocs.acts[b]:
            continue
        if rung == GONE or of_places.suspended[e]:
            condition, height = 0.5, 0
        elif rung < FIRST_CANDIDATE:
            condition, height = (2.0 if of_places.perspective[e] else 1.0), rung
        else:
            condition, height = rung - 1.0, rung
        of_states.condition[s] = max(of_states.condition[s], condition)
        of_states.top[s] = max(of_states.top[s], height)
    for b in range(blocs.alliance.size):
        first, last = blocs.core_start[b], blocs.core_start[b + 1]
        total = 0.0
        for i in range(first, last):
            total += of_states.place[blocs.core[i]]
        of_blocs.core[b] = total / (last - first)


@njit(**INLINE)
def _moved_terms(coef, place, democracy, log, i, j):
    """Give the log-odds that positions, regimes and shares add to a pair."""
    distance = abs(place[i] - place[j])
    lower = min(democracy[i], democracy[j])
    ratio = abs(log[i] - log[j])
    return coef[5] * distance + coef[6] * lower + coef[7] * ratio


@njit(**PLAIN)
def _begin(world, now, allied, seed, draw):
    """Bring the arrays of a future back to the start of the world, for a draw."""
    states, shares, positions, regimes, blocs, ladder, pairs, _ = world
    of_states, of_blocs, of_places, of_pairs, done, total = now
    count, dyads = states.region.size, pairs.one.size
    for e in range(ladder.state.size):
        of_places.rung[e], of_places.suspended[e] = ladder.rung[e], ladder.suspended[e]
        of_places.perspective[e], of_places.body[e] = ladder.perspective[e], ladder.body[e]
    for b in range(blocs.alliance.size):
        for t in range(MEMORY):
            of_blocs.joins[b, t] = blocs.recent_joins[b, t]
    for c in range(done.size):
        done[c] = False
    for row in range(total.size):
        total[row] = 0.0
    base = base_of(seed, draw, 0, START)
    for s in range(count):
        of_states.place[s] = positions.at[s] + positions.se[s] * normal(base, s)
        of_states.home[s] = of_states.place[s]
        of_states.logit[s] = regimes.at[s]
        of_states.democracy[s] = chance_of(of_states.logit[s])
        for t in range(MEMORY):
            of_states.recent[s, t] = states.recent_disputes[s, t]
        for m in range(of_states.log.shape[0]):
            of_states.log[m, s] = shares.log_share[m, s]
    _refresh(blocs, ladder, of_states, of_blocs, of_places)
    coef = pairs.coef[draw % pairs.coef.shape[0]]
    _fill_peace(of_pairs.peace, coef, pairs.decay)
    for k in range(dyads):
        i, j = pairs.one[k], pairs.other[k]
        of_pairs.since[k], of_pairs.pact[k] = pairs.since[k], pairs.pact[k]
        terms = _alliance_terms(
            coef, of_states.member[i], of_states.member[j], allied, of_pairs.pact[k]
        )
        moved = _moved_terms(coef, of_states.place, of_states.democracy, of_states.log[0], i, j)
        of_pairs.start[k] = pairs.base[k] + coef[0] - (terms + moved)


@njit(**PLAIN)
def _holds(ladder, of_states, of_blocs, of_places, changes, c):
    """Whether the condition of a change holds at the moment."""
    kind, of = changes.condition[c], changes.of[c]
    if kind == 0:
        return True
    s = ladder.state[of]
    if kind == 1:
        return of_states.democracy[s] > changes.threshold[c]
    if kind == 2:
        return of_states.democracy[s] < changes.threshold[c]
    if kind == 3:
        gap = abs(of_states.place[s] - of_blocs.core[ladder.bloc[of]])
        return gap < changes.threshold[c]
    return of_places.rung[of] != GONE and of_places.rung[of] >= changes.threshold[c]


@njit(**PLAIN)
def _apply(blocs, ladder, of_states, of_blocs, of_places, done, changes, year):
    """Apply the changes that are due."""
    any_came = False
    for c in range(changes.when.size):
        due = changes.when[c] <= year <= changes.until[c] and not done[c]
        if not due or not _holds(ladder, of_states, of_blocs, of_places, changes, c):
            continue
        done[c] = True
        any_came = True
        e, rung = changes.place[c], changes.rung[c]
        before = 0 if of_places.rung[e] == GONE else of_places.rung[e]
        if rung == GONE:
            if before == FULL:
                of_places.rung[e] = GONE
                of_places.suspended[e] = False
        elif rung > before:
            of_places.rung[e] = rung
            of_places.suspended[e] = False
            if rung == FULL:
                of_blocs.joins[ladder.bloc[e], -1] += 1.0
        if changes.suspended[c] >= 0:
            of_places.suspended[e] = changes.suspended[c] == 1
        if changes.perspective[c] >= 0:
            of_places.perspective[e] = changes.perspective[c] == 1
        if changes.body[c] >= 0:
            of_places.body[e] = changes.body[c] == 1
    if any_came:
        _refresh(blocs, ladder, of_states, of_blocs, of_places)


@njit(**PLAIN)
def _fill_peace(table, coef, decay):
    """Fill what each length of peace adds to the log-odds of a dispute."""
    for t in range(table.size):
        table[t] = 0.0
        for part in range(decay.size):
            table[t] += coef[1 + part] * np.exp(-t / decay[part])


@njit(**PLAIN)
def _pair_odds(pairs, of_states, of_pairs, coef, allied):
    """Fill the log-odds of a dispute of each pair."""
    one, other, since, pact = pairs.one, pairs.other, of_pairs.since, of_pairs.pact
    member, place, democracy, log = (
        of_states.member,
        of_states.place,
        of_states.democracy,
        of_states.log[0],
    )
    start, odds, peace = of_pairs.start, of_pairs.chance, of_pairs.peace
    for k in range(one.size):
        i, j = one[k], other[k]
        terms = _alliance_terms(coef, member[i], member[j], allied, pact[k])
        moved = _moved_terms(coef, place, democracy, log, i, j)
        odds[k] = start[k] + peace[since[k]] + terms + moved


@njit(**PLAIN)
def _draw_disputes(words, chance, hit):
    """Turn log-odds into chances, and say where a dispute comes."""
    for k in range(chance.size):
        value = chance_of(chance[k])
        chance[k] = value
        hit[k] = _high(words[k]) < value


@njit(**PLAIN)
def _draw_pacts(states, pairs, pacts, of_pairs, noise, k_set):
    """Say which pacts begin or end: in rounds of a region, or alone."""
    region = states.region
    chance = np.zeros(noise.pact_round.size)
    for g in range(chance.size):
        is_round = noise.pact_round[g] < pacts.round_chance[k_set]
        chance[g] = pacts.single[k_set] + (pacts.part[k_set] if is_round else 0.0)
    single, end = pacts.single[k_set], pacts.end[k_set]
    # what no pair can reach is settled without a look at its regions
    most = max(chance.max(), end)
    for k in range(of_pairs.pact.size):
        number = _low(noise.words[k])
        if number >= most:
            continue
        i, j = region[pairs.one[k]], region[pairs.other[k]]
        begins = chance[i] if i == j else single
        of_pairs.pact[k] ^= number < (end if of_pairs.pact[k] else begins)


@njit(**PLAIN)
def _settle_disputes(pairs, of_states, of_pairs):
    """Write down the disputes that came."""
    for s in range(of_states.events.size):
        of_states.events[s] = 0.0
    for k in range(pairs.one.size):
        of_pairs.since[k] = 1 if of_pairs.hit[k] else min(of_pairs.since[k] + 1, LONGEST)
    for k in range(pairs.one.size):
        if of_pairs.hit[k]:
            of_states.events[pairs.one[k]] += 1.0
            of_states.events[pairs.other[k]] += 1.0


@njit(**PLAIN)
def _move_states(positions, regimes, blocs, ladder, of_states, of_blocs, of_places, noise, k_set):
    """Move positions and regimes: walks, pulls, breaks and effects of rungs."""
    for s in range(of_states.pulled.size):
        of_states.pulled[s], of_states.reach[s] = 0.0, 0.0
    for e in range(ladder.state.size):
        rung = of_places.rung[e]
        if (rung == 0 or rung == GONE or of_places.suspended[e]) and not of_places.body[e]:
            continue
        s, b = ladder.state[e], ladder.bloc[e]
        rate = 0.0 if (rung == GONE or of_places.suspended[e]) else positions.pull[k_set, rung]
        rate += positions.body_pull[k_set] if of_places.body[e] else 0.0
        rate *= blocs.pulls[b]
        of_states.reach[s] += rate
        of_states.pulled[s] += rate * (of_blocs.core[b] - of_states.place[s])
    for s in range(of_states.place.size):
        # many blocs together close a whole gap at most
        of_states.pulled[s] /= max(of_states.reach[s], 1.0)
        # who returns goes back to where it began, carried along by the era and by its pulls
        away = of_states.place[s] - of_states.home[s]
        of_states.home[s] += noise.era[0] + of_states.pulled[s]
        of_states.place[s] = of_states.home[s] + positions.keep * away + noise.place[s]
        change = regimes.effect[k_set, _effect_of(of_states.condition[s])] + noise.regime[s]
        of_states.logit[s] = (
            regimes.at[s] + regimes.keep * (of_states.logit[s] - regimes.at[s]) + change
        )
    for s in range(of_states.place.size):
        of_states.democracy[s] = chance_of(of_states.logit[s])


@njit(**INLINE)
def _effect_of(condition):
    """Give the column of an effect: out of a bloc, or suspended there, counts below a rung."""
    return 5 if condition == 0.5 else np.int64(condition)


@njit(**PLAIN)
def _move_shares(shares, of_states, noise, k_set, year):
    """Move the logarithms of shares."""
    for m in range(of_states.log.shape[0]):
        damped = shares.damp[m] ** year
        for s in range(of_states.log.shape[1]):
            move = shares.drift[k_set, m, s] * damped + shares.effect[k_set, m, of_states.top[s]]
            of_states.log[m, s] += move + noise.share[m, s]


@njit(**PLAIN)
def _remember(recent, joins, events):
    """Let a year of disputes and accessions pass: the tenth last is forgotten."""
    for t in range(MEMORY - 1):
        for s in range(events.size):
            recent[s, t] = recent[s, t + 1]
        for b in range(joins.shape[0]):
            joins[b, t] = joins[b, t + 1]
    for s in range(events.size):
        recent[s, MEMORY - 1] = events[s]
    for b in range(joins.shape[0]):
        joins[b, MEMORY - 1] = 0.0


@njit(cache=True, nogil=True, error_model="numpy")
def futures(world, first, second, noise, changes, keyed, series, years, out):
    """Run both futures of some draws; threads run it side by side, each on draws of its own.

    Parameters
    ----------
    world : PackedWorld
        What both start from.
    first, second : Now
        Arrays for the future without and with the changes; written.
    noise : Noise
        Arrays for the random numbers of a year; written.
    changes : PackedChanges
        What one future has.
    keyed : tuple of int, array of int (N,) and array of int (N,)
        The seed, and the draws of the future without and with the changes; paired futures have the
        same.
    series : array of int, (X, 4)
        What is read.
    years : array of int, (R,)
        After which years, rising from 1.
    out : tuple of two array of float32, (N, R, X)
        Filled, without and with the changes.
    """
    seed, draws, other_draws = keyed
    states, shares, positions, regimes, blocs, ladder, pairs, pacts = world
    allied = _allied_bits(blocs)
    sets = ladder.resume.size
    for n in range(draws.size):
        row = 0
        for year in range(years[-1] + 1):
            for side in range(2):
                draw = draws[n] if side == 0 else other_draws[n]
                now = first if side == 0 else second
                of_states, of_blocs, of_places, of_pairs, done, total = now
                k_set = draw % sets
                if year == 0:
                    _begin(world, now, allied, seed, draw)
                    continue
                if side == 0 or draw != draws[n]:
                    _shake(states, shares, positions, regimes, noise, seed, draw, year)
                if side == 1:
                    _apply(blocs, ladder, of_states, of_blocs, of_places, done, changes, year)
                _pair_odds(pairs, of_states, of_pairs, pairs.coef[k_set], allied)
                _draw_disputes(noise.words, of_pairs.chance, of_pairs.hit)
                add_rates(pairs, of_states, of_pairs, total, series)
                step_ladders(states, blocs, ladder, of_states, of_blocs, of_places, noise, k_set)
                _settle_disputes(pairs, of_states, of_pairs)
                _draw_pacts(states, pairs, pacts, of_pairs, noise, k_set)
                _move_states(
                    positions, regimes, blocs, ladder, of_states, of_blocs, of_places, noise, k_set
                )
                _move_shares(shares, of_states, noise, k_set, year)
                _remember(of_states.recent, of_blocs.joins, of_states.events)
                _refresh(blocs, ladder, of_states, of_blocs, of_places)
                if years[row] == year:
                    seen = out[0][n, row] if side == 0 else out[1][n, row]
                    numbers = total, allied
                    read(
                        states,
                        pairs,
                        of_states,
                        of_blocs,
                        of_places,
                        of_pairs,
                        numbers,
                        series,
                        seen,
                    )
            if years[row] == year:
                row += 1

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
from detente.estimators.futures.steps import (
    FIRST_CANDIDATE,
    FULL,
    GONE,
    fill_bounds,
    fill_lifts,
    step_ladders,
)

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
def _shake(base, words, steps, rounds, pact_rounds):
    """Fill a year's random numbers of pairs, places, blocs and regions."""
    for k in range(words.size):
        words[k] = splitmix(base[PAIR], k)
    for e in range(steps.size):
        steps[e] = uniform(base[STEP], e)
    for b in range(rounds.size):
        rounds[b] = uniform(base[ROUND], b)
    for g in range(pact_rounds.size):
        pact_rounds[g] = uniform(base[PACT_ROUND], g)


@njit(**PLAIN)
def _shake_states(place_sd, regimes, k_set, era_sd, noise):
    """Fill the steps of positions and regimes, breaks among them."""
    base, place, regime = noise.base, noise.place, noise.regime
    sd, break_chance, break_sd = regimes.sd, regimes.break_chance[k_set], regimes.break_sd
    noise.era[0] = era_sd * normal(base[ERA], 0)
    for s in range(place.size):
        place[s] = place_sd[s] * normal(base[POSITION], s)
        regime[s] = sd[s] * normal(base[REGIME], s)
        if uniform(base[BREAK], s) < break_chance:
            regime[s] += break_sd * normal(base[SIZE], s)


@njit(**PLAIN)
def _shake_shares(region, common_part, sd, noise):
    """Fill the steps of the logarithms of shares, the part of a region among them."""
    base, joint_steps, out = noise.base, noise.joint, noise.share
    measures, count = out.shape
    for m in range(measures):
        joint, alone = np.sqrt(common_part[m]), np.sqrt(1.0 - common_part[m])
        for g in range(count):
            joint_steps[g] = joint * normal(base[REGION], m * count + g)
        for s in range(count):
            own = alone * normal(base[SHARE], m * count + s)
            out[m, s] = sd[m, s] * (joint_steps[region[s]] + own)


@njit(**PLAIN)
def _allied_bits(alliance):
    bits = np.int64(0)
    for b in range(alliance.size):
        if alliance[b]:
            bits |= np.int64(1) << b
    return bits


@njit(**PLAIN)
def _refresh(blocs, ladder, of_states, of_blocs, of_places):
    """Bring memberships, conditions and cores up to the rungs and positions of the moment."""
    member, conditions, top = of_states.member, of_states.condition, of_states.top
    state, bloc, acts = ladder.state, ladder.bloc, blocs.acts
    rungs, suspended, perspective = of_places.rung, of_places.suspended, of_places.perspective
    for s in range(member.size):
        member[s], conditions[s], top[s] = 0, 0.0, 0
    for e in range(state.size):
        rung = rungs[e]
        if rung == 0:
            continue
        s, b = state[e], bloc[e]
        if rung == FULL:
            member[s] |= np.int64(1) << b
        if not acts[b]:
            continue
        if rung == GONE or suspended[e]:
            condition, height = 0.5, 0
        elif rung < FIRST_CANDIDATE:
            condition, height = (2.0 if perspective[e] else 1.0), rung
        else:
            condition, height = rung - 1.0, rung
        conditions[s] = max(conditions[s], condition)
        top[s] = max(top[s], height)
    core_start, states_of_core, place = blocs.core_start, blocs.core, of_states.place
    for b in range(acts.size):
        first, last = core_start[b], core_start[b + 1]
        total = 0.0
        for i in range(first, last):
            total += place[states_of_core[i]]
        of_blocs.core[b] = total / (last - first)


@njit(**INLINE)
def _moved_terms(coef, place, democracy, log, i, j):
    """Give the log-odds that positions, regimes and shares add to a pair."""
    distance = abs(place[i] - place[j])
    lower = min(democracy[i], democracy[j])
    ratio = abs(log[i] - log[j])
    return coef[5] * distance + coef[6] * lower + coef[7] * ratio


@njit(**PLAIN)
def _begin_places(ladder, of_places, recent_joins, joins):
    """Bring rungs and accessions back to the start of the world."""
    rung, suspended = of_places.rung, of_places.suspended
    perspective, body = of_places.perspective, of_places.body
    for e in range(rung.size):
        rung[e], suspended[e] = ladder.rung[e], ladder.suspended[e]
        perspective[e], body[e] = ladder.perspective[e], ladder.body[e]
    for b in range(joins.shape[0]):
        for t in range(MEMORY):
            joins[b, t] = recent_joins[b, t]


@njit(**PLAIN)
def _begin_states(positions, logit_at, log_share, recent_disputes, of_states, base):
    """Bring positions, regimes and shares back to the start of the world, for a draw."""
    at, se = positions.at, positions.se
    place, home, logit = of_states.place, of_states.home, of_states.logit
    democracy, recent, log = of_states.democracy, of_states.recent, of_states.log
    for s in range(place.size):
        place[s] = at[s] + se[s] * normal(base, s)
        home[s] = place[s]
        logit[s] = logit_at[s]
        democracy[s] = chance_of(logit[s])
        for t in range(MEMORY):
            recent[s, t] = recent_disputes[s, t]
        for m in range(log.shape[0]):
            log[m, s] = log_share[m, s]


@njit(**PLAIN)
def _begin_pairs(pairs, of_states, of_pairs, coef, allied):
    """Bring pairs back to the start: what is there then adds nothing to the odds of a dispute."""
    _fill_peace(of_pairs.peace, coef, pairs.decay)
    one, other, base = pairs.one, pairs.other, pairs.base
    since, pact, start = of_pairs.since, of_pairs.pact, of_pairs.start
    member, place, democracy = of_states.member, of_states.place, of_states.democracy
    log = of_states.log[0]
    for k in range(one.size):
        i, j = one[k], other[k]
        since[k], pact[k] = pairs.since[k], pairs.pact[k]
        terms = _alliance_terms(coef, member[i], member[j], allied, pact[k])
        moved = _moved_terms(coef, place, democracy, log, i, j)
        start[k] = base[k] + coef[0] - (terms + moved)


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
def _apply(ladder, of_states, of_blocs, of_places, done, changes, year):
    """Apply the changes that are due, and tell whether any was."""
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
    return any_came


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
def _draw_pacts(region, pairs, pacts, pact, noise, k_set):
    """Say which pacts begin or end: in rounds of a region, or alone."""
    one, other, words, chance = pairs.one, pairs.other, noise.words, noise.pact_chance
    single, end = pacts.single[k_set], pacts.end[k_set]
    # what no pair can reach is settled without a look at its regions
    most = end
    for g in range(chance.size):
        is_round = noise.pact_round[g] < pacts.round_chance[k_set]
        chance[g] = single + (pacts.part[k_set] if is_round else 0.0)
        most = max(most, chance[g])
    for k in range(pact.size):
        number = _low(words[k])
        if number >= most:
            continue
        i, j = region[one[k]], region[other[k]]
        begins = chance[i] if i == j else single
        pact[k] ^= number < (end if pact[k] else begins)


@njit(**PLAIN)
def _settle_disputes(pairs, of_states, of_pairs):
    """Write down the disputes that came."""
    one, other = pairs.one, pairs.other
    since, hit, events = of_pairs.since, of_pairs.hit, of_states.events
    for s in range(events.size):
        events[s] = 0.0
    for k in range(one.size):
        since[k] = 1 if hit[k] else min(since[k] + 1, LONGEST)
    for k in range(one.size):
        if hit[k]:
            events[one[k]] += 1.0
            events[other[k]] += 1.0


@njit(**PLAIN)
def _pull(positions, pulls, ladder, of_states, core, of_places, k_set):
    """Add up what the rungs of each state pull on its position."""
    pulled, reach, place = of_states.pulled, of_states.reach, of_states.place
    state, bloc = ladder.state, ladder.bloc
    rungs, suspended, body = of_places.rung, of_places.suspended, of_places.body
    for s in range(pulled.size):
        pulled[s], reach[s] = 0.0, 0.0
    for e in range(state.size):
        rung = rungs[e]
        if (rung == 0 or rung == GONE or suspended[e]) and not body[e]:
            continue
        s, b = state[e], bloc[e]
        rate = 0.0 if (rung == GONE or suspended[e]) else positions.pull[k_set, rung]
        rate += positions.body_pull[k_set] if body[e] else 0.0
        rate *= pulls[b]
        reach[s] += rate
        pulled[s] += rate * (core[b] - place[s])


@njit(**PLAIN)
def _move_states(keep, regimes, of_states, noise, k_set):
    """Move positions and regimes: walks, pulls, breaks and effects of rungs."""
    at, regime_keep, effect = regimes.at, regimes.keep, regimes.effect
    pulled, reach, condition = of_states.pulled, of_states.reach, of_states.condition
    place, home, logit = of_states.place, of_states.home, of_states.logit
    democracy, era = of_states.democracy, noise.era[0]
    for s in range(place.size):
        # many blocs together close a whole gap at most
        pulled[s] /= max(reach[s], 1.0)
        # who returns goes back to where it began, carried along by the era and by its pulls
        away = place[s] - home[s]
        home[s] += era + pulled[s]
        place[s] = home[s] + keep * away + noise.place[s]
        change = effect[k_set, _effect_of(condition[s])] + noise.regime[s]
        logit[s] = at[s] + regime_keep * (logit[s] - at[s]) + change
    for s in range(place.size):
        democracy[s] = chance_of(logit[s])


@njit(**INLINE)
def _effect_of(condition):
    """Give the column of an effect: out of a bloc, or suspended there, counts below a rung."""
    return 5 if condition == 0.5 else np.int64(condition)


@njit(**PLAIN)
def _move_shares(shares, of_states, steps, k_set, year):
    """Move the logarithms of shares."""
    log, top, drift, effect = of_states.log, of_states.top, shares.drift, shares.effect
    for m in range(log.shape[0]):
        damped = shares.damp[m] ** year
        for s in range(log.shape[1]):
            move = drift[k_set, m, s] * damped + effect[k_set, m, top[s]]
            log[m, s] += move + steps[m, s]


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


@njit(cache=True, nogil=True, **PLAIN)
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
    allied, base = _allied_bits(blocs.alliance), noise.base
    sets = ladder.resume.size
    for n in range(draws.size):
        row = 0
        for year in range(years[-1] + 1):
            for side in range(2):
                draw = draws[n] if side == 0 else other_draws[n]
                now = first if side == 0 else second
                of_states, of_blocs, of_places, of_pairs, done, total = now
                k_set = draw % sets
                coef = pairs.coef[k_set]
                if side == 0 or draw != draws[n]:
                    for process in range(base.size):
                        base[process] = base_of(seed, draw, year, process)
                if year == 0:
                    done[:] = False
                    total[:] = 0.0
                    _begin_places(ladder, of_places, blocs.recent_joins, of_blocs.joins)
                    _begin_states(
                        positions,
                        regimes.at,
                        shares.log_share,
                        states.recent_disputes,
                        of_states,
                        base[START],
                    )
                    _refresh(blocs, ladder, of_states, of_blocs, of_places)
                    _begin_pairs(pairs, of_states, of_pairs, coef, allied)
                    continue
                if side == 0 or draw != draws[n]:
                    _shake(base, noise.words, noise.step, noise.round, noise.pact_round)
                    _shake_states(positions.sd, regimes, k_set, positions.era_sd, noise)
                    _shake_shares(states.region, shares.common_part, shares.sd, noise)
                if side == 1 and _apply(
                    ladder, of_states, of_blocs, of_places, done, changes, year
                ):
                    _refresh(blocs, ladder, of_states, of_blocs, of_places)
                _pair_odds(pairs, of_states, of_pairs, coef, allied)
                _draw_disputes(noise.words, of_pairs.chance, of_pairs.hit)
                add_rates(pairs, of_states, of_pairs, total, series)
                fill_lifts(blocs, ladder, of_blocs, noise, k_set)
                fill_bounds(ladder.coef[k_set], of_states, of_blocs.pace, noise)
                step_ladders(states, blocs, ladder, of_states, of_blocs, of_places, noise, k_set)
                _settle_disputes(pairs, of_states, of_pairs)
                _draw_pacts(states.region, pairs, pacts, of_pairs.pact, noise, k_set)
                _pull(positions, blocs.pulls, ladder, of_states, of_blocs.core, of_places, k_set)
                _move_states(positions.keep, regimes, of_states, noise, k_set)
                _move_shares(shares, of_states, noise.share, k_set, year)
                _remember(of_states.recent, of_blocs.joins, of_states.events)
                _refresh(blocs, ladder, of_states, of_blocs, of_places)
                if years[row] == year:
                    seen = out[0][n, row] if side == 0 else out[1][n, row]
                    held = of_states, of_blocs, of_places, of_pairs
                    read(states, pairs, held, (total, allied), series, seen)
            if years[row] == year:
                row += 1

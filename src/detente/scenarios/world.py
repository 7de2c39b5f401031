"""The world at a view: everything that a simulation starts from, estimated on what was known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.actors.joint_bodies import bodies, relations
from detente.actors.states import ccode_on
from detente.errors import RequestError
from detente.estimators.futures import world as arrays
from detente.institutions.ladder import granted
from detente.institutions.rung_states import ACTIVE, highest
from detente.models.hazards.disputes import DisputeResponse, dispute_response, outside_risk
from detente.models.hazards.given_priors import BODY_PULL, SHARE_EFFECTS
from detente.models.hazards.ladder import ladder_hazards
from detente.models.hazards.ladders import CANDIDATE, MEMBER, NONE, newest_letters
from detente.models.hazards.pacts import pact_hazards, regions_of
from detente.models.hazards.position_walks import position_walk
from detente.models.hazards.regime_walks import ACTING, regime_walk
from detente.models.hazards.rounds import ladder_rounds
from detente.models.hazards.share_walks import MEASURES, share_walk
from detente.models.hazards.surroundings import (
    MEMORY,
    Surroundings,
    core_rows,
    dispute_years,
    land_borders,
    surroundings,
)
from detente.span import as_day, year_end
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
SETS = 100
"""Sets of parameters that are drawn."""
SEED = 20_260_101
"""Seed of the sets; that of a simulation is its own."""
LEAST_SHARE = 1e-6
"""Share of a state of which none is known, in the measure by which pairs are compared."""
STOPPED = ("suspended", "dissolved")
"""States of a joint body that no longer works."""
PULLING = ("alliance", "union", "organisation")
"""Groups of blocs whose cores may pull; a forum has no ladder to speak of."""


@dataclass(frozen=True, slots=True, eq=False)
class Built:
    """A world, and where everything stands in its arrays.

    Attributes
    ----------
    world : World
        The arrays.
    year : int
        Last year that is known; the first simulated one follows.
    state_at : dict of int to int
        COW code to state.
    bloc_at : dict of str to int
        Id of a bloc to its place.
    place_at : dict of (int, str) to int
        COW code and id of a bloc to the place on its ladder.
    pair_at : dict of (int, int) to int
        Lower and higher COW code to the pair.
    """

    world: arrays.World
    year: int
    state_at: dict[int, int]
    bloc_at: dict[str, int]
    place_at: dict[tuple[int, str], int]
    pair_at: dict[tuple[int, int], int]


@dataclass(frozen=True, slots=True, eq=False)
class _Chosen:
    """Who is simulated: rows of the states and blocs of a view.

    Attributes
    ----------
    around : Surroundings
        All that is known.
    day : datetime.date
        The view.
    states, blocs : ndarray of int
        Rows of the states that exist on that day, and of the blocs that do.
    number : ndarray of int, shape (U,)
        Place of each row among the states; -1 for one that is not simulated.
    """

    around: Surroundings
    day: date
    states: Ints
    blocs: Ints
    number: Ints

    @property
    def code(self) -> Ints:
        """COW codes of the states."""
        known = self.around.ladders
        return known.code[self.states, -1]


def build(
    catalog: Catalog,
    as_of: int | date,
    *,
    sets: int = SETS,
    pairs: str = "relevant",
    also: tuple[tuple[int, str], ...] = (),
) -> Built:
    """Build the world of a view.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    as_of : int or datetime.date
        The view: nothing that became known later is looked at.
    sets : int
        Sets of parameters drawn from their estimates and errors.
    pairs : {"relevant", "all"}
        The pairs that the models of risk hold, or every pair of states.
    also : tuple of (int, str)
        COW codes and ids of blocs whose places are wanted although the state is far from the bloc.

    Returns
    -------
    Built

    Raises
    ------
    RequestError
        For another word for the pairs, less than one set, or a view before the tables begin.
    """
    if pairs not in {"relevant", "all"}:
        raise RequestError(f"no pairs are called '{pairs}'", near=("relevant", "all"))
    if sets < 1:
        raise RequestError(f"{sets} sets of parameters; at least one is needed")
    return catalog.as_of(as_of).remember(_build, as_day(as_of), sets, pairs, also)


def _build(
    catalog: Catalog, day: date, sets: int, pairs: str, also: tuple[tuple[int, str], ...]
) -> Built:
    chosen = _chosen(surroundings(catalog, day), day)
    known = chosen.around.ladders
    if not chosen.blocs.size:
        raise RequestError(
            f"no bloc exists on {day}", next_step=f"choose a day after {known.first + 3}"
        )
    ladder = _ladder(catalog, chosen, sets, also)
    of_pairs = _pairs(catalog, chosen, sets, pairs)
    world = arrays.World(
        states=_states(catalog, chosen),
        shares=_shares(catalog, chosen, sets),
        positions=_positions(catalog, chosen, sets),
        regimes=_regimes(catalog, chosen, sets),
        blocs=_blocs(catalog, chosen, sets),
        ladder=ladder,
        pairs=of_pairs,
        pacts=_pacts(catalog, chosen, sets),
    )
    code = [int(one) for one in chosen.code]
    ids = [known.blocs[place].id for place in chosen.blocs]
    return Built(
        world,
        known.last,
        state_at={one: place for place, one in enumerate(code)},
        bloc_at={name: place for place, name in enumerate(ids)},
        place_at={
            (code[state], ids[bloc]): place
            for place, (state, bloc) in enumerate(zip(ladder.state, ladder.bloc, strict=True))
        },
        pair_at={
            (min(code[one], code[other]), max(code[one], code[other])): place
            for place, (one, other) in enumerate(zip(of_pairs.one, of_pairs.other, strict=True))
        },
    )


def _chosen(around: Surroundings, day: date) -> _Chosen:
    """Choose the states of the last full year, and the blocs that exist on the day."""
    known = around.ladders
    states = np.flatnonzero(known.code[:, -1] >= 0)
    inside = known.rung[:, states, -1] == MEMBER
    blocs = [
        place
        for place, bloc in enumerate(known.blocs)
        if bloc.span.covers(day) and inside[place].any()
    ]
    number = np.full(len(known.names), -1)
    number[states] = np.arange(states.size)
    return _Chosen(around, day, states=states, blocs=np.array(blocs, dtype=np.int64), number=number)


def _lists(rows: list[Ints]) -> tuple[Ints, Ints]:
    """Lay lists of numbers end to end, with where each begins."""
    start = np.append(0, np.cumsum([row.size for row in rows])).astype(np.int64)
    joined = np.concatenate(rows) if rows else np.zeros(0)
    return start, joined.astype(np.int64)


def _states(catalog: Catalog, chosen: _Chosen) -> arrays.States:
    known, rows = chosen.around.ladders, chosen.states
    next_to = land_borders(catalog, known)[-1][np.ix_(rows, rows)]
    start, neighbour = _lists([np.flatnonzero(row) for row in next_to])
    return arrays.States(
        code=chosen.code,
        region=regions_of(chosen.code),
        neighbour_start=start,
        neighbour=neighbour,
        recent_disputes=dispute_years(catalog, known)[rows],
    )


def _shares(catalog: Catalog, chosen: _Chosen, sets: int) -> arrays.Shares:
    walks = [share_walk(catalog, name, chosen.day) for name in MEASURES]
    rows = chosen.states
    start = np.stack([walk.start[rows] for walk in walks])
    start[0] = np.where(np.isnan(start[0]), np.log(LEAST_SHARE), start[0])
    start = np.where(np.isnan(start), -np.inf, start)
    drift = [walk.draws(sets, SEED + place)[:, rows] for place, walk in enumerate(walks)]
    effect = np.zeros((sets, len(walks), len(arrays.RUNGS) - 1))
    for place, name in enumerate(MEASURES):
        for number, (rung, prior) in enumerate(SHARE_EFFECTS[name].items()):
            drawn = prior.draws(sets, SEED + 10 * place + number)
            effect[:, place, arrays.RUNGS.index(rung)] = drawn
    return arrays.Shares(
        measures=tuple(MEASURES),
        log_share=start,
        drift=np.stack(drift, axis=1),
        damp=np.array([walk.damp for walk in walks]),
        sd=np.stack([walk.sd[rows] for walk in walks]),
        common_part=np.array([walk.common for walk in walks]),
        effect=effect,
    )


def _positions(catalog: Catalog, chosen: _Chosen, sets: int) -> arrays.Positions:
    walk, rows = position_walk(catalog, chosen.day), chosen.states
    return arrays.Positions(
        at=walk.start[rows],
        se=walk.error[rows],
        sd=walk.sd[rows],
        era_sd=walk.era_sd,
        keep=1.0,
        pull=walk.pull_draws(sets, SEED + 100),
        body_pull=BODY_PULL.draws(sets, SEED + 110),
    )


def _regimes(catalog: Catalog, chosen: _Chosen, sets: int) -> arrays.Regimes:
    walk, rows = regime_walk(catalog, chosen.day), chosen.states
    return arrays.Regimes(
        at=walk.start[rows],
        sd=walk.sd[rows],
        keep=1.0,
        break_chance=walk.break_draws(sets, SEED + 200),
        break_sd=walk.break_sd,
        effect=walk.effect_draws(sets, SEED + 210),
    )


def _blocs(catalog: Catalog, chosen: _Chosen, sets: int) -> arrays.Blocs:
    known, places = chosen.around.ladders, chosen.blocs
    own = [known.blocs[place] for place in places]
    cores = [_core(chosen, place) for place in places]
    start, core = _lists(cores)
    joins = chosen.around.joins[places]
    recent = np.zeros((places.size, MEMORY))
    recent[:, -min(MEMORY, joins.shape[1]) :] = joins[:, -MEMORY:]
    hazards, rounds = pact_hazards(catalog, chosen.day), ladder_rounds(catalog, chosen.day)
    return arrays.Blocs(
        alliance=hazards.alliance[places],
        pulls=np.array([float(bloc.group in PULLING) for bloc in own]),
        acts=np.array([bloc.id in ACTING for bloc in own]),
        first_rung=np.array([_first_rung(chosen, place) for place in places]),
        core_start=start,
        core=core,
        recent_joins=recent,
        round_chance=rounds.chance_draws(sets, SEED + 300)[:, places],
    )


def _core(chosen: _Chosen, place: int) -> Ints:
    """Give the states of a bloc's core that exist; its members where none does."""
    known = chosen.around.ladders
    inside = core_rows(known.blocs[place], known) & (chosen.number >= 0)
    if not inside.any():
        inside = known.rung[place, :, -1] == MEMBER
    return chosen.number[inside]


def _first_rung(chosen: _Chosen, place: int) -> int:
    """Give the rung to which most states came that approached a bloc; partner where none did."""
    rung = chosen.around.ladders.rung[place]
    came = rung[:, 1:][(rung[:, :-1] == NONE) & (rung[:, 1:] > NONE)]
    lower = came[came < CANDIDATE]
    return int(np.argmax(np.bincount(lower, minlength=2))) if lower.size else arrays.PARTNER


def _ladder(
    catalog: Catalog, chosen: _Chosen, sets: int, also: tuple[tuple[int, str], ...]
) -> arrays.Ladder:
    rung, suspended, left = _rungs(chosen)
    near = chosen.around.near[:, :, -1][np.ix_(chosen.blocs, chosen.states)]
    ever = _ever_open(chosen)[:, None]
    wanted = (near & ever) | (rung == MEMBER) | _asked(chosen, also)
    bloc, state = np.nonzero(wanted)
    at = (bloc, state)
    promised = chosen.around.promised[:, :, -1][np.ix_(chosen.blocs, chosen.states)]
    held = np.where(left & (rung == NONE), arrays.LEFT, rung)[at]
    hazards, rounds = ladder_hazards(catalog, chosen.day), ladder_rounds(catalog, chosen.day)
    coef = hazards.draws(sets, SEED + 400)
    coef[:, :, 0] += rounds.quiet
    years, ended = hazards.resume
    numbers = np.random.default_rng(SEED + 410)
    return arrays.Ladder(
        state=state.astype(np.int64),
        bloc=bloc.astype(np.int64),
        rung=held.astype(np.int64),
        suspended=suspended[at],
        perspective=(promised | (rung == CANDIDATE))[at],
        body=_with_body(chosen)[at],
        coef=coef,
        round_lift=rounds.lift_draws(sets, SEED + 420),
        resume=numbers.beta(ended + 0.5, years - ended + 0.5, size=sets),
    )


def _ever_open(chosen: _Chosen) -> Bools:
    """Tell which blocs a state ever approached: others take nobody in by themselves, (B,)."""
    rung = chosen.around.ladders.rung[chosen.blocs]
    before, now = rung[..., :-1], rung[..., 1:]
    nearer = (before == NONE) & (now > NONE) & (now < MEMBER)
    return nearer.any(axis=(1, 2))


def _rungs(chosen: _Chosen) -> tuple[Ints, Bools, Bools]:
    """Give rungs on the day of the view, whether they are not active, and who left, (B, S)."""
    known, day = chosen.around.ladders, chosen.day
    newest = newest_letters()
    row = {name: place for place, name in enumerate(known.names)}
    shape = (chosen.blocs.size, chosen.states.size)
    rung = np.zeros(shape, dtype=np.int64)
    suspended, left = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    for place, number in enumerate(chosen.blocs):
        bloc = known.blocs[number]
        for letters in {step.letters for step in bloc.steps}:
            code = ccode_on(letters, day) or ccode_on(letters, year_end(known.last))
            state = chosen.number[row[newest[code]]] if code is not None else -1
            if state < 0:
                continue
            steps = bloc.steps_of((letters,))
            at = (place, state)
            rung[at] = max(rung[at], granted(steps, day))
            held = highest(steps, day)
            suspended[at] |= held is not None and held.state != ACTIVE and rung[at] > NONE
            left[at] |= any(step.rung == "left" and step.span.covers(day) for step in steps)
    return rung, suspended, left


def _asked(chosen: _Chosen, also: tuple[tuple[int, str], ...]) -> Bools:
    """Mark the places that are wanted by name.

    Raises
    ------
    RequestError
        Where a state or a bloc does not exist at the view.
    """
    known = chosen.around.ladders
    ids = [known.blocs[place].id for place in chosen.blocs]
    codes = chosen.code.tolist()
    found = np.zeros((chosen.blocs.size, chosen.states.size), dtype=bool)
    for code, name in also:
        if name not in ids:
            raise RequestError(f"no bloc '{name}' exists on {chosen.day}", near=tuple(ids))
        if code not in codes:
            raise RequestError(f"no state has the code {code} on {chosen.day}")
        found[ids.index(name), codes.index(code)] = True
    return found


def _with_body(chosen: _Chosen) -> Bools:
    """Tell which states have a joint body with a bloc that is not suspended or dissolved."""
    known = chosen.around.ladders
    row = {name: place for place, name in enumerate(known.names)}
    found = np.zeros((chosen.blocs.size, chosen.states.size), dtype=bool)
    for place, number in enumerate(chosen.blocs):
        bloc = known.blocs[number].id
        for letters in {name for pair in relations() if bloc in pair for name in pair - {bloc}}:
            state = chosen.number[row[letters]] if letters in row else -1
            if state >= 0:
                alive = (body.state_on(chosen.day) for body in bodies(bloc, letters, chosen.day))
                found[place, state] = any(one not in STOPPED for one in alive)
    return found


def _pairs(catalog: Catalog, chosen: _Chosen, sets: int, wanted: str) -> arrays.Pairs:
    response = dispute_response(catalog, chosen.day)
    one, other, base, since = _relevant(chosen, response)
    if wanted == "all":
        one, other, base, since = _every(catalog, chosen, (one, other, base, since))
    hazards = pact_hazards(catalog, chosen.day)
    rows, columns = chosen.states[one], chosen.states[other]
    members = chosen.around.ladders.member[hazards.alliance, :, -1]
    joint = (members[:, rows] & members[:, columns]).any(axis=0)
    return arrays.Pairs(
        one=one,
        other=other,
        base=base,
        since=since,
        pact=hazards.pact[rows, columns] & ~joint,
        coef=response.draws(sets, SEED + 500),
        decay=response.decay,
    )


_Four = tuple[Ints, Ints, Floats, Ints]


def _relevant(chosen: _Chosen, response: DisputeResponse) -> _Four:
    """Give the pairs that the models of risk hold."""
    start = response.start
    first, second = chosen.number[start.one], chosen.number[start.other]
    there = (first >= 0) & (second >= 0)
    one, other = np.minimum(first, second)[there], np.maximum(first, second)[there]
    _, kept = np.unique(one * chosen.number.size + other, return_index=True)
    return one[kept], other[kept], response.base()[there][kept], response.since[there][kept]


def _every(catalog: Catalog, chosen: _Chosen, held: _Four) -> _Four:
    """Add all other pairs, at the rate of pairs that the models of risk do not hold."""
    one, other, base, since = held
    size = chosen.states.size
    free = np.triu(np.ones((size, size), dtype=bool), 1)
    free[one, other] = False
    first, second = np.nonzero(free)
    odds, quiet = outside_risk(catalog, chosen.day, chosen.states[first], chosen.states[second])
    return (
        np.concatenate([one, first]),
        np.concatenate([other, second]),
        np.concatenate([base, odds]),
        np.concatenate([since, quiet]),
    )


def _pacts(catalog: Catalog, chosen: _Chosen, sets: int) -> arrays.Pacts:
    drawn = pact_hazards(catalog, chosen.day).draws(sets, SEED + 600)
    return arrays.Pacts(**drawn)

"""The world at a view: everything that a simulation starts from, estimated on what was known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.errors import RequestError
from detente.estimators.futures import world as arrays
from detente.estimators.logit import probability
from detente.estimators.rounds import mean_kept
from detente.models.hazards.disputes import DisputeResponse, dispute_response, outside_risk
from detente.models.hazards.given_priors import BODY_PULL, SHARE_EFFECTS
from detente.models.hazards.ladder import ladder_hazards
from detente.models.hazards.ladders import CANDIDATE, FIRST, MEMBER, NONE
from detente.models.hazards.pacts import pact_hazards, regions_of
from detente.models.hazards.position_walks import position_walk
from detente.models.hazards.regime_walks import ACTING, regime_walk
from detente.models.hazards.rounds import TOGETHER, ladder_rounds
from detente.models.hazards.share_walks import MEASURES, share_walk
from detente.models.hazards.surroundings import (
    MEMORY,
    core_rows,
    dispute_years,
    land_borders,
    surroundings,
)
from detente.scenarios.places import (
    Chosen,
    asked_for,
    chosen_at,
    ever_open,
    rungs_on,
    with_body,
)
from detente.span import as_day, last_full_year
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
    if last_full_year(day) <= FIRST:
        raise RequestError(
            f"nothing can be simulated from {day}", next_step=f"choose a day after {FIRST + 2}"
        )
    chosen = chosen_at(surroundings(catalog, day), day)
    ladder = _ladder(catalog, chosen, sets, also)
    between = _pairs(catalog, chosen, sets, pairs)
    shares, positions = _shares(catalog, chosen, sets), _positions(catalog, chosen, sets)
    regimes, blocs = _regimes(catalog, chosen, sets), _blocs(catalog, chosen, sets)
    world = arrays.World(
        states=_states(catalog, chosen),
        shares=shares,
        positions=positions,
        regimes=regimes,
        blocs=blocs,
        ladder=ladder,
        pairs=between,
        pacts=_pacts(catalog, chosen, sets),
    )
    return _indexed(world, chosen)


def _indexed(world: arrays.World, chosen: Chosen) -> Built:
    """Give a world with the names of its places."""
    code = [int(one) for one in chosen.code]
    ids = chosen.ids
    places = zip(world.ladder.state, world.ladder.bloc, strict=True)
    ends = zip(world.pairs.one, world.pairs.other, strict=True)
    # codes of a pair in order, as tables have them
    two = [sorted((code[one], code[other])) for one, other in ends]
    place_at = {(code[one], ids[bloc]): place for place, (one, bloc) in enumerate(places)}
    pair_at = {(low, high): place for place, (low, high) in enumerate(two)}
    return Built(
        world,
        chosen.around.ladders.last,
        state_at={one: place for place, one in enumerate(code)},
        bloc_at={name: place for place, name in enumerate(ids)},
        place_at=place_at,
        pair_at=pair_at,
    )


def _lists(rows: list[Ints]) -> tuple[Ints, Ints]:
    """Lay lists of numbers end to end, with where each begins."""
    start = np.append(0, np.cumsum([row.size for row in rows])).astype(np.int64)
    joined = np.concatenate(rows) if rows else np.zeros(0)
    return start, joined.astype(np.int64)


def _states(catalog: Catalog, chosen: Chosen) -> arrays.States:
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


def _shares(catalog: Catalog, chosen: Chosen, sets: int) -> arrays.Shares:
    walks = [share_walk(catalog, name, chosen.day) for name in MEASURES]
    rows = chosen.states
    start = np.stack([walk.start[rows] for walk in walks])
    start[0] = np.where(np.isnan(start[0]), np.log(LEAST_SHARE), start[0])
    start = np.where(np.isnan(start), -np.inf, start)
    drift = [walk.draws(sets, SEED + place)[:, rows] for place, walk in enumerate(walks)]
    damp, common = (
        np.array([getattr(walk, name) for walk in walks]) for name in ("damp", "common")
    )
    sd = np.stack([walk.sd[rows] for walk in walks])
    return arrays.Shares(
        measures=tuple(MEASURES),
        log_share=start,
        drift=np.stack(drift, axis=1),
        damp=damp,
        sd=sd,
        common_part=common,
        effect=_share_effects(sets),
    )


def _share_effects(sets: int) -> Floats:
    """Draw the priors of what a rung adds to shares, shape (K, M, 6)."""
    effect = np.zeros((sets, len(MEASURES), len(arrays.RUNGS) - 1))
    for place, name in enumerate(MEASURES):
        for number, (rung, prior) in enumerate(SHARE_EFFECTS[name].items()):
            drawn = prior.draws(sets, SEED + 10 * place + number)
            effect[:, place, arrays.RUNGS.index(rung)] = drawn
    return effect


def _positions(catalog: Catalog, chosen: Chosen, sets: int) -> arrays.Positions:
    walk, rows = position_walk(catalog, chosen.day), chosen.states
    pull, of_body = walk.pull_draws(sets, SEED + 100), BODY_PULL.draws(sets, SEED + 110)
    return arrays.Positions(
        at=walk.start[rows],
        se=walk.error[rows],
        sd=walk.sd[rows],
        era_sd=walk.era_sd,
        keep=walk.keep,
        pull=pull,
        body_pull=of_body,
    )


def _regimes(catalog: Catalog, chosen: Chosen, sets: int) -> arrays.Regimes:
    walk, rows = regime_walk(catalog, chosen.day), chosen.states
    broken, effect = walk.break_draws(sets, SEED + 200), walk.effect_draws(sets, SEED + 210)
    return arrays.Regimes(
        at=walk.start[rows],
        sd=walk.sd[rows],
        keep=1.0,
        break_chance=broken,
        break_sd=walk.break_sd,
        effect=effect,
    )


def _blocs(catalog: Catalog, chosen: Chosen, sets: int) -> arrays.Blocs:
    known, places = chosen.around.ladders, chosen.blocs
    own = [known.blocs[place] for place in places]
    cores = [_core(chosen, place) for place in places]
    start, core = _lists(cores)
    joins = chosen.around.joins[places]
    recent = np.zeros((places.size, MEMORY))
    recent[:, -min(MEMORY, joins.shape[1]) :] = joins[:, -MEMORY:]
    hazards, rounds = pact_hazards(catalog, chosen.day), ladder_rounds(catalog, chosen.day)
    first_rung = np.array([_first_rung(chosen, place) for place in places])
    pulls = np.array([float(bloc.group in PULLING) for bloc in own])
    chance = rounds.chance_draws(sets, SEED + 300)[:, places]
    return arrays.Blocs(
        alliance=hazards.alliance[places],
        pulls=pulls,
        acts=np.isin(chosen.ids, ACTING),
        first_rung=first_rung,
        core_start=start,
        core=core,
        recent_joins=recent,
        round_chance=chance,
        step_bias=_bias(catalog, chosen, sets),
    )


def _bias(catalog: Catalog, chosen: Chosen, sets: int) -> Floats:
    """Give what each bloc's own pace adds to the log-odds of each step, (B, 6).

    The mean chance of a year, over drawn parameters and rounds, is the one that was estimated: what
    a bloc has more of rounds is no pace of its own. A step that rests on conditions has no one
    chance; there rounds keep the mean of the rates.
    """
    hazards, rounds = ladder_hazards(catalog, chosen.day), ladder_rounds(catalog, chosen.day)
    coef, lift, _ = _steps(catalog, chosen.day, sets)
    in_round = rounds.chance_draws(sets, SEED + 300)
    found: Floats = hazards.bias - np.log(rounds.mean_factor)
    for kind in TOGETHER:
        if hazards.conditioned(kind):
            continue
        step = arrays.STEPS.index(kind)
        wanted = probability(hazards.used(kind).coef[0] + hazards.bias[:, step])
        found[:, step] = mean_kept(coef[:, step, 0], lift[:, step], in_round, wanted)
    kept: Floats = found[chosen.blocs]
    return kept


def _core(chosen: Chosen, place: int) -> Ints:
    """Give the states of a bloc's core that exist; its members where none does."""
    known = chosen.around.ladders
    inside = core_rows(known.blocs[place], known) & (chosen.number >= 0)
    if not inside.any():
        inside = known.rung[place, :, -1] == MEMBER
    return chosen.number[inside]


def _first_rung(chosen: Chosen, place: int) -> int:
    """Give the rung to which most states came that approached a bloc; partner where none did."""
    rung = chosen.around.ladders.rung[place]
    came = rung[:, 1:][(rung[:, :-1] == NONE) & (rung[:, 1:] > NONE)]
    lower = came[came < CANDIDATE]
    return int(np.argmax(np.bincount(lower, minlength=2))) if lower.size else arrays.PARTNER


def _ladder(
    catalog: Catalog, chosen: Chosen, sets: int, also: tuple[tuple[int, str], ...]
) -> arrays.Ladder:
    rung, suspended, left = rungs_on(chosen)
    near = chosen.last(chosen.around.near)
    ever = ever_open(chosen)[:, None]
    wanted = (near & ever) | (rung == MEMBER) | asked_for(chosen, also)
    at = np.nonzero(wanted)
    perspective = chosen.last(chosen.around.promised) | (rung == CANDIDATE)
    held = np.where(left & (rung == NONE), arrays.LEFT, rung)
    coef, lift, resume = _steps(catalog, chosen.day, sets)
    bloc, state = (places.astype(np.int64) for places in at)
    return arrays.Ladder(
        state=state,
        bloc=bloc,
        rung=held[at].astype(np.int64),
        suspended=suspended[at],
        perspective=perspective[at],
        body=with_body(chosen)[at],
        coef=coef,
        round_lift=lift,
        resume=resume,
    )


def _steps(catalog: Catalog, day: date, sets: int) -> tuple[Floats, Floats, Floats]:
    """Draw the coefficients of steps outside a round, what a round adds, and resumption."""
    hazards, rounds = ladder_hazards(catalog, day), ladder_rounds(catalog, day)
    coef = hazards.draws(sets, SEED + 400)
    coef[:, :, 0] += rounds.quiet
    years, ended = hazards.resume
    numbers = np.random.default_rng(SEED + 410)
    resume = numbers.beta(ended + 0.5, years - ended + 0.5, size=sets)
    return coef, rounds.lift_draws(sets, SEED + 420), resume


def _pairs(catalog: Catalog, chosen: Chosen, sets: int, wanted: str) -> arrays.Pairs:
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


def _relevant(chosen: Chosen, response: DisputeResponse) -> _Four:
    """Give the pairs that the models of risk hold."""
    start = response.start
    first, second = chosen.number[start.one], chosen.number[start.other]
    there = (first >= 0) & (second >= 0)
    one, other = np.minimum(first, second)[there], np.maximum(first, second)[there]
    _, kept = np.unique(one * chosen.number.size + other, return_index=True)
    return one[kept], other[kept], response.base()[there][kept], response.since[there][kept]


def _every(catalog: Catalog, chosen: Chosen, held: _Four) -> _Four:
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


def _pacts(catalog: Catalog, chosen: Chosen, sets: int) -> arrays.Pacts:
    drawn = pact_hazards(catalog, chosen.day).draws(sets, SEED + 600)
    return arrays.Pacts(**drawn)

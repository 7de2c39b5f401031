"""An invented world of any size: for benchmarks, and to try the engine without data."""

from __future__ import annotations

import numpy as np

from detente.estimators.futures.checks import MEMORY
from detente.estimators.futures.world import (
    COVARIATES,
    DISPUTE_TERMS,
    STEPS,
    Blocs,
    Ladder,
    Pacts,
    Pairs,
    Positions,
    Reals,
    Regimes,
    Shares,
    States,
    Whole,
    World,
)

MEASURES = ("capability", "economy")
REGIONS = 8
PLACES_OF_A_STATE = 8


def invented_world(states: int, pairs: int, blocs: int = 12, sets: int = 20) -> World:
    """Invent a world: every process runs, at rates like those of the post-war world.

    Parameters
    ----------
    states, pairs, blocs, sets : int
        Sizes S, D, B and K; at most every pair of states.

    Returns
    -------
    World

    Examples
    --------
    >>> invented_world(states=6, pairs=15, blocs=2).sizes["D"]
    15
    """
    chance = np.random.default_rng(19)
    one, other = np.triu_indices(states, 1)
    taken = np.sort(chance.permutation(len(one))[:pairs])
    return World(
        states=_states(states, chance),
        shares=_shares(states, sets, chance),
        positions=Positions(
            at=chance.normal(0.0, 1.0, states),
            se=np.full(states, 0.05),
            sd=np.full(states, 0.08),
            era_sd=0.03,
            keep=0.98,
            pull=np.linspace(0.0, 0.03, 6) * chance.normal(1.0, 0.5, (sets, 1)),
            body_pull=chance.normal(0.005, 0.01, sets),
        ),
        regimes=Regimes(
            at=chance.normal(0.0, 1.5, states),
            sd=np.full(states, 0.1),
            keep=0.98,
            break_chance=np.full(sets, 0.02),
            break_sd=1.0,
            effect=np.array([0.0, 0.0, 0.02, 0.03, 0.01, 0.0]) * chance.normal(1.0, 1.0, (sets, 1)),
        ),
        blocs=_blocs(states, blocs, sets, chance),
        ladder=_ladder(states, blocs, sets, chance),
        pairs=Pairs(
            one=one[taken],
            other=other[taken],
            base=chance.normal(-6.5, 1.2, len(taken)),
            since=chance.integers(1, 60, len(taken)),
            pact=chance.random(len(taken)) < 0.05,
            coef=_dispute_coef(sets, chance),
            decay=np.array([1.0, 5.0, 20.0]),
        ),
        pacts=Pacts(
            round_chance=np.full(sets, 0.02),
            part=np.full(sets, 0.2),
            single=np.full(sets, 0.0002),
            end=np.full(sets, 0.01),
        ),
    )


def _states(states: int, chance: np.random.Generator) -> States:
    """Put the states on a ring: each borders the two beside it."""
    at = np.arange(states)
    return States(
        code=at,
        region=at * min(REGIONS, states) // states,
        neighbour_start=np.arange(states + 1) * 2,
        neighbour=np.stack([(at - 1) % states, (at + 1) % states], axis=1).ravel(),
        recent_disputes=chance.poisson(0.3, (states, MEMORY)).astype(float),
    )


def _shares(states: int, sets: int, chance: np.random.Generator) -> Shares:
    measures = len(MEASURES)
    size = np.exp(chance.normal(0.0, 1.5, (measures, states)))
    return Shares(
        measures=MEASURES,
        log_share=np.log(size / size.sum(axis=1, keepdims=True)),
        drift=chance.normal(0.0, 0.01, (sets, measures, states)),
        damp=np.full(measures, 0.9),
        sd=np.full((measures, states), 0.04),
        common_part=np.full(measures, 0.3),
        effect=np.linspace(0.0, 0.005, 6) * chance.normal(1.0, 1.0, (sets, measures, 1)),
    )


def _blocs(states: int, blocs: int, sets: int, chance: np.random.Generator) -> Blocs:
    cores = [chance.choice(states, min(3, states), replace=False) for _ in range(blocs)]
    return Blocs(
        alliance=np.arange(blocs) % 3 == 0,
        pulls=np.ones(blocs),
        acts=np.arange(blocs) < 4,
        first_rung=np.full(blocs, 1),
        core_start=np.concatenate([[0], np.cumsum([len(core) for core in cores])]),
        core=np.concatenate(cores),
        recent_joins=chance.poisson(0.3, (blocs, MEMORY)).astype(float),
        round_chance=np.full((sets, blocs), 0.15),
        step_bias=np.zeros((blocs, len(STEPS))),
    )


def _ladder(states: int, blocs: int, sets: int, chance: np.random.Generator) -> Ladder:
    """Give each state a place in some blocs; coefficients are near post-war hazards."""
    each = min(PLACES_OF_A_STATE, blocs)
    bloc: Whole = np.stack([np.sort(chance.permutation(blocs)[:each]) for _ in range(states)])
    places = states * each
    coef = np.zeros((sets, len(STEPS), len(COVARIATES)))
    coef[:, :, 0] = [-4.6, -6.0, -3.5, -7.0, -6.6, -6.6]
    coef[:, :4, 1:4] = [0.8, -0.3, 0.8]
    coef[:, 4:, 1:4] = [-0.5, 0.3, 0.0]
    coef[:, 1:3, 6] = 0.7
    return Ladder(
        state=np.repeat(np.arange(states), each),
        bloc=bloc.ravel(),
        rung=chance.choice([0, 1, 3, 4, 5], places, p=[0.5, 0.1, 0.1, 0.05, 0.25]),
        suspended=np.zeros(places, dtype=np.bool_),
        perspective=chance.random(places) < 0.1,
        body=np.zeros(places, dtype=np.bool_),
        coef=coef + chance.normal(0.0, 0.05, coef.shape),
        round_lift=np.tile([1.0, 1.0, 1.2, 1.5, 0.5, 0.0], (sets, 1)),
        resume=np.full(sets, 0.2),
    )


def _dispute_coef(sets: int, chance: np.random.Generator) -> Reals:
    middle = np.array([0.0, 2.0, 1.0, 0.8, -0.3, 0.4, -0.8, -0.1, 0.0, 0.0])
    spread = np.array([0.1, 0.1, 0.1, 0.1, 0.2, 0.1, 0.2, 0.05, 0.2, 0.2])
    return middle + spread * chance.normal(0.0, 1.0, (sets, len(DISPUTE_TERMS)))

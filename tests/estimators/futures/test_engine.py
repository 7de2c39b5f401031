"""Paired futures: a world by hand, sameness to the bit, threads, spread, parts of a run, faults."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from detente.errors import EstimateError
from detente.estimators.futures.changes import KEEP, Changes
from detente.estimators.futures.engine import Futures, Run, run
from detente.estimators.futures.series import Kind, rows
from detente.estimators.futures.summary import bands, differences
from detente.estimators.futures.world import (
    COVARIATES,
    DISPUTE_TERMS,
    LEFT,
    MEMBER,
    STEPS,
    Blocs,
    Ladder,
    Pacts,
    Pairs,
    Positions,
    Regimes,
    Shares,
    States,
    World,
)
from tests.estimators.futures.invented import invented_world

NEVER = -50.0


def whole(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int64)


def moving() -> dict[str, Positions | Regimes]:
    """Positions and regimes that only membership moves."""
    zero = np.zeros(1)
    positions = Positions(
        at=np.array([1.0, 0.0, -1.0]),
        se=np.zeros(3),
        sd=np.zeros(3),
        era_sd=0.0,
        keep=1.0,
        pull=np.array([[0, 0, 0, 0, 0, 0.5]]),
        body_pull=np.array([0.25]),
    )
    regimes = Regimes(
        at=np.zeros(3),
        sd=np.zeros(3),
        keep=1.0,
        break_chance=zero,
        break_sd=0.0,
        effect=np.array([[0, 0, 0, 0.1, 0.2, -0.3]]),
    )
    return {"positions": positions, "regimes": regimes}


def still_world() -> World:
    """Three states: the core of an alliance, a candidate, one outside; nothing moves alone."""
    coef = np.zeros((1, len(STEPS), len(COVARIATES)))
    coef[:, :, 0] = NEVER
    dispute = np.zeros((1, len(DISPUTE_TERMS)))
    dispute[0, DISPUTE_TERMS.index("alliance")] = -1.0
    zero = np.zeros(1)
    return World(
        states=States(
            code=whole(10, 20, 30),
            region=whole(0, 0, 0),
            neighbour_start=whole(0, 1, 3, 4),
            neighbour=whole(1, 0, 2, 1),
            recent_disputes=np.zeros((3, 10)),
        ),
        shares=Shares(
            measures=("size",),
            log_share=np.log([[0.5, 0.3, 0.2]]),
            drift=np.zeros((1, 1, 3)),
            damp=zero,
            sd=np.zeros((1, 3)),
            common_part=zero,
            effect=np.zeros((1, 1, 6)),
        ),
        **moving(),
        blocs=Blocs(
            alliance=np.array([True]),
            pulls=np.ones(1),
            acts=np.array([True]),
            first_rung=whole(1),
            core_start=whole(0, 1),
            core=whole(0),
            recent_joins=np.zeros((1, 10)),
            round_chance=np.zeros((1, 1)),
            step_bias=np.zeros((1, len(STEPS))),
        ),
        ladder=Ladder(
            state=whole(0, 1, 2),
            bloc=whole(0, 0, 0),
            rung=whole(5, 4, 0),
            suspended=np.zeros(3, dtype=bool),
            perspective=np.zeros(3, dtype=bool),
            body=np.zeros(3, dtype=bool),
            coef=coef,
            round_lift=np.zeros((1, 6)),
            resume=zero,
        ),
        pairs=Pairs(
            one=whole(0, 0, 1),
            other=whole(1, 2, 2),
            base=np.zeros(3),
            since=whole(50, 50, 50),
            pact=np.zeros(3, dtype=bool),
            coef=dispute,
            decay=np.ones(3),
        ),
        pacts=Pacts(round_chance=zero, part=zero, single=zero, end=zero),
    )


def change(
    place: int, rung: int = KEEP, when: int = 1, until: int | None = None, **more: float
) -> Changes:
    given = {
        "when": when,
        "until": when if until is None else until,
        "place": place,
        "rung": rung,
        "suspended": KEEP,
        "perspective": KEEP,
        "body": KEEP,
        "condition": 0,
        "of": place,
    }
    threshold = np.array([float(more.pop("threshold", 0.0))])
    given.update({name: int(value) for name, value in more.items()})
    return Changes(**{name: whole(value) for name, value in given.items()}, threshold=threshold)


def both(
    world: World,
    changes: Changes,
    *wanted: tuple[int, ...],
    years: int = 3,
    draws: int = 1,
    **more: bool,
) -> Futures:
    plan = Run(draws=draws, years=tuple(range(1, years + 1)), **more)
    return run(world, changes, rows(wanted, world), plan)


def test_a_world_of_three_states_by_hand() -> None:
    wanted = (
        (Kind.GAP, 1, 0),
        (Kind.BLOC_SHARE, 0, 0),
        (Kind.DEMOCRACY, 1),
        (Kind.RATE_PAIR, 0),
        (Kind.RATE_INSIDE, 0),
        (Kind.RATE_OUTSIDE, 0),
        (Kind.MEMBERS, 0),
        (Kind.OUTER_NEIGHBOURS, 0),
        (Kind.ALLIED_PAIRS,),
        (Kind.ALIGNMENT, 1, 0, -1 - 2),
        (Kind.SPREAD, 0),
    )
    found = both(still_world(), change(1, MEMBER, when=2), *wanted)
    plain, changed = found.plain[0].T, found.changed[0].T
    assert plain[0].tolist() == [1, 1, 1]
    # a member closes half of its gap each year
    assert changed[0].tolist() == [1, 0.5, 0.25]
    assert np.allclose(changed[1], [0.5, 0.8, 0.8])
    # a candidate gains .1 a year on the logit scale, a member .2
    logit = np.log(changed[2] / (1 - changed[2]))
    assert np.allclose(logit, [0.1, 0.3, 0.5], atol=1e-6)
    # chances of one half, and of 1 / (1 + e) once the two are allied
    allied = 1 / (1 + np.e)
    assert np.allclose(plain[3], [0.5, 1.0, 1.5])
    assert np.allclose(changed[3], [0.5, 0.5 + allied, 0.5 + 2 * allied], atol=1e-6)
    assert np.allclose(changed[4], [0, allied, 2 * allied], atol=1e-6)
    # alone, state 0 has two outside; with state 1 inside the pairs 0-2 and 1-2 are outside
    assert np.allclose(changed[5], [1.0, 2.0, 3.0], atol=1e-6)
    assert changed[6].tolist() == [1, 2, 2]
    assert changed[7].tolist() == [1, 1, 1]
    assert plain[8].tolist() == [0, 0, 0] and changed[8].tolist() == [0, 1, 1]
    assert np.allclose(changed[9], [0.0, 1.5 - 0.5, 1.75 - 0.25])
    assert np.allclose(changed[10], [0.0, 0.25, 0.125])


def test_a_member_leaves_and_a_suspended_rung_acts_as_none() -> None:
    left = both(still_world(), change(0, LEFT), (Kind.MEMBERS, 0), (Kind.DEMOCRACY, 0))
    assert left.changed[0, :, 0].tolist() == [0, 0, 0] and left.plain[0, :, 0].tolist() == [1, 1, 1]
    world = still_world()
    halted = both(world, change(1, suspended=1), (Kind.DEMOCRACY, 1), (Kind.RUNG, 1, 4))
    assert halted.changed[0, 0, 0] < 0.5 < halted.plain[0, 0, 0]
    assert halted.changed[0, :, 1].tolist() == [1, 1, 1]
    body = both(world, change(2, 1, body=1), (Kind.GAP, 2, 0), (Kind.RUNG, 2, 1))
    assert body.changed[0, :, 0].tolist() == [1.5, 1.125, 0.84375]


def test_a_condition_is_waited_for_and_may_never_come() -> None:
    world = still_world()
    # the candidate's democracy passes .54 after two years of + .1
    waits = change(1, MEMBER, until=5, condition=1, threshold=0.54)
    found = both(world, waits, (Kind.RUNG, 1, 5), years=4)
    assert found.changed[0, :, 0].tolist() == [0, 0, 1, 1]
    for asked, came in (
        (change(1, MEMBER, condition=2, threshold=0.4), 0.0),
        (change(1, MEMBER, condition=3, threshold=1.5), 1.0),
        (change(1, MEMBER, condition=4, threshold=4), 1.0),
        (change(1, MEMBER, condition=4, of=2, threshold=4), 0.0),
    ):
        assert both(world, asked, (Kind.RUNG, 1, 5), years=1).changed[0, 0, 0] == came


def test_a_rung_is_never_lowered() -> None:
    found = both(still_world(), change(0, 3), (Kind.RUNG, 0, 5))
    assert (found.changed == found.plain).all()


def busy() -> tuple[World, int, int]:
    """Give a world in which everything moves, and a place on the ladder of its first alliance."""
    world = invented_world(states=30, pairs=300, blocs=6)
    ladder = world.ladder
    place = int(np.flatnonzero((ladder.rung == 1) & (ladder.bloc == 0))[0])
    return world, place, int(ladder.state[place])


def all_series(world: World) -> list[tuple[int, ...]]:
    states, pairs = range(world.sizes["S"]), range(0, world.sizes["D"], 7)
    wanted: list[tuple[int, ...]] = [(Kind.POSITION, s) for s in states]
    wanted += [(Kind.DEMOCRACY, s) for s in states]
    wanted += [(Kind.RATE_PAIR, k) for k in pairs]
    return wanted


def test_futures_are_the_same_to_the_bit_until_the_event_and_where_it_does_not_reach() -> None:
    world, place, state = busy()
    wanted = all_series(world)
    found = both(world, change(place, MEMBER, when=6), *wanted, years=12, draws=50)
    assert (found.plain[:, :5] == found.changed[:, :5]).all()
    assert (found.plain[:, 5:] != found.changed[:, 5:]).any()
    # regimes of others: nothing that joins reaches them unless they take another step themselves
    count = world.sizes["S"]
    ladder = world.ladder
    apart = np.zeros_like(ladder.coef)
    apart[:, :, 0] = NEVER
    quiet = replace(world, ladder=replace(ladder, coef=apart))
    found = both(quiet, change(place, MEMBER, when=6), *wanted, years=12, draws=50)
    others = [s for s in range(count) if s != state]
    plain, changed = found.plain[..., count : 2 * count], found.changed[..., count : 2 * count]
    assert (plain[..., others] == changed[..., others]).all()
    assert (plain[..., state] != changed[..., state]).any()
    # no change: no difference anywhere
    none = both(world, Changes(), *wanted, years=12, draws=50)
    assert (none.plain == none.changed).all()


def test_no_process_moves_where_only_the_event_differs_in_a_still_world() -> None:
    found = both(still_world(), Changes(), (Kind.GAP, 1, 0), years=3, draws=5)
    assert (found.plain == 1).all()


BYTES = """
import hashlib
from tests.estimators.futures.test_engine import all_series, both, busy, change
world, place, _ = busy()
found = both(world, change(place, 5, when=2), *all_series(world), years=8, draws=64)
print(hashlib.sha256(found.plain.tobytes() + found.changed.tobytes()).hexdigest())
"""


def test_one_thread_and_two_give_the_same_bytes() -> None:
    prints = set()
    for threads in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", BYTES],
            env={**os.environ, "NUMBA_NUM_THREADS": threads},
            capture_output=True,
            text=True,
            check=True,
        )
        prints.add(done.stdout.strip())
    world, place, _ = busy()
    here = both(world, change(place, 5, when=2), *all_series(world), years=8, draws=64)
    prints.add(hashlib.sha256(here.plain.tobytes() + here.changed.tobytes()).hexdigest())
    assert len(prints) == 1


def test_a_run_in_parts_is_the_run() -> None:
    world, place, _ = busy()
    series = rows([(Kind.RATE_ALL,), (Kind.MEMBERS, 0)], world)
    years = (5, 10)
    whole_run = run(world, change(place, MEMBER), series, Run(draws=30, years=years))
    parts = [
        run(world, change(place, MEMBER), series, Run(draws=10, years=years, first=first))
        for first in (0, 10, 20)
    ]
    assert (np.concatenate([part.changed for part in parts]) == whole_run.changed).all()
    other = run(world, change(place, MEMBER), series, Run(draws=30, years=years, seed=2))
    assert (other.changed != whole_run.changed).any()


def test_a_difference_of_paired_futures_varies_a_tenth_of_one_of_independent_futures() -> None:
    world = invented_world(states=62, pairs=1800)
    ladder = world.ladder
    place = int(np.flatnonzero((ladder.rung == 1) & (ladder.bloc == 0))[0])
    wanted = ((Kind.RATE_ALL,), (Kind.EVENTS_ALL,), (Kind.BLOC_SHARE, 0, 0), (Kind.RATE_OUTSIDE, 0))
    spread = [
        both(world, change(place, MEMBER), *wanted, years=20, draws=400, paired=paired)
        .differences[:, -1]
        .std(axis=0)
        for paired in (True, False)
    ]
    assert (spread[0] / spread[1] <= 0.1).all(), spread[0] / spread[1]


def test_events_come_as_often_as_their_chances_say() -> None:
    world = invented_world(states=30, pairs=300, blocs=6)
    found = both(world, Changes(), (Kind.RATE_ALL,), (Kind.EVENTS_ALL,), years=10, draws=800)
    rate, events = found.plain[:, -1].T
    # the sum of chances is the mean of a count, draw by draw
    gap = events - rate
    assert abs(gap.mean()) < 4 * gap.std() / np.sqrt(len(gap))


def test_bands_and_means_of_differences() -> None:
    found = both(still_world(), change(1, MEMBER, when=2), (Kind.MEMBERS, 0), draws=4)
    told = differences(found)
    assert told.mean[:, 0].tolist() == [0, 1, 1] and told.error.max() == 0
    assert told.beyond[:, 0].tolist() == [False, True, True]
    assert told.above[1, 0] == 1 and told.below[1, 0] == 0
    low, high = bands(found.changed)
    assert (low <= high).all()
    with pytest.raises(EstimateError, match="band of 1.5"):
        differences(found, band=1.5)


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        (
            lambda w: replace(w, regimes=replace(w.regimes, at=np.zeros(2))),
            "regimes.at has the shape",
        ),
        (
            lambda w: replace(w, regimes=replace(w.regimes, at=np.array([0, np.nan, 0]))),
            "not finite",
        ),
        (lambda w: replace(w, pacts=replace(w.pacts, end=np.array([1.5]))), "outside 0 to 1"),
        (lambda w: replace(w, positions=replace(w.positions, sd=-np.ones(3))), "negative"),
        (lambda w: replace(w, ladder=replace(w.ladder, state=whole(0, 0, 2))), "place twice"),
        (lambda w: replace(w, pairs=replace(w.pairs, one=whole(0, 0, 2))), "not below"),
        (lambda w: replace(w, pairs=replace(w.pairs, since=whole(0, 1, 1))), "less than one year"),
        (lambda w: replace(w, blocs=replace(w.blocs, core=whole(7))), "blocs.core holds an index"),
        (lambda w: replace(w, pairs=replace(w.pairs, decay=np.zeros(3))), "not above 0"),
    ],
)
def test_a_broken_world_is_refused_in_one_line(fault, line: str) -> None:
    with pytest.raises(EstimateError, match=line):
        fault(still_world())


def test_runs_and_changes_that_cannot_be_are_refused() -> None:
    world = still_world()
    series = rows([(Kind.MEMBERS, 0)], world)
    for plan, line in (
        ({"draws": 0, "years": (1,)}, "at least 1"),
        ({"draws": 1, "years": (0,)}, "rise from 1"),
        ({"draws": 1, "years": (2, 2)}, "rise from 1"),
        ({"draws": 1, "years": (500,)}, "at most 100"),
        ({"draws": 1, "years": (1,), "seed": -1}, "seed"),
    ):
        with pytest.raises(EstimateError, match=line):
            Run(**plan)
    with pytest.raises(EstimateError, match="place holds a value outside"):
        run(world, change(9), series, Run(draws=1, years=(1,)))
    with pytest.raises(EstimateError, match="bytes"):
        run(world, Changes(), np.repeat(series, 2000, axis=0), Run(draws=100_000, years=(1, 2)))
    with pytest.raises(EstimateError, match="GAP needs 2"):
        rows([(Kind.GAP, 1)], world)
    with pytest.raises(EstimateError, match="MEMBERS points to 3"):
        rows([(Kind.MEMBERS, 3)], world)

"""The world of a view: by hand, the same for the same view, and nothing of what comes later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from detente.actors.names import bloc
from detente.errors import RequestError
from detente.estimators.futures.changes import Changes
from detente.estimators.futures.engine import Run, run
from detente.estimators.futures.series import Kind, rows
from detente.estimators.futures.world import CANDIDATE, MEMBER, RUNGS, STEPS, World
from detente.scenarios.world import SETS, build
from detente.store.catalog import Catalog, default_catalog

RUSSIA, SERBIA, TURKEY, UKRAINE, GEORGIA, USA = 365, 345, 640, 369, 372, 2


@pytest.fixture(scope="module")
def tables() -> Catalog:
    return default_catalog()


def rung(tables: Catalog, view: int | date, code: int, name: str) -> str:
    """Name the rung of a state in the world of a view."""
    found = build(tables, view)
    return RUNGS[found.world.ladder.rung[found.place_at[code, name]]]


def test_rungs_by_hand(tables: Catalog) -> None:
    assert rung(tables, 2024, SERBIA, "EU") == "candidate"
    assert rung(tables, 2013, UKRAINE, "EU") == "partner"
    assert rung(tables, 2013, RUSSIA, "NATO") == "associate"
    assert rung(tables, 2024, TURKEY, "NATO") == "member"


def test_a_day_counts_and_not_its_year_alone(tables: Catalog) -> None:
    before, after = date(2004, 3, 28), date(2004, 3, 30)
    assert rung(tables, before, 366, "NATO") == "candidate"
    assert rung(tables, after, 366, "NATO") == "member"
    assert build(tables, after).year == 2003


def test_members_are_those_of_the_blocs(tables: Catalog) -> None:
    found = build(tables, 2013)
    for name in ("NATO", "EU"):
        ladder = found.world.ladder
        inside = (ladder.bloc == found.bloc_at[name]) & (ladder.rung == MEMBER)
        assert inside.sum() == len(bloc(name).members(2013))


def test_what_is_frozen_waits(tables: Catalog) -> None:
    found = build(tables, 2024)
    ladder = found.world.ladder
    for code in (TURKEY, GEORGIA):
        place = found.place_at[code, "EU"]
        assert ladder.rung[place] == CANDIDATE and ladder.suspended[place]
    assert not ladder.suspended[found.place_at[SERBIA, "EU"]]


def test_promises_and_bodies(tables: Catalog) -> None:
    found = build(tables, 2013)
    ladder = found.world.ladder
    assert ladder.perspective[found.place_at[UKRAINE, "NATO"]]
    assert not ladder.perspective[found.place_at[UKRAINE, "EU"]]
    assert ladder.body[found.place_at[RUSSIA, "NATO"]]
    late = build(tables, 2024)
    assert not late.world.ladder.body[late.place_at[RUSSIA, "NATO"]]


def test_pairs_are_named_and_an_alliance_is_no_pact_outside(tables: Catalog) -> None:
    found = build(tables, 2013)
    pairs = found.world.pairs
    place = found.pair_at[USA, RUSSIA]
    assert {
        int(found.world.states.code[one]) for one in (pairs.one[place], pairs.other[place])
    } == {
        USA,
        RUSSIA,
    }
    assert not pairs.pact[found.pair_at[USA, 200]]
    assert pairs.pact[found.pair_at[USA, 740]]
    assert 1_500 < pairs.one.size < 2_500


def test_every_pair_can_be_asked_for(tables: Catalog) -> None:
    found = build(tables, 2013, pairs="all")
    states = len(found.state_at)
    assert len(found.pair_at) == states * (states - 1) // 2
    few = build(tables, 2013)
    for key in ((USA, RUSSIA), (USA, 200)):
        place, other = found.pair_at[key], few.pair_at[key]
        assert found.world.pairs.base[place] == few.world.pairs.base[other]


def test_the_same_view_gives_the_same_bytes() -> None:
    first, second = (build(default_catalog(), 2005, sets=7).world for _ in range(2))
    for part in ("shares", "positions", "regimes", "blocs", "ladder", "pairs", "pacts"):
        one, other = getattr(first, part), getattr(second, part)
        for name in one.__slots__:
            assert np.array_equal(getattr(one, name), getattr(other, name)), (part, name)


def test_sets_of_parameters_differ(tables: Catalog) -> None:
    world: World = build(tables, 2013).world
    assert world.sizes["K"] == SETS
    for values in (
        world.ladder.coef[:, :, 0],
        world.positions.pull[:, 1:],
        world.regimes.effect[:, 1:],
        world.pairs.coef,
    ):
        assert (values.std(axis=0) > 0).all()


def test_the_pace_of_each_bloc_is_its_own(tables: Catalog) -> None:
    found = build(tables, 2024)
    bias = found.world.blocs.step_bias
    candidacy, lower = STEPS.index("candidate"), STEPS.index("join_from_lower")
    assert bias.shape == (len(found.bloc_at), len(STEPS))
    assert bias[found.bloc_at["EU"], candidacy] > 1
    assert bias[found.bloc_at["NATO"], lower] < -1


def test_blocs_grow_as_they_did_and_a_bloc_without_pace_does_not(tables: Catalog) -> None:
    found = build(tables, 1995)
    members = rows([(Kind.MEMBERS, found.bloc_at[name]) for name in ("EU", "NATO")], found.world)
    plan = Run(draws=200, years=(20,))
    free = run(found.world, Changes(), members, plan).plain[:, 0]
    # 28 and 28 in 2015
    for place in (0, 1):
        low, high = np.quantile(free[:, place], [0.05, 0.95])
        assert low < 28 < high
    still = replace(found.world.blocs, step_bias=np.full_like(found.world.blocs.step_bias, -60.0))
    tied = run(replace(found.world, blocs=still), Changes(), members, plan).plain[:, 0]
    assert (tied == [15, 16]).all()


def test_a_place_far_from_the_bloc_can_be_asked_for(tables: Catalog) -> None:
    kenya = 501
    assert (kenya, "EU") not in build(tables, 2013).place_at
    found = build(tables, 2013, also=((kenya, "EU"),))
    assert RUNGS[found.world.ladder.rung[found.place_at[kenya, "EU"]]] == "partner"


@pytest.mark.parametrize("view", [1948, 1950, 1955, 1975, 1995])
def test_early_views_have_a_world(tables: Catalog, view: int) -> None:
    found = build(tables, view, sets=5)
    assert found.year == view
    assert len(found.pair_at) > 200
    assert "AL" in found.bloc_at


def test_faults_name_what_is_near(tables: Catalog) -> None:
    with pytest.raises(RequestError, match="no pairs are called 'some'.*relevant"):
        build(tables, 2013, pairs="some")
    with pytest.raises(RequestError, match="at least one"):
        build(tables, 2013, sets=0)
    with pytest.raises(RequestError, match="no bloc 'EAEU' exists"):
        build(tables, 2013, also=((RUSSIA, "EAEU"),))
    with pytest.raises(RequestError, match="no state has the code 999"):
        build(tables, 2013, also=((999, "EU"),))
    with pytest.raises(RequestError, match="nothing can be simulated from 1945-06-30.*1948"):
        build(tables, date(1945, 6, 30))

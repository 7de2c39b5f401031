"""Adders of conflicts, crises, wars, events, rivalries and the peace scale, each cell by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from detente.calendar import years
from detente.grain import Grain
from detente.institutions.armed_conflicts import armed_conflicts
from detente.panel.adders.base import Request
from detente.panel.adders.ucdp_interstate import from_starter, pairs
from detente.panel.create import dyad_years, state_years
from detente.panel.rows import Rows
from detente.store.home import Store
from tests.institutions.test_armed_conflicts import CONFLICT, LATER, crisis, event
from tests.panel.test_adders import FIVE, cell
from tests.panel.world_of_five import CAN, FRN, RUS, USA, store, table


@pytest.fixture
def world(tmp_path: Path) -> Store:
    found = store(tmp_path / "five")
    supported = {"type_of_conflict": "II", "role2": "secondary", "gwcode1": 20, "ccode1": CAN}
    found.put(
        table(
            "ucdp_pairs",
            [
                {**CONFLICT, "year": 1999},
                {**CONFLICT, "year": 2000, "intensity_level": 2},
                {**CONFLICT, "year": 1999, "conflict_id": 8, **supported},
            ],
        ),
        table(
            "ucdp_pairs_recent",
            [{**LATER, "year": 2024, "conflict_id": 9}, {**LATER, "year": 2025}],
        ),
        table(
            "icb_crises",
            [{"crisno": 5, "crisname": "ISLE", "start": date(1990, 2, 1), "viol": 4}],
        ),
        table("icb_dyads", [crisis(1990, date(1990, 2, 1)), crisis(1991, date(1991, 1, 1))]),
        table("icb_actors", [{"cracno": 1, "crisno": 5, "ccode": USA, "year": 1990}]),
        table("mie_events", [event(1, USA, RUS), event(2, RUS, USA), event(3, RUS, USA)]),
        table(
            "kgd_rivalries",
            [
                rivalry(1, "RIVALRY", date(1989, 5, 1), date(1990, 5, 1)),
                rivalry(2, "ISOLATED", date(1990, 6, 1), date(1991, 5, 1)),
            ],
        ),
        table(
            "peace_scale",
            [{"ccode1": USA, "ccode2": RUS, "year": 1990, "peace_scale": 0.0}],
        ),
        table(
            "cow_war_dyads",
            [war(4, USA, RUS, 5), war(4, RUS, USA, 7), war(6, USA, RUS, 900)],
        ),
    )
    return found


def rivalry(number: int, kind: str, start: date, end: date) -> dict[str, object]:
    codes = {"ccode1": USA, "ccode2": RUS}
    return {"rivnumb": number, **codes, "start": start, "end": end, "rivtyp2": kind}


def war(number: int, first: int, second: int, deaths: int) -> dict[str, object]:
    codes = {"warnum": number, "ccode1": first, "ccode2": second, "year": 1991}
    return {**codes, "warbatdth1": deaths, "waroutcome": 1, "start": date(1990, 6, 1)}


def test_conflicts_are_zero_only_where_the_edition_is_complete(world: Store) -> None:
    begun = dyad_years(years=(1998, 2025), states=FIVE, directed=True, store=world)
    frame = begun.add("ucdp_interstate").frame
    shown = (1998, 1999, 2000, 2024, 2025)
    for first, second in ((USA, RUS), (RUS, USA)):
        ongoing = [cell(frame, "ucdpinterstate", year, first, second) for year in shown]
        assert ongoing == [0, 1, 1, 0, 1], "2024 is of the complete edition"
        severe = [cell(frame, "ucdpintensity", year, first, second) for year in shown]
        assert severe == [None, 1, 2, None, 1]
    assert cell(frame, "ucdpinterstateonset", 1999, USA, RUS) == 1
    assert cell(frame, "ucdpinterstateonset", 2000, USA, RUS) == 0
    assert cell(frame, "ucdpincomplete", 2025, USA, RUS) == 1
    assert cell(frame, "ucdpinterstate", 2025, USA, FRN) is None, "not known to be at peace"
    assert cell(frame, "ucdpinterstate", 2024, USA, FRN) == 0


def test_support_with_troops_counts_when_asked_for(world: Store) -> None:
    begun = dyad_years(years=(1999, 1999), states=FIVE, store=world)
    assert cell(begun.add("ucdp_interstate").frame, "ucdpinterstate", 1999, CAN, RUS) == 0
    primary = begun.add("ucdp_interstate", foreign_troops=True).frame
    assert cell(primary, "ucdpinterstate", 1999, CAN, RUS) == 0
    every = begun.add("ucdp_interstate", foreign_troops=True, roles="any").frame
    assert cell(every, "ucdpinterstate", 1999, CAN, RUS) == 1


def test_crises_of_pairs_and_states(world: Store) -> None:
    pairs = dyad_years(years=(1990, 2022), states=FIVE, directed=True, store=world)
    frame = pairs.add("icb_crises").frame
    for first, second in ((USA, RUS), (RUS, USA)):
        cells = [
            cell(frame, name, year, first, second)
            for name in ("icbcrisis", "icbonset", "icbviol")
            for year in (1990, 1991, 1992, 2022)
        ]
        assert cells == [1, 1, 0, None, 1, 0, 0, None, 4, 4, None, None]
    states = state_years(years=(1989, 1991), states=FIVE, store=world).add("icb_crises").frame
    counts = [cell(states, "icbactor", year, USA) for year in (1989, 1990, 1991)]
    assert counts == [0, 1, None], "actors are known to the last year that has any"


def test_the_scale_is_null_for_a_pair_that_is_not_listed(world: Store) -> None:
    begun = dyad_years(years=(1990, 1991), states=FIVE, directed=True, store=world)
    frame = begun.add("peace_scale").frame
    assert cell(frame, "peace_scale", 1990, RUS, USA) == 0.0
    assert cell(frame, "peace_scale", 1991, USA, RUS) is None
    assert cell(frame, "peace_scale", 1990, USA, FRN) is None


def test_events_have_a_direction(world: Store) -> None:
    directed = dyad_years(years=(1990, 2015), states=FIVE, directed=True, store=world)
    frame = directed.add("mie_events").frame
    assert [cell(frame, "mieevents", 1990, *pair) for pair in ((USA, RUS), (RUS, USA))] == [1, 2]
    assert cell(frame, "mieevents", 1991, USA, RUS) == 0
    assert cell(frame, "mieevents", 2015, USA, RUS) is None
    once = dyad_years(years=(1990, 1990), states=FIVE, store=world).add("mie_events").frame
    assert cell(once, "mieevents", 1990, USA, RUS) == 3
    assert cell(once, "miehostlev", 1990, USA, RUS) == 4


def test_rivalries_count_from_the_first_year_to_the_last(world: Store) -> None:
    begun = dyad_years(years=(1989, 2002), states=FIVE, directed=True, store=world)
    frame = begun.add("kgd_rivalries").frame
    shown = (1989, 1990, 1991, 1992, 2002)
    rivals = [cell(frame, "kgdrivalry", year, RUS, USA) for year in shown]
    isolated = [cell(frame, "kgdisolated", year, USA, RUS) for year in shown]
    assert rivals == [1, 1, 0, 0, None] and isolated == [0, 1, 1, 0, None]


def test_the_deadlier_of_two_wars_counts(world: Store) -> None:
    begun = dyad_years(years=(1990, 2004), states=FIVE, directed=True, store=world)
    frame = begun.add("dyadic_wars").frame
    assert cell(frame, "warbatdth1", 1991, USA, RUS) == 900
    assert cell(frame, "warbatdth1", 1991, RUS, USA) == 7
    assert cell(frame, "dyadicwar", 1991, USA, RUS) == 1
    assert cell(frame, "dyadicwaronset", 1991, USA, RUS) == 0
    assert [cell(frame, "dyadicwar", year, USA, FRN) for year in (1991, 2004)] == [0, None]


def test_the_starter_gives_the_same_cells_as_the_store(world: Store) -> None:
    begun = dyad_years(years=(1998, 2025), states=FIVE, directed=True, store=world)
    needs = ("ucdp_pairs", "ucdp_pairs_recent")
    tables = {name: world.get(name).frame for name in needs}
    small = {"armed_conflicts": armed_conflicts(tables)}
    options = {"roles": "any", "foreign_troops": True}
    request = Request(
        rows=Rows(begun.frame.select("ccode1", "ccode2", "year"), Grain.DYAD_YEAR, "cow"),
        data=begun.frame,
        options=options,
        system="cow",
        years=years("ucdp_acd"),
    )
    full, shipped = pairs(tables, request), from_starter(small, request)
    keys = ["ccode1", "ccode2", "year"]
    assert full.frame.sort(keys).equals(shipped.frame.sort(keys))
    assert shipped.years == years("ucdp_acd") and full.zero == shipped.zero

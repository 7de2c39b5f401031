"""Adders of investment treaties, visas, visits and the Security Council, each cell by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.panel.create import dyad_years, state_years
from detente.store.home import Store
from tests.panel.test_adders import FIVE, cell
from tests.panel.world_of_five import CAN, FRN, RUS, UKG, USA, store, table


@pytest.fixture
def world(tmp_path: Path) -> Store:
    found = store(tmp_path / "five")
    treaty = {"ccode1": USA, "ccode2": RUS, "bitsigned": 0, "bitinforce": 1}
    rule = {"year": 2019, "rule": 1}
    vote = {"rcid": 1, "year": 1999, "vote": 1}
    found.put(
        table("investment_treaties", [treaty | {"year": 1999}, treaty | {"year": 2000}]),
        table(
            "visa_rules",
            [
                rule | {"ccode1": USA, "ccode2": CAN, "days": 180},
                rule | {"ccode1": CAN, "ccode2": USA, "rule": 3},
                rule | {"ccode1": RUS, "ccode2": USA, "rule": 4},
            ],
        ),
        table(
            "us_visits",
            [
                {"row": 1, "ccode": FRN, "year": 1999, "kind": "president"},
                {"row": 2, "ccode": FRN, "year": 1999, "kind": "president"},
                {"row": 3, "ccode": FRN, "year": 1999, "kind": "guest"},
                {"row": 4, "ccode": FRN, "year": 1870, "kind": "secretary"},
            ],
        ),
        table(
            "sc_votes",
            [
                *(vote | {"ccode": code} for code in (USA, RUS, FRN)),
                vote | {"ccode": USA, "rcid": 2, "vote": 3},
                vote | {"ccode": RUS, "rcid": 2},
                vote | {"ccode": FRN, "rcid": 2, "vote": 8},
                vote | {"ccode": USA, "rcid": 3, "year": 2022},
            ],
        ),
        table(
            "sc_vetoes",
            [
                {"row": 1, "ccode": USA, "year": 1999},
                {"row": 2, "ccode": RUS, "year": 2022},
            ],
        ),
    )
    return found


def test_investment_treaties_are_zero_without_a_row(world: Store) -> None:
    begun = dyad_years(years=(1998, 2001), states=FIVE, directed=True, store=world)
    frame = begun.add("iia").frame
    for pair in ((USA, RUS), (RUS, USA)):
        assert [cell(frame, "bitinforce", year, *pair) for year in (1998, 1999, 2001)] == [0, 1, 0]
    assert cell(frame, "bitsigned", 1999, CAN, FRN) == 0


@pytest.mark.parametrize("directed", [True, False])
def test_a_visa_is_of_a_passport_in_a_state(world: Store, directed: bool) -> None:
    begun = dyad_years(years=(2016, 2020), states=FIVE, directed=directed, store=world)
    frame = begun.add("visa").frame
    names = ("visarule1", "visarule2", "visadays1", "visadays2")
    assert [cell(frame, name, 2019, USA, CAN) for name in names] == [1, 3, 180, None]
    assert [cell(frame, name, 2019, USA, RUS) for name in names] == [None, 4, None, None]
    assert cell(frame, "visarule1", 2018, USA, CAN) is None
    if directed:
        assert [cell(frame, name, 2019, CAN, USA) for name in names] == [3, 1, None, 180]


def test_visits_have_no_cell_for_the_united_states(world: Store) -> None:
    begun = state_years(years=(1866, 2012), states=FIVE, store=world)
    frame = begun.add("us_visits").frame
    names = ("uspresvisits", "ussecvisits", "usguestvisits")
    assert [cell(frame, name, 1999, FRN) for name in names] == [2, 0, 1]
    assert [cell(frame, name, 1999, UKG) for name in names] == [0, 0, 0]
    assert [cell(frame, name, 1999, USA) for name in names] == [None] * 3
    assert cell(frame, "ussecvisits", 1870, FRN) is None, "guests are listed since 1874"


def test_seats_votes_and_vetoes_of_a_state(world: Store) -> None:
    frame = state_years(years=(1998, 2022), states=FIVE, store=world).add("un_sc").frame
    names = ("scmember", "scvotes", "scvetoes")
    assert [cell(frame, name, 1999, USA) for name in names] == [1, 2, 1]
    assert [cell(frame, name, 1999, FRN) for name in names] == [1, 1, 0]
    assert [cell(frame, name, 1999, CAN) for name in names] == [0, None, None]
    assert [cell(frame, name, 2022, USA) for name in names] == [1, 1, None]


def test_two_members_agree_on_what_both_voted_on(world: Store) -> None:
    begun = dyad_years(years=(1998, 2000), states=FIVE, directed=True, store=world)
    frame = begun.add("un_sc").frame
    for pair in ((USA, RUS), (RUS, USA)):
        assert [cell(frame, name, 1999, *pair) for name in ("scjoint", "scagree")] == [2, 0.5]
    assert [cell(frame, name, 1999, USA, FRN) for name in ("scjoint", "scagree")] == [1, 1.0]
    assert cell(frame, "scjoint", 1999, USA, CAN) is None
    assert cell(frame, "scagree", 1998, USA, RUS) is None

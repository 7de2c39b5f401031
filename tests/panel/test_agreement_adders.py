"""Adders of territorial changes, agreements and claims, each cell by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.panel.create import dyad_years
from detente.store.home import Store
from tests.panel.test_adders import FIVE, cell
from tests.panel.world_of_five import CAN, FRN, RUS, USA, store, table


@pytest.fixture
def world(tmp_path: Path) -> Store:
    found = store(tmp_path / "five")
    change = {"row": 1, "year": 1999, "gainer": RUS, "loser": USA, "conflict": 1}
    signed = {"ccode1": USA, "ccode2": CAN, "year": 1999}
    treaty = {**signed, "entry_type": "base_treaty"}
    found.put(
        table(
            "territorial_changes",
            [
                {**change, "procedure": "conquest"},
                {**change, "row": 2, "conflict": 0, "procedure": "cession"},
                {**change, "row": 3, "gainer": FRN, "loser": None, "procedure": None},
                {**change, "row": 4, "gainer": FRN, "loser": FRN, "procedure": "cession"},
            ],
        ),
        table(
            "defence_agreements",
            [{**signed, "row": 1, "type": "general"}, {**signed, "row": 2, "type": "sector"}],
        ),
        table(
            "trade_treaties",
            [
                {**treaty, "row": 1, "treaty": "1", "in_force": 2000},
                {**treaty, "row": 2, "treaty": "1", "in_force": 2000},
                {**treaty, "row": 3, "treaty": "2", "in_force": None},
                {**treaty, "row": 4, "treaty": "3", "entry_type": "consolidated"},
            ],
        ),
        table(
            "issue_claims",
            [
                {"row": 1, "claim": 1, "challenger": CAN, "target": USA, "year": 1999}
                | {"issue": "territory", "salience": 4},
                {"row": 2, "claim": 2, "challenger": USA, "target": CAN, "year": 1999}
                | {"issue": "river", "salience": 7},
            ],
        ),
    )
    return found


def test_a_change_counts_for_both_orders_of_the_two(world: Store) -> None:
    begun = dyad_years(years=(1998, 2002), states=FIVE, directed=True, store=world)
    frame = begun.add("territorial_changes").frame
    for pair in ((USA, RUS), (RUS, USA)):
        shown = [cell(frame, name, 1999, *pair) for name in ("tcchange", "tcconquest")]
        assert shown == [1, 1] and cell(frame, "tcconflict", 1999, *pair) == 1
        assert cell(frame, "tcchange", 1998, *pair) == 0
    assert cell(frame, "tcchange", 1999, FRN, USA) == 0, "a side that is no state makes no pair"


def test_agreements_are_counted_inside_the_years_of_their_source(world: Store) -> None:
    begun = dyad_years(years=(1998, 2012), states=FIVE, directed=True, store=world)
    frame = begun.add("dcad").add("desta").frame
    assert [cell(frame, "dcasigned", year, CAN, USA) for year in (1999, 2000, 2011)] == [2, 0, None]
    assert cell(frame, "dcageneral", 1999, USA, CAN) == 1
    assert cell(frame, "ptasigned", 1999, USA, CAN) == 2, "a treaty once, a consolidated text not"
    assert [cell(frame, "ptaentered", year, CAN, USA) for year in (1999, 2000)] == [0, 1]
    assert cell(frame, "ptasigned", 2012, USA, RUS) == 0


def test_a_pair_without_a_claim_has_no_cell(world: Store) -> None:
    begun = dyad_years(years=(1998, 2000), states=FIVE, directed=True, store=world)
    frame = begun.add("icow").frame
    names = ("icowterritory", "icowriver", "icowmaritime", "icowsalience")
    assert [cell(frame, name, 1999, USA, CAN) for name in names] == [1, 1, 0, 7]
    assert [cell(frame, name, 1998, USA, CAN) for name in names] == [None] * 4
    assert cell(frame, "icowterritory", 1999, USA, RUS) is None

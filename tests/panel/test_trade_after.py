"""Trade after 2014: the seam between two sources is shown, cell by cell and as a ratio."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import PanelError
from detente.panel.create import dyad_years, state_years
from detente.store.home import Store
from tests.panel.world_of_five import CAN, UKG, USA, table

COW = [
    {"ccode1": USA, "ccode2": CAN, "year": 2013, "flow1": 10.0, "flow2": 4.0, "smoothflow1": 10.0},
    {"ccode1": USA, "ccode2": CAN, "year": 2014, "flow1": 20.0, "smoothflow1": 20.0},
    {"ccode1": USA, "ccode2": UKG, "year": 2014, "flow1": 5.0, "flow2": 0.0},
]
LATER = [
    {"ccode1": USA, "ccode2": CAN, "year": 2013, "flow1": 11.0, "flow2": 6.0},
    {"ccode1": USA, "ccode2": CAN, "year": 2014, "flow1": 22.0, "flow2": 8.0},
    {"ccode1": USA, "ccode2": CAN, "year": 2015, "flow1": 33.0, "flow2": 9.0},
    {"ccode1": CAN, "ccode2": UKG, "year": 2015, "flow1": 7.0},
]
STATES = [
    {"ccode": USA, "year": 2014, "imports": 25.0, "exports": 3.0},
    {"ccode": CAN, "year": 2014, "imports": 16.0, "exports": 20.0},
]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    found = Store(tmp_path, offline=True)
    found.put(table("cow_trade", COW), table("baci", LATER), table("cow_trade_states", STATES))
    return found


def test_pairs_go_on_after_the_seam_with_the_source_of_each_cell(store: Store) -> None:
    rows = dyad_years(years=(2013, 2015), states=[USA, CAN, UKG], directed=True, store=store)
    panel = rows.add("trade", after="baci")
    cells = {
        (first, second, year): rest
        for first, second, year, *rest in panel.to_polars()
        .select("ccode1", "ccode2", "year", "flow1", "flow2", "flow_source1", "flow_source2")
        .iter_rows()
    }
    assert cells[USA, CAN, 2014] == [20.0, None, "cow_trade", None], "no value of baci before 2015"
    assert cells[USA, CAN, 2015] == [33.0, 9.0, "baci", "baci"]
    assert cells[CAN, USA, 2015] == [9.0, 33.0, "baci", "baci"], "turned with its pair"
    assert cells[UKG, CAN, 2015] == [None, 7.0, None, "baci"]
    assert cells[USA, UKG, 2015] == [None, None, None, None], "no row is not zero"
    assert panel.notes == (
        "trade: from 2015 baci; in 2013-2014 it has 1.15 times what cow_trade has "
        "(3 values, median 1.10)",
    ), "(11 + 6 + 22) / (10 + 4 + 20); a zero has no ratio"
    assert "gaulier_zignago2010" in panel.cite() and "barbieri_etal2009" in panel.cite()


def test_without_the_option_nothing_changes(store: Store) -> None:
    rows = dyad_years(years=(2013, 2015), states=[USA, CAN], store=store).add("trade")
    assert rows.to_polars()["smoothflow1"].to_list() == [10.0, 20.0, None]
    assert "flow_source1" not in rows.to_polars().columns and not rows.notes


def test_states_go_on_with_the_sum_of_flows(store: Store) -> None:
    rows = state_years(years=(2014, 2015), states=[USA, CAN], store=store)
    panel = rows.add("trade", after="baci")
    assert panel.to_polars().select(
        "ccode", "year", "imports", "exports", "trade_source"
    ).rows() == [
        (USA, 2014, 25.0, 3.0, "cow_trade"),
        (USA, 2015, 33.0, 9.0, "baci"),
        (CAN, 2014, 16.0, 20.0, "cow_trade"),
        (CAN, 2015, 16.0, 33.0, "baci"),
    ], "Canada imports 9 from the first and 7 from the third"
    assert "1.20 times" not in panel.notes[0] and "0.73 times" in panel.notes[0], "30 of 41"


def test_years_that_do_not_overlap_are_said_and_a_missing_source_is_named(
    tmp_path: Path, store: Store
) -> None:
    alone = Store(tmp_path / "alone", offline=True)
    alone.put(table("cow_trade", COW), table("imf_trade", LATER[2:]))
    rows = dyad_years(years=(2013, 2015), states=[USA, CAN], store=alone)
    assert "no year before the seam is in both" in rows.add("trade", after="imf").notes[0]
    with pytest.raises(PanelError, match=r"Gravity_csv_V202211\.zip"):
        rows.add("trade", after="cepii")
    with pytest.raises(PanelError, match="near: .*imf"):
        rows.add("trade", after="dots")

"""Sanctions in panels of the world of five: by sender, by stage, null where a source is silent."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.panel.create import dyad_years, state_years
from detente.store.home import Store
from tests.panel.test_adders import FIVE, cell
from tests.panel.world_of_five import CAN, FRN, RUS, UKG, USA, store


@pytest.fixture
def five(tmp_path: Path) -> Store:
    return store(tmp_path / "five")


def test_sanctions_threatened_and_imposed_by_sender(five: Store) -> None:
    rows = dyad_years(years=(1997, 2019), states=FIVE, directed=True, store=five)
    frame = rows.add("eusanct", "ist").frame

    def flags(year: int, first: int, second: int) -> list[object]:
        names = ("eusanct_threatened", "eusanct_imposed", "ist_imposed")
        return [cell(frame, name, year, first, second) for name in names]

    assert [flags(year, USA, RUS) for year in (1997, 1998, 1999)] == [
        [1, 0, 0],
        [1, 1, 1],
        [0, 1, 0],
    ], "the threat lasts until it is carried out"
    assert flags(1999, FRN, RUS) == [1, 0, 0] == flags(2015, UKG, RUS), "what the Union does"
    assert flags(1999, RUS, USA) == [None] * 3 == flags(1999, CAN, RUS), "of others: unknown"
    assert flags(2016, USA, RUS) == [None, None, 0] and flags(2019, USA, RUS) == [None] * 3
    once = dyad_years(years=1999, states=[USA, RUS], store=five).add("eusanct", "ist").frame
    assert once["eusanct_imposed"].to_list() == [1], "of either"
    state = state_years(years=(1998, 1999), states=[RUS], store=five).add("eusanct", "ist").frame
    assert state["eusanct_imposed_un"].to_list() == [0, 1], "an end that is not known: its year"
    assert state["eusanct_threatened_eu"].to_list() == [0, 1]
    assert state["ist_imposed_us"].to_list() == [1, 0]

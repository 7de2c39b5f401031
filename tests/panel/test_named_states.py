"""States that producers name, under the codes of a panel: invented rows, and the old cells."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from detente.panel.create import dyad_years, state_years
from detente.panel.panel import Panel
from detente.store.home import Store
from tests.panel.world_of_five import table

SOUTH_SUDAN, SUDAN, ITALY, SERBIA, YUGOSLAVIA = 626, 625, 325, 345, 345


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Give a store in which the table of scores has Sudan's for South Sudan, and none of Italy."""
    scores = [
        {"ccode": SOUTH_SUDAN, "year": 2015, "euds": -0.8, "polity2": -4, "v2x_polyarchy": 0.2},
        {"ccode": SUDAN, "year": 2015, "euds": -0.7, "polity2": None, "v2x_polyarchy": 0.3},
        {"ccode": ITALY, "year": 1850, "euds": -0.5, "polity2": None, "v2x_polyarchy": None},
    ]
    polity = [
        {"ccode": SOUTH_SUDAN, "year": 2015, "polity2": 0},
        {"ccode": SUDAN, "year": 2015, "polity2": -4},
        {"ccode": ITALY, "year": 1850, "polity2": -7},
    ]
    vdem = [
        {"ccode": ITALY, "year": 1850, "v2x_polyarchy": 0.1},
        {"ccode": SUDAN, "year": 2015, "v2x_polyarchy": 0.9},
    ]
    divided = [
        {"ccode": 345, "gwcode": 340, "creg_ccode": 340, "year": 2000, "ethfrac": 0.4},
        {"ccode": 345, "gwcode": 345, "creg_ccode": 345, "year": 2000, "ethfrac": None},
        {"ccode": 365, "gwcode": 365, "creg_ccode": 393, "year": 1992, "ethfrac": 0.3},
        {"ccode": 365, "gwcode": 365, "creg_ccode": 365, "year": 1992, "ethfrac": 0.7},
        {"ccode": 260, "gwcode": 260, "creg_ccode": 260, "year": 1990, "ethfrac": 0.1},
    ]
    trade = [
        {"ccode": 255, "year": 1970, "imports": 30.0, "exports": 34.0},
        {"ccode": 260, "year": 1970, "imports": None, "exports": None},
        {"ccode": 260, "year": 1958, "imports": 7.0, "exports": 8.0},
    ]
    rivals = [
        {"row": 0, "tssr_id": 158, "ccode1": 679, "ccode2": 698, "start": 1967, "end": 1982},
    ]
    rows = {
        "cow_democracy": scores,
        "polity": polity,
        "vdem": vdem,
        "creg": [{"row": place, **row} for place, row in enumerate(divided)],
        "cow_trade_states": trade,
        "tss_rivalries": rivals,
    }
    found = Store(tmp_path / "home")
    found.put(*(table(name, own) for name, own in rows.items()))
    return found


def of(panel: Panel, code: int, year: int) -> dict[str, object]:
    """Give the columns of one state-year."""
    key = "ccode" if panel.rows.system == "cow" else "gwcode"
    frame = panel.to_polars().filter((pl.col(key) == code) & (pl.col("year") == year))
    return frame.row(0, named=True)


def test_a_score_is_that_of_the_state_of_its_name(store: Store) -> None:
    official = state_years(years=(1850, 2015), store=store).add("democracy", offline=True)
    assert of(official, SOUTH_SUDAN, 2015)["polity2"] == 0
    assert of(official, SUDAN, 2015)["polity2"] == -4
    italy = of(official, ITALY, 1850)
    assert (italy["euds"], italy["polity2"], italy["v2x_polyarchy"]) == (-0.5, -7, 0.1)
    assert of(official, SUDAN, 2015)["v2x_polyarchy"] == 0.3, "the newer edition goes first"
    assert "polity" in official.versions() or official.cite(), "the producers are cited"


def test_the_reference_has_its_old_cells(store: Store) -> None:
    reference = state_years(years=(1850, 2015), store=store).add(
        "democracy", edition="reference", offline=True
    )
    assert of(reference, SOUTH_SUDAN, 2015)["polity2"] == -4
    assert of(reference, SUDAN, 2015)["polity2"] is None


def test_division_follows_the_own_number(store: Store) -> None:
    cow = state_years(years=(1990, 2000), store=store).add("fractionalization")
    assert of(cow, SERBIA, 2000)["ethfrac"] == 0.4 and of(cow, 365, 1992)["ethfrac"] == 0.3
    assert of(cow, 255, 1990)["ethfrac"] == of(cow, 260, 1990)["ethfrac"] == 0.1
    gw = state_years("gw", years=(1990, 2000), store=store)
    assert of(gw.add("fractionalization"), YUGOSLAVIA, 2000)["ethfrac"] == 0.4
    old = gw.add("fractionalization", edition="reference")
    assert of(old, YUGOSLAVIA, 2000)["ethfrac"] is None, "it is under a code of no member"


def test_trade_of_west_germany(store: Store) -> None:
    states = state_years(years=(1955, 1970), store=store)
    official, old = (states.add("trade", edition=e) for e in ("official", "reference"))
    assert of(official, 260, 1970)["imports"] == 30.0 and of(old, 260, 1970)["imports"] is None
    assert of(official, 260, 1958)["exports"] == 8.0 == of(old, 260, 1958)["exports"]


def test_rivals_of_south_yemen(store: Store) -> None:
    pairs = dyad_years(years=(1975, 1975), states=[680, 698, 678], store=store)
    found = pairs.add("rivalries").to_polars().select("ccode1", "ccode2", "ongoingrivalry")
    assert found.rows() == [(678, 680, 0), (678, 698, 0), (680, 698, 1)]
    old = pairs.add("rivalries", edition="reference").to_polars()
    assert old["ongoingrivalry"].to_list() == [0, 0, 0]

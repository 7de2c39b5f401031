"""The map of who moves: borders by hand, differences beyond the band, silence without either."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.actors.relation_key import pair
from detente.analysis.options import Options
from detente.errors import RequestError
from detente.evidence.sentence import length, render
from detente.paper import scenario_folder
from detente.paper.blocks import Exhibit
from detente.paper.brief import make
from detente.paper.charts import style
from detente.paper.exhibits.opening import opening
from detente.paper.exhibits.who_moves import _title, touched_by, who_moves
from detente.paper.sections import body
from detente.rules.membership.simulation import is_beyond
from detente.scenarios.run import Moved, Simulated
from detente.scenarios.verbs import plan_of
from detente.store.catalog import Catalog
from tests.cli.test_cli import run
from tests.rules.membership.test_simulated import NEAR, QUARRELS, moved, synthetic

BEYOND_TURKEY = {"Iran", "Iraq", "Syria", "Armenia", "Azerbaijan", "Georgia"}
"""Its land neighbours in 2005 that border no member of the Union."""
IRAN = moved("neighbourhood.disputes.630", "disputes", (0.1, -0.2, 0.4), label="Disputes of Iran")


def asked(state: str, bloc: str, year: int, verb: str, *series: Moved) -> Simulated:
    """Make a scenario with given differences."""
    plan = plan_of(pair(state, bloc, year), verb, year + 1, horizon=2, draws=100)
    found = replace(synthetic(*series), plan=plan, start=year)
    return replace(found, years=(year + 1, year + 2))


def picture(catalog: Catalog, found: Simulated) -> Exhibit:
    (shown,) = who_moves(catalog, found)
    return shown


def test_new_neighbours_are_those_of_the_map_of_2005(catalog: Catalog) -> None:
    shown = picture(catalog, asked("Turkey", "EU", 2005, "accession", IRAN))
    assert (
        render(shown.title) == "With Turkey the European Union would border Iran, Iraq and others"
    )
    assert shown.cells is not None
    rows = [tuple(map(str, row)) for row in shown.cells.rows]
    assert {row[0] for row in rows if row[4] == "counted"} == BEYOND_TURKEY
    assert ("Iran", "Disputes of Iran (disputes)", "+.10", "-.20 to +.40", "no") in rows
    assert shown.unit.endswith("new neighbours")
    assert "simulat" not in shown.source and "band" not in shown.source, "a map of borders alone"
    assert "borders as held in 2022" in shown.source and "as of 2005" in shown.source
    assert "Borders as held in 2022, neighbours by land as of 2005" in shown.alt
    assert all(name in shown.alt for name in BEYOND_TURKEY)
    assert "Correlates of War, 2005" in shown.source
    assert style.GREY in shown.svg and style.RELATION not in shown.svg
    assert f"<title>{shown.alt}</title>" in shown.svg and shown.narrow_svg


def test_who_leaves_takes_the_same_borders_along(catalog: Catalog) -> None:
    found = asked("Turkey", "NATO", 2013, "exit")
    touched = touched_by(catalog.as_of(2013), found)
    assert not touched.new and len(touched.lost) == len(BEYOND_TURKEY)
    shown = picture(catalog, found)
    assert render(shown.title).startswith("Without Turkey NATO would no longer border")
    assert "dark grey: neighbours no more" in shown.unit


def test_a_state_beyond_its_band_is_the_message(catalog: Catalog) -> None:
    shown = picture(catalog, synthetic(NEAR, QUARRELS))
    assert render(shown.title) == "Of the states followed Kazakhstan moves beyond its band"
    assert style.RELATION in shown.svg and "Beyond the band: Kazakhstan." in shown.alt
    assert shown.unit.endswith("violet: moved by the change in the simulation")
    assert "States followed: 1; beyond their band: 1." in shown.source
    # it is the message also where page 1 has the borders
    (again,) = who_moves(catalog, synthetic(NEAR), bloc_side="second", anew=False)
    assert "NATO: orange; Russia: blue" in again.unit


def test_where_none_moves_the_map_is_one_of_borders(catalog: Catalog) -> None:
    new = touched_by(catalog.as_of(2013), synthetic()).new
    still = [
        moved(f"neighbourhood.disputes.{code}", "disputes", (0.0, -0.2, 0.2), label="Disputes")
        for code in new
    ]
    shown = picture(catalog, synthetic(*still))
    assert "moves" not in render(shown.title) and "would border" in render(shown.title)
    assert "simulat" not in shown.source


def test_a_map_without_a_message_is_not_drawn(catalog: Catalog) -> None:
    assert who_moves(catalog, asked("Sweden", "NATO", 2021, "accession", IRAN)) == []
    assert who_moves(catalog, synthetic(), anew=False) == []
    assert who_moves(catalog, asked("Turkey", "EU", 2005, "association")) == []
    # the shapes are those of today: before 1992 they are not true
    assert who_moves(catalog, asked("Turkey", "European Communities", 1985, "accession")) == []
    nothing = replace(synthetic(), plan=replace(synthetic().plan, events=()))
    assert who_moves(catalog, nothing) == []


BANDS = st.tuples(*[st.floats(-3, 3, allow_nan=False)] * 3).map(sorted)
CODES = (705, 710, 712, 731, 369, 370)


@given(st.lists(BANDS, min_size=6, max_size=6))
def test_who_is_drawn_as_moving_has_a_band_beyond_zero(
    catalog: Catalog, bands: list[list[float]]
) -> None:
    series = [
        moved(f"neighbourhood.alignment.{code}", "points", (mean, low, high), label=f"{code}")
        for code, (low, mean, high) in zip(CODES, bands, strict=True)
    ]
    found = synthetic(*series)
    touched = touched_by(catalog, found)
    expected = {code for code, one in zip(CODES, series, strict=True) if is_beyond(one)}
    assert set(touched.beyond) == expected
    assert length(_title(found, touched)) <= 15


def test_who_lies_beyond_the_edge_is_named(catalog: Catalog) -> None:
    far = moved("conflict_zones.pair.731", "disputes", (0.4, 0.1, 0.7), label="Disputes")
    shown = picture(catalog, synthetic(far))
    assert "North Korea moves beyond its band" in render(shown.title)
    assert "Beyond the edge of the map: North Korea." in shown.source
    assert style.RELATION not in shown.svg


@pytest.mark.slow
def test_the_section_shows_each_map_once(catalog: Catalog) -> None:
    options = Options(scenario="accession", horizon=5, futures=100)
    ids = {}
    for state, bloc, year in (("Russia", "NATO", 2013), ("Turkey", "EU", 2005)):
        brief = make(catalog, pair(state, bloc, year), options)
        blocks = [one for section in body.sections(brief) for one in section.blocks]
        first = opening(brief)
        ids[state] = [one.id for one in blocks if isinstance(one, Exhibit)]
        ids[state] += [] if first is None else [first.id]
    assert ids["Russia"].count("moves") == 1
    # one of the two maps has the border that Turkey would bring, not both
    assert sorted({"map", "moves"} & set(ids["Turkey"])) in (["map"], ["moves"])


def test_the_command_writes_a_folder(tmp_path: Path) -> None:
    words = ["scenario", "accession", "Turkey", "EU", "--as-of", "2005", "--draws", "40"]
    folder = tmp_path / "new" / "futures"
    said, _ = run(*words, "--horizon", "3", "--quiet", "--out", str(folder))
    assert "moves.svg" in said
    page = (folder / "scenario.md").read_text(encoding="utf-8")
    assert "](moves.svg)" in page and "| Iran | would border the European Union |" in page
    table = (folder / "moves.csv").read_text(encoding="utf-8").splitlines()
    assert table[0] == "state,what,mean,eight in ten,beyond" and len(table) > len(BEYOND_TURKEY)
    assert {"moves.svg", "moves.csv", "scenario.json"} <= {one.name for one in folder.iterdir()}


def test_a_folder_that_cannot_be_written_is_refused_before_the_work(tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.write_text("mine")
    with pytest.raises(RequestError, match="cannot be written") as refused:
        scenario_folder.prepare(taken / "below")
    assert "--out" in str(refused.value)
    assert taken.read_text() == "mine"

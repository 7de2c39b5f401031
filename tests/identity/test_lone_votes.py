"""Lone votes: counted by hand, blind to what was chosen, and said only of states that stand out."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.actors.relation_key import pair
from detente.actors.states import State, state_on
from detente.analysis.relation import Relation
from detente.identity.agreement import ISSUES
from detente.identity.lone_votes import DERIVED_TABLES, lone_votes, of_windows, outlying
from detente.identity.topics import TOPICS
from detente.identity.vote_counts import LEAST, cast_votes
from detente.span import year_end
from detente.store.build import SourceTables, derive
from detente.store.catalog import Catalog, default_catalog
from detente.store.home import Store
from detente.store.starter import read_manifest, starter_folder
from tests.house.tree import ROOT
from tests.identity.test_vote_counts import assembly
from tests.invented import write

USA, ISRAEL, INDIA, IRAN = 2, 666, 750, 630
FOUR = (20, 200, 220, 255)
"""Four states that always vote yes."""
SOURCE_NAMES = {
    "me": "Palestinian conflict",
    "nu": "Nuclear weapons and nuclear material",
    "di": "Arms control and disarmament",
    "hr": "Human rights",
    "co": "Colonialism",
    "ec": "Economic development",
}
"""What the producer of the codes calls them."""


def united_states() -> State:
    return state_on(USA, year_end(2020))


def test_lone_votes_by_hand() -> None:
    """Three states that vote alike are alone, four are not; a window has five years."""
    years = [2016] * 10 + [2020] * 2 + [2021] * 10
    yes = [1] * 22
    no_in_four = [3, 3, 3, 3] + [1] * 18
    tables = assembly(
        {**dict.fromkeys(FOUR, yes), USA: no_in_four, ISRAEL: no_in_four, IRAN: [3] + [1] * 21},
        years,
    )
    rows = lone_votes(tables).filter(pl.col("ccode").is_in([USA, ISRAEL, IRAN])).rows()
    assert rows == [
        (USA, 2020, 12, 4),
        (IRAN, 2020, 12, 1),
        (ISRAEL, 2020, 12, 4),
        (USA, 2025, 10, 0),
        (IRAN, 2025, 10, 0),
        (ISRAEL, 2025, 10, 0),
    ]
    four_no = assembly(
        {**dict.fromkeys(FOUR, yes), **dict.fromkeys((2, 40, 41, 70), [3] * 22)}, years
    )
    assert lone_votes(four_no)["lone"].sum() == 0


def test_few_votes_are_left_out() -> None:
    assert LEAST == 10
    assert lone_votes(assembly({USA: [3] * 9, INDIA: [1] * 9}, [2016] * 9)).is_empty()


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from([1, 2, 3]), min_size=12, max_size=12), min_size=5, max_size=9
    ),
    st.permutations([1, 2, 3]),
)
def test_no_count_says_what_was_chosen(choices: list[list[int]], other: list[int]) -> None:
    codes = (2, 20, 40, 200, 220, 255, 630, 666, 750)
    votes = dict(zip(codes, choices, strict=False))
    exchanged = {code: [other[vote - 1] for vote in row] for code, row in votes.items()}
    years = [2017] * 12
    assert lone_votes(assembly(votes, years)).equals(lone_votes(assembly(exchanged, years)))
    reordered = {code: row[::-1] for code, row in votes.items()}
    assert lone_votes(assembly(votes, years)).equals(lone_votes(assembly(reordered, years)))


def invented(folder: Path, lone: int) -> Catalog:
    frame = pl.DataFrame({"ccode": [USA], "year": [2020], "votes": [400], "lone": [lone]})
    write(folder, "lone_votes", frame)
    return Catalog(folder)


def test_only_who_stands_out_is_said_to(tmp_path: Path) -> None:
    cells = outlying(invented(tmp_path, 100), united_states(), 2020)
    assert cells is not None and [cell.value for cell in cells] == [400, 100]
    (tmp_path / "few").mkdir()
    assert outlying(invented(tmp_path / "few", 39), united_states(), 2020) is None
    assert outlying(invented(tmp_path, 100), united_states(), 2019) is None, "not known yet"


def test_the_six_issues_bear_the_names_of_what_they_hold() -> None:
    assert list(ISSUES) == list(SOURCE_NAMES)
    assert ISSUES["me"] == "Palestine and the conflict around it"
    for code, name in SOURCE_NAMES.items():
        first = name.split()[0].lower()[:8]
        assert first in ISSUES[code].lower(), code
    assert "nuclear weapons apart" in TOPICS["di"], "a topic is the first that fits"


def test_the_glossary_says_what_each_code_and_label_measures() -> None:
    glossary = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    for code, name in ISSUES.items():
        assert f"`{code}` {name}" in glossary, code
    for term in ("gap", "threat", "reach", "prominence", "base rate", "lone vote", "designation"):
        assert f"\n| {term} |" in glossary, term


@pytest.mark.parametrize(("first", "second"), [("NATO", "Russia"), ("India", "China")])
def test_no_number_is_labelled_with_the_name_of_a_structure(first: str, second: str) -> None:
    measured = Relation(default_catalog().as_of(2020), pair(first, second, 2020))
    labels = {series.id: series.label for series in measured.measures()}
    assert len(labels) > 20
    for id, label in labels.items():
        words = set(label.lower().replace("purchasing power", "").split())
        assert not words & {"identity", "power", "threat", "reach", "prominence", "base"}, id
        assert not id.startswith("identity.distance") or "UN votes" in label, label


@pytest.mark.mirror
def test_the_names_are_those_of_the_source(mirrored: Store) -> None:
    """Roll calls of the code `me` are on Palestine, Israel, its neighbours or their refugees."""
    issues = mirrored.get("un_roll_call_issues").frame
    calls = mirrored.get("un_roll_calls").frame
    coded = issues.filter(pl.col("issue") == "me").join(calls, on="rcid")
    titled = coded.filter(pl.col("short").str.len_chars() > 0)
    words = (
        "palest|israel|golan|arab|middle east|leban|jerusalem|near east|unrwa|suez|"
        "occupied territor|refugee"
    )
    titles = pl.col("short").str.to_lowercase()
    assert titled.height > 1000
    assert titled.select(titles.str.contains(words).mean()).item() > 0.95


@pytest.mark.mirror
def test_the_united_states_and_israel_stand_out(mirrored: Store, tmp_path: Path) -> None:
    sources = SourceTables.read(mirrored, DERIVED_TABLES, {})
    frame = derive(DERIVED_TABLES[0], sources).frame
    recent = frame.filter(pl.col("year") >= 2005)
    outside = recent.filter(pl.col("lone") >= 0.1 * pl.col("votes"))["ccode"].unique()
    assert outside.sort().to_list() == [USA, ISRAEL]
    row = frame.filter((pl.col("ccode") == USA) & (pl.col("year") == 2020))
    assert row.select("votes", "lone").row(0) == (482, 123)
    votes = cast_votes({name: mirrored.get(name).frame for name in DERIVED_TABLES[0].needs})
    assert of_windows(votes).equals(frame)


def test_without_the_table_nothing_is_said(tmp_path: Path) -> None:
    manifest = read_manifest(starter_folder()) | {"tables": {}}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert outlying(Catalog(tmp_path), united_states(), 2020) is None

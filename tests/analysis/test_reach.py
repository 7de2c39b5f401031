"""Reach: every kind of data says its own last year, and what is missing is one list."""

from __future__ import annotations

from datetime import date

import pytest

from detente.actors import pair_tables
from detente.actors.checked import facts_checked_to
from detente.actors.chronology import chronology
from detente.actors.relation_key import pair
from detente.analysis.reach import KINDS, missing, missing_words, reach, reach_words
from detente.analysis.relation import Relation
from detente.calendar import last_day, last_year
from detente.sources.shelf import SHELF
from detente.span import date_words
from detente.store.catalog import Catalog

OLD = [
    ("Prussia", "Austria-Hungary", 1850),
    ("France", "Prussia", 1816),
    ("UK", "Portugal", 1830),
    ("USA", "Mexico", "1846-05-13"),
    ("Turkey", "Greece", 1897),
    ("Germany", "Russia", "1914-07-28"),
    ("Serbia", "Austria-Hungary", 1914),
    ("Italy", "Ethiopia", 1935),
    ("China", "Japan", "1937-07-07"),
    ("Germany", "Poland", "1939-09-01"),
    ("USA", "Japan", 1941),
    ("USSR", "UK", 1945),
]
"""Views before most data begin."""


def test_a_declared_last_day_lies_in_the_declared_last_year() -> None:
    days = {source.id: last_day(source.id) for source in SHELF}
    named = {name: day for name, day in days.items() if day is not None}
    assert named, "the votes name theirs"
    assert all(day.year == last_year(name) for name, day in named.items())


def test_each_kind_ends_with_its_own_series(catalog: Catalog) -> None:
    relation = Relation(catalog, pair("NATO", "Russia"))
    known = {one.kind: one for one in reach(relation)}
    assert known["votes"].words == "October 2025"
    assert known["capability"].to == str(relation.power.shares["cinc"][1].years[-1])
    assert known["dated facts"].to == facts_checked_to().isoformat()
    by_series = {kind.name: kind.series(relation) for kind in KINDS}
    for name, series in by_series.items():
        last = min(one.years[-1] for one in series)
        assert known[name].to.startswith(str(last)) and last <= relation.pair.as_of


def test_a_view_before_the_last_vote_names_the_year_alone(catalog: Catalog) -> None:
    known = {
        one.kind: one for one in reach(Relation(catalog, pair("NATO", "Russia", "2025-06-01")))
    }
    assert known["votes"].words == "2024" and known["dated facts"].words == "1 June 2025"


@pytest.mark.parametrize(("first", "second", "as_of"), OLD)
def test_a_view_before_the_data_lists_what_is_missing_once(
    catalog: Catalog, first: str, second: str, as_of: int | str
) -> None:
    relation = Relation(catalog, pair(first, second, as_of))
    absent = missing(relation)
    kinds = [one.kind for one in absent]
    assert len(kinds) == len(set(kinds)) and {"votes", "windows of opportunity"} <= set(kinds)
    assert not {one.kind for one in reach(relation)} & set(kinds)
    words = missing_words(absent)
    assert "votes" in words and "(they begin in 1946)" in words
    last = relation.pair.day.year
    for one in reach(relation):
        assert int(one.to[:4]) <= last


def test_a_pair_whose_own_table_ends_earlier_says_so(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    relation = Relation(catalog, pair("NATO", "Russia"))
    table = dict(pair_tables.read("chronology", frozenset(("NATO", "RUS"))) or {})
    early = {**table, "checked_to": date(2024, 12, 31)}
    read = pair_tables.read
    monkeypatch.setattr(
        pair_tables,
        "read",
        lambda folder, keys: early if folder == "chronology" else read(folder, keys),
    )
    # a row of after that day is there all the same: the table reaches it
    newest = chronology("NATO", "RUS", relation.pair.day)[-1].date
    assert newest > date(2024, 12, 31)
    assert f"chronology of the pair to {date_words(newest)}" in reach_words(reach(relation))
    past = Relation(catalog, pair("NATO", "Russia", 2013))
    assert "chronology of the pair" not in reach_words(reach(past)), "it covers that view"

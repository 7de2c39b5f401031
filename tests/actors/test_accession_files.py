"""Accession files: counts by hand and as published, no later chapter at a view, faults."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.actors.accession_files import (
    CLOSED,
    CLUSTERS,
    KINDS,
    OPENED,
    AccessionFile,
    accession_file,
    accession_files,
    read_files,
)
from detente.actors.relation_key import pair
from detente.errors import DateError, DetenteError, RequestError
from detente.findings.institutions.chapters import findings
from detente.institutions.accession_state import accession_state, chapters
from detente.phrasing import counted
from tests.findings.views import view

VIEW = date(2026, 6, 30)
CANDIDATES = {"TUR", "SRB", "MNE", "ALB", "MKD", "BIH", "UKR", "MDA", "GEO", "XKX"}
BY_HAND = {
    "state": "SRB",
    "bloc": "EU",
    "chapters": 35,
    "event": [
        {"date": date(2015, 12, 14), "kind": OPENED, "chapters": [32, 35], "source": "s"},
        {"date": date(2016, 12, 13), "kind": OPENED, "chapters": [25], "source": "s"},
        {"date": date(2016, 12, 13), "kind": CLOSED, "chapters": [25], "source": "s"},
    ],
    "alignment": [
        {
            "date": date(2024, 6, 1),
            "precision": "month",
            "share": 0.47,
            "producer": "P",
            "source": "s",
        }
    ],
    "condition": [
        {
            "from": date(2020, 1, 1),
            "to": date(2022, 1, 1),
            "by": "the Council",
            "what": "a law",
            "stops": "all",
            "source": "s",
        }
    ],
}


def file_of(state: str, day: date = VIEW) -> AccessionFile:
    found = accession_file("EU", (state,), day)
    assert found is not None
    return found


def test_by_hand() -> None:
    (file,) = read_files([BY_HAND], where="x.toml")
    assert (file.opened, file.closed) == ({25, 32, 35}, {25})
    assert file.known_by(date(2016, 12, 12)).opened == {32, 35}
    assert file.known_by(date(2024, 6, 29)).alignments == ()
    assert file.known_by(date(2024, 6, 30)).alignments[0].share == 0.47
    open_in_2021 = file.known_by(date(2021, 1, 1)).open_requirements
    assert len(open_in_2021) == 1 and open_in_2021[0].end is None
    assert file.known_by(VIEW).open_requirements == ()


@pytest.mark.parametrize(
    ("state", "day", "opened", "closed", "of"),
    [
        ("SRB", VIEW, 22, 2, 35),
        ("SRB", date(2021, 12, 13), 18, 2, 35),
        ("TUR", VIEW, 16, 1, 35),
        ("TUR", date(2013, 11, 4), 13, 1, 35),
        ("MNE", VIEW, 33, 14, 33),
        ("MNE", date(2026, 1, 27), 33, 13, 33),
        ("MNE", date(2025, 6, 28), 33, 7, 33),
        ("ALB", date(2025, 5, 23), 24, 0, 33),
        ("ALB", date(2025, 9, 17), 28, 0, 33),
        ("ALB", VIEW, 33, 0, 33),
        ("MKD", VIEW, 0, 0, 33),
    ],
)
def test_counts_are_those_published(
    state: str, day: date, opened: int, closed: int, of: int
) -> None:
    """As the Council, the Commission and newspapers counted them on these days."""
    file = file_of(state, day)
    assert (len(file.opened), len(file.closed), file.chapters) == (opened, closed, of)


def test_ten_candidates_have_a_file() -> None:
    assert {one.state for one in accession_files()} == CANDIDATES
    assert file_of("SRB").clusters == (1, 4) and file_of("UKR").clusters == (1,)
    assert set(CLUSTERS) == set(range(1, 7))
    assert sorted(n for inside in CLUSTERS.values() for n in inside) == list(range(1, 34))


@given(st.sampled_from(sorted(CANDIDATES)), st.dates(date(2005, 1, 1), VIEW))
def test_a_view_sees_no_later_chapter(state: str, day: date) -> None:
    then, now = file_of(state, day), file_of(state)
    assert then.opened <= now.opened and then.closed <= now.closed <= now.opened
    assert all(turn.date <= day and turn.kind in KINDS for turn in then.turns)
    assert all(one.known_from <= day for one in then.alignments)
    assert all(one.start <= day for one in then.requirements)


def test_turkey_is_its_own_series() -> None:
    known = pair("EU", "Turkey", VIEW)
    sides = known.bloc_and_state
    assert sides is not None
    opened = chapters(*sides, date(2016, 12, 31))
    assert opened is not None
    assert (opened.years[0], opened.values[0], opened.values[-1]) == (2006, 1.0, 16.0)
    assert list(opened.values) == sorted(opened.values)
    assert chapters(*sides, date(2006, 6, 11)) is None


def test_the_finding_counts_and_names_what_waits() -> None:
    (said,) = findings(view("EU", "Serbia", VIEW))
    assert "Serbia has opened 22 of 35 chapters" in said.text
    assert "provisionally closed 2; the last was opened on 14 December 2021" in said.text
    assert "61 per cent" in said.text and "made the opening of cluster 3 wait" in said.text
    (none,) = findings(view("EU", "North Macedonia", VIEW))
    assert "has opened none of 33 chapters" in none.text and "Bulgarians" in none.text
    assert counted(22, "chapter") == "22 chapters"


@pytest.mark.parametrize("names", [("EU", "France"), ("NATO", "Serbia"), ("Serbia", "Croatia")])
def test_pairs_without_a_file_say_nothing(names: tuple[str, str]) -> None:
    relation = view(*names, VIEW)
    assert accession_state(relation.pair) is None and list(findings(relation)) == []


@pytest.mark.parametrize(
    ("part", "broken", "fault", "words"),
    [
        ("event", {"kind": "ajar"}, RequestError, "near: opened"),
        ("event", {"chapters": [36]}, RequestError, "no chapter has the number 36"),
        ("event", {"chapters": [32, 32]}, RequestError, "named twice"),
        ("event", {"chapters": [25]}, RequestError, "chapter 25 is opened twice"),
        ("event", {"date": "2015"}, DateError, "a date as 2014-03-18"),
        ("event", {"sourc": "s"}, RequestError, "near: source"),
        ("event", {"source": ""}, RequestError, "'source' is missing"),
        ("event", {"evidence": "seen"}, DateError, "'evidence' is 'seen'"),
        ("alignment", {"share": 47.0}, RequestError, "not between 0 and 1"),
        ("alignment", {"precision": "day"}, RequestError, "'precision' is 'day'"),
        ("condition", {"to": date(2019, 1, 1)}, DateError, "before it begins"),
    ],
)
def test_faults(part: str, broken: dict[str, Any], fault: type[DetenteError], words: str) -> None:
    first, *others = BY_HAND[part]
    rows = [{**BY_HAND, part: [{**first, **broken}, *others]}]
    with pytest.raises(fault, match=words) as raised:
        read_files(rows, where="x.toml")
    assert "x.toml, SRB" in str(raised.value) and "\n" not in str(raised.value)


def test_a_file_is_whole() -> None:
    with pytest.raises(RequestError, match="two files with EU"):
        read_files([BY_HAND, BY_HAND], where="x.toml")
    with pytest.raises(RequestError, match="'state' is 'SRV'"):
        read_files([{**BY_HAND, "state": "SRV"}], where="x.toml")
    early = {"date": date(2015, 1, 1), "kind": CLOSED, "chapters": [32], "source": "s"}
    with pytest.raises(DateError, match="chapter 32 is closed on 2015-01-01, before it is opened"):
        read_files([{**BY_HAND, "event": [early, *BY_HAND["event"]]}], where="x.toml")
    with pytest.raises(RequestError, match="3 chapters are opened, of 2"):
        read_files([{**BY_HAND, "chapters": 2}], where="x.toml")

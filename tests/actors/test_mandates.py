"""Mandates of joint bodies: a rhythm by hand, bodies of the papers, no later meeting, faults."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.actors import pair_tables
from detente.actors.joint_bodies import DAYS, MISSED, RANKS, Body, Happening, bodies, bodies_of
from detente.errors import RequestError
from detente.findings.institutions.mandates import findings
from detente.institutions.overdue_bodies import overdue_bodies
from tests.findings.views import view

VIEW = date(2026, 6, 30)
PAIRS = (
    ("EU", "SRB"),
    ("EU", "TUR"),
    ("CHN", "IND"),
    ("NATO", "RUS"),
    ("ASEAN", "USA"),
    ("CHE", "LIE"),
    ("GRC", "TUR"),
    ("IND", "PAK"),
    ("USA", "VNM"),
    ("AU", "CHN"),
    ("EU", "MDA"),
    ("ARG", "BRA"),
)
MET = Happening(date=date(2020, 1, 1), kind="meeting", what="w", source="s")
YEARLY = Body(
    id="Y",
    name="yearly body",
    kind="council",
    founded=date(2000, 1, 1),
    founding_act="an act",
    rank="ministers",
    a_year=1.0,
    event=(MET,),
)


def test_by_hand() -> None:
    assert YEARLY.overdue_on(date(2021, 12, 31)) is None
    late = YEARLY.overdue_on(date(2023, 1, 1))
    assert late is not None and round(late, 2) == 3.0
    assert replace(YEARLY, a_year=0.33).overdue_on(date(2023, 1, 1)) is None
    assert replace(YEARLY, a_year=None).overdue_on(date(2023, 1, 1)) is None
    assert replace(YEARLY, event=()).overdue_on(date(2023, 1, 1)) is None
    ended = replace(YEARLY, ended=date(2022, 1, 1))
    assert ended.overdue_on(date(2023, 1, 1)) is None


@given(st.integers(1, 9000), st.sampled_from([0.33, 0.5, 1.0, 2.0, 12.0]))
def test_a_body_is_overdue_once_two_meetings_are_missed(days: int, a_year: float) -> None:
    body, day = replace(YEARLY, a_year=a_year), MET.date + timedelta(days=days)
    late = body.overdue_on(day)
    assert (late is not None) == (days / DAYS * a_year > MISSED)


@pytest.mark.parametrize("keys", PAIRS)
def test_bodies_of_the_papers_say_who_sits_in_them_and_why(keys: tuple[str, str]) -> None:
    known = bodies_of(frozenset(keys))
    assert known
    for body in known:
        assert body.rank in RANKS and body.mandate and body.outputs, body.id
        assert body.mandate[:1].islower(), "it follows 'is to meet once a year to'"


def test_a_published_number() -> None:
    council = {body.id: body for body in bodies("GRC", "TUR", VIEW)}["GRCTURHLCC"]
    assert council.complete and [met.ordinal for met in council.meetings] == [1, 2, 3, 4, 5, 6]
    indus = bodies("IND", "PAK", VIEW)[0]
    assert indus.least == 118 and indus.wholly_suspended


def test_a_view_sees_no_later_meeting() -> None:
    relation = view("NATO", "Russia", date(2022, 1, 31))
    assert overdue_bodies(relation.pair) == () and list(findings(relation)) == []
    (late,) = overdue_bodies(view("NATO", "Russia", date(2025, 6, 30)).pair)
    assert (late.body.id, late.last.date) == ("NRC", date(2022, 1, 12))
    # the council ended in December 2025, and what has ended is not late
    assert overdue_bodies(view("NATO", "Russia", VIEW).pair) == ()


def test_the_finding_names_the_rhythm_and_the_last_meeting() -> None:
    (said,) = findings(view("EU", "Turkey", VIEW))
    assert "is to meet twice a year" in said.text and "15 March 2019, is 7.3 years" in said.text


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ({"rank": "minister"}, "'rank' is 'minister'.*near: ministers"),
        ({"a_year": 0.0}, "'a_year' is 0"),
        ({"a_year": 52.0}, "'a_year' is 52"),
    ],
)
def test_faults(monkeypatch: pytest.MonkeyPatch, broken: dict[str, Any], words: str) -> None:
    row = {
        "id": "X",
        "name": "x",
        "kind": "council",
        "founded": date(2000, 1, 1),
        "founding_act": "act",
    }
    monkeypatch.setattr(pair_tables, "read", lambda folder, keys: {"body": [{**row, **broken}]})
    with pytest.raises(RequestError, match=words):
        bodies_of(frozenset(("FRA", "XXX")))

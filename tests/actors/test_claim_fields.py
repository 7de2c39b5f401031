"""Claims: what they are about and how they ended, the texts that touch them, and each fault."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.actors.assembly_conflicts import conflicts, texts
from detente.actors.claim_fields import BETWEEN, CLOSINGS, MATTERS
from detente.actors.designations import designations
from detente.actors.relation_facts import Fact, facts, facts_between_keys, read_rows
from detente.errors import DateError, DetenteError, RequestError
from detente.findings.institutions.open_claims import findings
from detente.institutions.open_claims import open_claims, touched, touches
from tests.findings.views import view

VIEW = date(2026, 6, 30)
SEA = "Oceans and the law of the sea : resolution / adopted by the General Assembly"
ROW = {
    "a": "GRC",
    "b": "TUR",
    "matter": "sea",
    "land": "the shelf",
    "from": date(1973, 11, 1),
    "source": "s",
}


def claims() -> list[Fact]:
    return [fact for fact in facts() if fact.kind == "claim"]


def test_by_hand() -> None:
    row = {**ROW, "to": date(2000, 1, 1), "closed": "award", "assembly": "law of the sea; shelf"}
    (claim,) = read_rows("claim", [row], where="x.toml")
    assert (claim.matter, claim.closed) == ("sea", "award")
    assert touches(claim.assembly, SEA) and touches(claim.assembly, "The SHELF")
    assert not touches(claim.assembly, "Sports for peace")
    before = claim.known_by(date(1999, 1, 1))
    assert before is not None and (before.end, before.closed) == (None, "")


def test_a_claim_says_which_of_the_two_holds_the_land() -> None:
    (islets,) = facts_between_keys("JPN", "KOR", "claim")
    assert islets.held_by == "KOR"
    # of a line along which both have troops neither holds all
    assert {one.held_by for one in facts_between_keys("CHN", "IND", "claim")} == {""}
    with pytest.raises(RequestError, match="'held_by' is 'FRA', none of the two"):
        read_rows("claim", [{**ROW, "held_by": "FRA"}], where="x.toml")


def test_every_claim_says_what_it_is_about() -> None:
    known = {row.id for row in designations()}
    for claim in claims():
        assert claim.matter in MATTERS, claim.id
        assert (claim.closed in CLOSINGS) == (claim.end is not None), claim.id
        assert set(claim.naming.split()) <= known, claim.id
    assert {fact.matter for fact in claims()} == set(MATTERS)


@pytest.mark.parametrize(
    ("one", "other", "title"),
    [
        ("CYP", "TUR", SEA),
        (
            "GEO",
            "RUS",
            "Status of internally displaced persons and refugees from Abkhazia, Georgia",
        ),
        (
            "RUS",
            "UKR",
            "Situation of human rights in the temporarily occupied territories of Ukraine",
        ),
        ("ARG", "GBR", "Question of the Falkland Islands (Malvinas)"),
        ("DZA", "MAR", "Question of Western Sahara"),
    ],
)
def test_texts_that_touch_a_claim(one: str, other: str, title: str) -> None:
    (claim,) = facts_between_keys(one, other, kind="claim")
    assert touches(claim.assembly, title) and not touches(claim.assembly, "Right to food")


def test_ids_are_those_of_conflicts_between_the_same_parties() -> None:
    named = 0
    for claim in claims():
        for part in claim.assembly.split(BETWEEN):
            conflict = conflicts().get(part)
            assert conflict is not None or part.casefold() not in conflicts(), claim.id
            named += conflict is not None
            sides = {claim.one, claim.other}
            assert conflict is None or len(sides & conflict.keys) >= 1, claim.id
    assert named >= 9
    assert {text.conflict for text in texts()} <= set(conflicts())


@given(st.text(max_size=40))
def test_no_words_touch_nothing(title: str) -> None:
    assert not touches("", title)


def test_open_claims_of_a_bloc_are_those_of_its_members() -> None:
    turkey = view("EU", "Turkey", VIEW)
    keys = {frozenset((one.fact.one, one.fact.other)) for one in open_claims(turkey.pair)}
    assert {frozenset(("CYP", "TUR")), frozenset(("GRC", "TUR"))} <= keys
    assert len(list(touched(turkey.pair, SEA))) == 2
    assert list(touched(turkey.pair, "Right to food")) == []
    assert open_claims(view("Greece", "Turkey", 1960).pair) == ()
    closed = view("China", "Russia", 2024)
    assert open_claims(closed.pair) == () and list(findings(closed)) == []


def test_the_finding_names_the_texts() -> None:
    (said,) = findings(view("Greece", "Turkey", VIEW))
    assert "on the law of the sea touch the open claim of Greece and Turkey" in said.text
    assert "open since 1973" in said.text and said.value == 1


@pytest.mark.parametrize(
    ("kind", "broken", "fault", "words"),
    [
        ("claim", {"matter": "lake"}, RequestError, "'matter' is 'lake'.*near: land"),
        ("claim", {"closed": "treaty"}, DateError, "no last day 'to'"),
        ("claim", {"to": date(2000, 1, 1), "closed": "war"}, RequestError, "near: treaty"),
        ("claim", {"mater": "sea"}, RequestError, "near: matter"),
        ("crisis", {"what": "w"}, RequestError, "only a claim has the field 'matter'"),
    ],
)
def test_faults(kind: str, broken: dict[str, Any], fault: type[DetenteError], words: str) -> None:
    with pytest.raises(fault, match=words):
        read_rows(kind, [{**ROW, **broken}], where="x.toml")

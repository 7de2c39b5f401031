"""Facts about relations: what the tables say, what the reader refuses, and what a day can know."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.actors.blocs import blocs
from detente.actors.deviations import AGAINST, deviations, not_followed
from detente.actors.documents import UNCITED, as_cited
from detente.actors.names import bloc, state
from detente.actors.pair_tables import latest
from detente.actors.relation_facts import (
    FILES,
    SEVERITIES,
    Fact,
    facts,
    facts_between,
    facts_between_keys,
    facts_of,
    read_rows,
)
from detente.errors import DateError, DetenteError, RequestError

ROW: dict[str, Any] = {
    "a": "SWE",
    "b": "NOR",
    "from": date(2001, 3, 1),
    "to": date(2001, 3, 9),
    "what": "An invented quarrel",
    "source": "An invented document",
}
DAYS = st.dates(date(1990, 1, 1), date(2026, 6, 30))


def built(kind: str = "crisis", **changes: Any) -> tuple[Fact, ...]:
    row = {name: value for name, value in {**ROW, **changes}.items() if value is not None}
    return read_rows(kind, [row], where="invented.toml")


def test_a_row_becomes_a_fact() -> None:
    (fact,) = built()
    assert fact.keys == {"SWE", "NOR"} and fact.id == "crisis:SWE-NOR:2001-03-01"
    assert fact.open_on(date(2001, 3, 9)) and not fact.open_on(date(2001, 3, 10))
    assert not fact.checked and built(evidence="verified", dataset="UCDP 25.1")[0].checked


def test_allies_and_members_that_fought_are_rows_of_their_own() -> None:
    fought = built(
        "fighting",
        b="NATO",
        condition="war",
        fighters_b="USA GBR",
        joined_a="FIN",
        joined_a_from=date(2001, 3, 5),
    )
    pairs = {(one.one, one.other, one.part) for one in fought}
    assert ("SWE", "NATO", "") in pairs and ("SWE", "USA", "member") in pairs
    assert {one.start for one in fought if one.one == "FIN"} == {date(2001, 3, 5)}


def test_parties_are_taken_two_by_two() -> None:
    three = built("union", a=None, b=None, parties="BLR KAZ RUS", to=None)
    assert [(one.one, one.other) for one in three] == [
        ("BLR", "KAZ"),
        ("BLR", "RUS"),
        ("KAZ", "RUS"),
    ]


@pytest.mark.parametrize(
    ("changes", "error", "said"),
    [
        ({"to": date(2000, 1, 1)}, DateError, "before it begins"),
        ({"from": "2001"}, DateError, "not a date"),
        ({"a": "SWX"}, RequestError, "near: "),
        ({"b": "SWE"}, RequestError, "both sides"),
        ({"source": None}, RequestError, "'source' is missing"),
        ({"what": None}, RequestError, "'what' is missing"),
        ({"what": 3}, RequestError, "text in quotes"),
        ({"sorce": "x"}, RequestError, "near: source"),
        ({"from_precision": "week"}, RequestError, "near: day, month, year"),
        ({"a": "SUN"}, DateError, "did not exist"),
    ],
)
def test_a_row_that_breaks_the_rules_is_refused_in_one_line(
    changes: dict[str, Any], error: type[DetenteError], said: str
) -> None:
    with pytest.raises(error) as caught:
        built(**changes)
    message = str(caught.value)
    assert said in message and "invented.toml, row 1 of crisis" in message and "\n" not in message


def test_unknown_kinds_and_severities_are_refused() -> None:
    with pytest.raises(RequestError, match="near: fighting"):
        built("fights")
    with pytest.raises(RequestError, match="'condition' of fighting"):
        built("fighting", condition="scuffle")


def test_the_tables_hold_every_kind_and_sixty_pairs() -> None:
    known = facts()
    assert {one.kind for one in known} == set(FILES)
    assert len({one.keys for one in known if one.kind != "sanction"}) >= 60
    assert all(one.source and one.what for one in known)
    severe = [one for one in known if one.kind == "fighting"]
    assert {one.severity for one in severe} == set(SEVERITIES)
    senders = {one.one for one in known if one.kind == "sanction"}
    assert {"EU", "USA", "UN"} <= senders


def test_no_two_spells_of_one_kind_and_pair_overlap_where_one_must_follow_the_other() -> None:
    for kind in ("truce", "rupture", "fighting"):
        for keys in {one.keys for one in facts() if one.kind == kind}:
            first, second = sorted(keys)
            spells = [one for one in facts_between_keys(first, second, kind) if not one.part]
            ends = [one.end or date.max for one in spells]
            starts = [one.start for one in spells]
            assert all(end <= start for end, start in zip(ends, starts[1:], strict=False)), keys


def test_a_bloc_has_the_facts_of_its_members_and_a_state_the_sanctions_of_its_blocs() -> None:
    day = date(2023, 1, 1)
    of_members = facts_between(bloc("NATO"), state("Russia"), day)
    assert ("USA", "RUS") in {(one.first, one.second) for one in of_members}
    with_germany = facts_between(state("Germany"), state("Russia"), day)
    assert {one.fact.kind for one in with_germany if one.first == "EU"} == {"sanction"}


def test_facts_of_one_actor_name_its_wars() -> None:
    wars = facts_of(state("Russia"), date(2025, 1, 1), "fighting")
    assert {one.other for one in wars} == {"UKR"}
    assert not facts_of(state("Sweden"), date(2025, 1, 1), "fighting")


@given(st.sampled_from(facts()), DAYS)
def test_a_day_knows_nothing_that_comes_after_it(fact: Fact, day: date) -> None:
    known = fact.known_by(day)
    if latest(fact.start, fact.start_precision) > day:
        assert known is None
    else:
        # that land is occupied is known when a document finds it
        is_found = fact.kind != "occupation" or as_cited(fact, day).source != UNCITED
        assert (known is not None) == is_found
        if known is not None:
            assert known.end is None or known.end <= day
            assert known.open_on(day) == fact.open_on(day)


@settings(deadline=None)  # the first look-up reads every bloc
@given(DAYS)
def test_what_is_between_two_does_not_depend_on_their_order(day: date) -> None:
    one, other = state("India"), state("Pakistan")
    forth = [found.fact for found in facts_between(one, other, day)]
    assert forth == [found.fact for found in facts_between(other, one, day)]
    before = [found.fact for found in facts_between(one, other, day - timedelta(days=400))]
    assert {fact.id for fact in before} <= {fact.id for fact in forth}


def test_deviations_name_known_data_sets_and_states() -> None:
    assert {row.against for row in deviations()} == set(AGAINST)
    assert all(row.reason and row.first <= row.last for row in deviations())
    assert not any(row.keys & set(blocs()) for row in deviations())
    followed = not_followed("UCDP")
    assert frozenset(("SAU", "YEM")) in followed and frozenset(("RUS", "UKR")) not in followed

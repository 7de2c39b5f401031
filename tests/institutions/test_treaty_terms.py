"""The terms that a state holds, and votes and seats by people."""

from __future__ import annotations

from datetime import date

import pytest

from detente.actors.names import bloc, state
from detente.actors.rung_tables import rung_terms
from detente.actors.rung_terms import CountingRule
from detente.errors import RequestError
from detente.institutions.council import council, people, seats
from detente.institutions.treaty_terms import (
    NOTHING,
    HeldTerms,
    compare,
    held_terms,
    terms_of_form,
)
from detente.store.catalog import Catalog

VIEW = date(2024, 12, 31)
GERMANY, SERBIA = 255, 345


def rule(name: str) -> CountingRule:
    known = rung_terms("EU")
    assert known is not None
    found = known.rule(name)
    assert found is not None
    return found


def union(catalog: Catalog, *joining: int) -> dict[int, float]:
    members = frozenset(bloc("EU", 2024).members(2024)) | frozenset(joining)
    return people(catalog, members, 2024)[1]


def held(name: str, party: str, day: date = VIEW) -> HeldTerms:
    found = held_terms(bloc(name, day), state(party, day), day)
    assert found is not None
    return found


def test_germanys_share_of_the_council_as_published(catalog: Catalog) -> None:
    """The Council counted 18.6 per cent of the Union's people for Germany in 2023 and 2024."""
    voting = council(rule("double majority"), union(catalog))
    assert voting.shares[GERMANY] == pytest.approx(0.186, abs=0.003)
    assert voting.rank(GERMANY) == 1
    assert len(voting.shares) == 27
    assert sum(voting.shares.values()) == pytest.approx(1)


def test_with_serbia_a_decision_takes_16_members_not_15(catalog: Catalog) -> None:
    majority = rule("double majority")
    without, with_it = council(majority, union(catalog)), council(majority, union(catalog, SERBIA))
    assert (without.needed, with_it.needed) == (15, 16)
    assert with_it.rank(SERBIA) == 16
    assert with_it.power[GERMANY] < without.power[GERMANY]


def test_seats_by_the_compromise_stay_within_the_treaty(catalog: Catalog) -> None:
    given = seats(rule("Cambridge Compromise"), union(catalog, SERBIA))
    assert sum(given.values()) == 751
    assert (min(given.values()), max(given.values())) == (6, 96)
    assert given[SERBIA] == 15


def test_people_are_of_one_year_or_not_given(catalog: Catalog) -> None:
    year, shares = people(catalog, frozenset((GERMANY, SERBIA)), 2013)
    assert year == 2013
    assert shares[GERMANY] > shares[SERBIA] > 0
    assert people(catalog, frozenset((GERMANY, 999)), 2013) == (0, {})


def test_seats_by_another_rule_are_refused() -> None:
    with pytest.raises(RequestError, match="double majority"):
        seats(rule("double majority"), {GERMANY: 1.0})


def test_a_candidate_keeps_the_market_of_its_association() -> None:
    serbia = held("EU", "Serbia")
    assert serbia.rung == "candidate"
    assert [one.rung for one in serbia.of("market")] == ["associate"]
    assert [one.effect for one in serbia.of("votes")] == ["withholds"]
    # both rungs withhold the guarantee; the higher one says so
    assert [one.rung for one in serbia.of("guarantee")] == ["candidate"]


def test_terms_are_those_of_the_view() -> None:
    """Poland in 2008 had no guarantee of the Union; since 1 December 2009 it has one."""
    before, after = (held("EU", "Poland", date(year, 12, 31)) for year in (2008, 2009))
    assert [one.effect for one in before.of("guarantee")] == ["withholds"]
    assert [one.effect for one in after.of("guarantee")] == ["gives", "demands"]


def test_a_stranger_holds_nothing_and_an_unknown_bloc_has_no_terms() -> None:
    assert held("NATO", "China") == NOTHING
    assert held_terms(bloc("V4", 2024), state("Poland", 2024), VIEW) is None
    assert terms_of_form(bloc("V4", 2024), "member", "member", VIEW) is None


def test_what_is_gained_owed_and_given_up() -> None:
    """Norway would gain votes and owe the common tariff; its seat in drafting Schengen law ends."""
    member = terms_of_form(bloc("EU", 2024), "member", "member", VIEW)
    assert member is not None
    rows = {row.topic: row for row in compare(held("EU", "Norway"), member)}
    assert [one.article for one in rows["votes"].gained()] == ["Article 16(4) TEU"]
    assert [one.effect for one in rows["market"].owed()] == ["demands"]
    assert rows["market"].lost() == ()
    assert [one.forms for one in rows["consultation"].lost()] == [("Schengen association",)]
    assert all(row.gained() == row.owed() == () for row in compare(member, member))


def test_an_exit_is_an_accession_backwards() -> None:
    member = terms_of_form(bloc("EU", 2024), "member", "member", VIEW)
    assert member is not None
    joined, left = compare(NOTHING, member), compare(member, NOTHING)
    assert [row.gained() for row in joined] == [row.lost() for row in left]
    assert [row.owed() for row in joined] == [row.freed() for row in left]

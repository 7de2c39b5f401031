"""Readings: how the structures agree, and what is said of a pair that has no tie."""

from __future__ import annotations

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.evidence.sentence import render
from detente.rules.readings import (
    candidacy,
    chosen,
    in_quarrel,
    is_calm,
    plainly,
    reading,
    share_borders,
    share_nothing,
    shared_blocs,
    truces,
)
from detente.store.catalog import Catalog


def relation(catalog: Catalog, *names: str, day: int | None = None) -> Relation:
    return Relation(catalog, pair(names[0], names[1], day))


def test_an_answer_is_a_plain_sentence(catalog: Catalog) -> None:
    found = relation(catalog, "NATO", "Russia")
    assert render(plainly(found, "{first} waits")) == "NATO waits."


def test_a_reading_names_what_moves_the_two_apart(catalog: Catalog) -> None:
    assert set(reading(relation(catalog, "NATO", "Russia")).apart) == {"votes", "ties"}
    assert reading(relation(catalog, "Ukraine", "Russia")).apart == ()


def test_of_forms_the_most_particular_that_holds_is_chosen() -> None:
    forms = {"rare": "one", "common": "two", "": "three"}
    assert chosen(forms, "unknown", "common", "rare") == "two"
    assert chosen(forms) == "three"


def test_a_war_is_not_calm_and_a_claim_is_a_quarrel(catalog: Catalog) -> None:
    assert not is_calm(relation(catalog, "Ukraine", "Russia"))
    assert is_calm(relation(catalog, "India", "China"))
    assert in_quarrel(relation(catalog, "India", "China"))
    assert not in_quarrel(relation(catalog, "Liechtenstein", "Switzerland"))


def test_ceasefires_that_failed_are_known(catalog: Catalog) -> None:
    assert truces(relation(catalog, "Ukraine", "Russia"))
    assert not truces(relation(catalog, "Liechtenstein", "Switzerland"))


def test_a_candidacy_has_an_age_and_a_member_has_none(catalog: Catalog) -> None:
    found = candidacy(relation(catalog, "EU", "Serbia", day=2024))
    assert found is not None
    assert 10 < found[1] < 13
    assert candidacy(relation(catalog, "EU", "Germany")) is None
    assert candidacy(relation(catalog, "India", "China")) is None


def test_two_members_of_one_bloc_share_something(catalog: Catalog) -> None:
    assert shared_blocs(relation(catalog, "Kyrgyzstan", "Uzbekistan"))
    assert not share_nothing(relation(catalog, "Kyrgyzstan", "Uzbekistan"))
    assert share_nothing(relation(catalog, "Barbados", "Pakistan"))
    assert shared_blocs(relation(catalog, "EU", "Serbia")) == ()


def test_borders_are_by_land(catalog: Catalog) -> None:
    assert share_borders(relation(catalog, "Spain", "Andorra"))
    assert not share_borders(relation(catalog, "New Zealand", "Tonga"))

"""Readings: how the structures agree, and what is said of a pair that has no tie."""

from __future__ import annotations

import pytest

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.evidence.sentence import render
from detente.rules.readings import (
    Reading,
    answered,
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


@pytest.mark.parametrize(
    ("together", "apart", "still", "form"),
    [
        (("votes",), ("weight",), (), "split"),
        (("votes",), (), ("weight",), "together"),
        ((), ("weight", "votes"), (), "apart"),
        ((), (), ("votes",), "still"),
        ((), (), (), "unknown"),
    ],
)
def test_a_reading_has_one_form(
    together: tuple[str, ...], apart: tuple[str, ...], still: tuple[str, ...], form: str
) -> None:
    assert Reading(together, apart, still=still).form == form


def test_weight_alone_takes_a_singular() -> None:
    parts = Reading(("weight",), ("votes", "institutions"), still=()).parts
    assert (parts["pull"], parts["drive"]) == ("pulls", "drive")


def test_an_answer_ends_with_what_moves(catalog: Catalog) -> None:
    found = relation(catalog, "NATO", "Russia")
    assert reading(found).form in ("apart", "split")
    said = render(answered(found, "{first} and {second} differ"))
    assert said.startswith("NATO and Russia differ;")
    assert render(plainly(found, "{first} waits")) == "NATO waits."


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

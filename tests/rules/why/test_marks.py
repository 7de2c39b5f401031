"""Turns of structures: the years that the record of NATO and Russia, and of Ukraine, gives."""

from __future__ import annotations

import pytest

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.rules.why.marks import leading_tie, marks, status, weights
from detente.store.catalog import Catalog


def test_no_turn_of_votes_is_dated_that_counts_deny(catalog: Catalog) -> None:
    # positions parted in 1996, when the votes that page 1 draws still came nearer
    found = marks(Relation(catalog, pair("NATO", "Russia", 2013)))
    turns = [(one.structure, one.way, one.when) for one in found]
    assert turns == [("regimes", "apart", 2003)]
    assert found[0].who == "Russia"


def test_regimes_turned_before_votes_and_institutions_between_the_union_and_belarus(
    catalog: Catalog,
) -> None:
    found = marks(Relation(catalog, pair("EU", "Belarus", 2021)))
    turns = [(one.structure, one.when) for one in found if one.structure != "power"]
    assert turns == [("regimes", 1997), ("votes", 1999), ("ties", 2021)]


def test_the_council_is_the_tie_that_met_most(catalog: Catalog) -> None:
    tie = leading_tie(Relation(catalog, pair("NATO", "Russia", 2013)))
    assert tie is not None
    assert (tie.who, tie.when) == ("the NATO-Russia Council", 2002)


def test_a_war_breaks_the_institutions(catalog: Catalog) -> None:
    found = marks(Relation(catalog, pair("Ukraine", "Russia")))
    assert [one.structure for one in found][-1] == "ties"
    assert found[-1].when == 2014


def test_a_turn_rests_on_the_years_between_which_it_lies(catalog: Catalog) -> None:
    found = marks(Relation(catalog, pair("EU", "Belarus", 2021)))
    (votes,) = (one for one in found if one.structure == "votes")
    closest, turn, last = (cell.year or 0 for cell in votes.year.cells)
    assert closest < turn == 1999 < last


def test_without_armed_forces_product_is_the_weight(catalog: Catalog) -> None:
    sides = weights(Relation(catalog, pair("Costa Rica", "Panama")))
    assert sides is not None
    assert {one.column for one in sides} == {"gdp_constant_share"}


@pytest.mark.parametrize(
    ("form", "noun"),
    [
        ("accession talks", "the accession talks"),
        ("dialogue partner", "the dialogue partnership"),
        ("observer", "the observer's seat"),
    ],
)
def test_a_form_is_named_as_what_began(form: str, noun: str) -> None:
    assert status(form) == noun

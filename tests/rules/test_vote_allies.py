"""Allies in votes: a move that a whole pact made is no finding of two of its members."""

from __future__ import annotations

import pytest

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.rules.positions import same_vote
from detente.rules.vote_allies import allies, with_allies
from detente.rules.vote_windows import two_windows
from detente.store.catalog import Catalog


@pytest.mark.parametrize(
    ("first", "second", "pact"),
    [
        ("USA", "Germany", "NATO"),
        ("Germany", "Poland", "the European Union"),
        ("India", "China", ""),
        ("NATO", "Russia", ""),
    ],
)
def test_the_smallest_pact_of_defence_of_both(first: str, second: str, pact: str) -> None:
    known = pair(first, second)
    label, others = allies(known)
    assert label == pact and bool(others.size) == bool(pact)
    assert not set(others.tolist()) & {*known.first.members(known.day)} or not pact


def test_america_came_nearer_to_its_allies_as_a_whole(catalog: Catalog) -> None:
    known = pair("USA", "Spain")
    found = two_windows(catalog, known)
    assert found is not None and found.change > 0.1
    as_allies = with_allies(known, found)
    assert as_allies is not None and as_allies.side == "the United States"
    assert as_allies.usual > 0.1
    (line,) = same_vote.RULE.say(Relation(catalog, known))
    assert line.variant == "moved.nearer-with-allies" and line.headline is None
    assert "The other members of NATO" in line.finding.text


def test_two_without_a_pact_are_compared_with_nobody(catalog: Catalog) -> None:
    known = pair("India", "China")
    found = two_windows(catalog, known)
    assert found is not None and with_allies(known, found) is None

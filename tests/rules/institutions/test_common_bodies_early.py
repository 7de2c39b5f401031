"""COMMON BODIES in a year of which too few pairs are known."""

from __future__ import annotations

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.rules.institutions import common_bodies
from detente.store.catalog import Catalog


def test_a_year_without_other_pairs_is_silent(catalog: Catalog) -> None:
    assert tuple(common_bodies.RULE.say(Relation(catalog, pair("India", "China", 1948)))) == ()

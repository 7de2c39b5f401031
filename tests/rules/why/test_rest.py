"""EQUILIBRIUM, and the line of a relation whose bonds came first or where nothing is peculiar."""

from __future__ import annotations

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.rules.argument import Argument
from detente.rules.why import equilibrium, nothing
from detente.store.catalog import Catalog


def test_serbia_waits_longer_than_any_and_keeps_what_a_candidate_has(catalog: Catalog) -> None:
    (line,) = equilibrium.RULE.say(Relation(catalog, pair("EU", "Serbia")))
    assert line.variant == "unexpected.cheap"
    assert {figure.value for figure in line.finding.figures} == {2012.0, 27.0}
    assert line.fits_first_page


def test_a_suspended_candidate_is_in_no_equilibrium(catalog: Catalog) -> None:
    relation = Relation(catalog, pair("EU", "Turkey"))
    assert relation.state.holds("suspended")
    assert tuple(equilibrium.RULE.say(relation)) == ()


def test_a_young_candidate_is_in_no_equilibrium(catalog: Catalog) -> None:
    assert tuple(equilibrium.RULE.say(Relation(catalog, pair("EU", "Moldova")))) == ()


def test_nothing_peculiar_is_said_alone(catalog: Catalog) -> None:
    argument = Argument(Relation(catalog, pair("Poland", "Belarus")))
    assert [line.id for line in argument.lines["nothing_peculiar"]] == ["nothing_peculiar.plain"]
    others = {rule.id for rule in nothing.OTHERS}
    assert not others & set(argument.lines)
    ((only,),) = argument.section("why")
    assert only.line.id == "nothing_peculiar.plain"
    assert "why" in argument.sections


def test_nothing_peculiar_is_not_said_beside_a_reason(catalog: Catalog) -> None:
    argument = Argument(Relation(catalog, pair("NATO", "Russia", 2013)))
    assert "nothing_peculiar" not in argument.lines
    assert "first" in argument.lines


def test_a_customs_union_came_first(catalog: Catalog) -> None:
    (line,) = nothing.RULE.say(Relation(catalog, pair("Liechtenstein", "Switzerland")))
    assert line.variant == "bound.integrated"
    assert "Institutions came first" in line.finding.text
    assert "1 January 1924" in line.finding.text


def test_a_young_membership_explains_nothing(catalog: Catalog) -> None:
    assert tuple(nothing.RULE.say(Relation(catalog, pair("Sweden", "NATO")))) == ()


def test_nothing_peculiar_is_not_said_of_friends_with_a_claim(catalog: Catalog) -> None:
    assert tuple(nothing.RULE.say(Relation(catalog, pair("Japan", "South Korea")))) == ()

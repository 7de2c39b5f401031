"""EQUILIBRIUM, PARTS, and the line of a relation in which nothing is peculiar."""

from __future__ import annotations

from detente.actors.relation_key import pair
from detente.analysis.guards.shelf import silenced
from detente.analysis.relation import Relation
from detente.rules.argument import Argument
from detente.rules.why import equilibrium, nothing, parts
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


def test_power_adds_unusually_much_to_the_risk_of_india_and_china(catalog: Catalog) -> None:
    (line,) = parts.RULE.say(Relation(catalog, pair("India", "China", 2013)))
    assert line.variant == "unusual.power.raises"
    assert 1 <= len(line.finding.sentences) <= 2
    assert not parts.RULE.key


def test_likeness_takes_from_the_risk_of_sweden_and_its_neighbour(catalog: Catalog) -> None:
    (line,) = parts.RULE.say(Relation(catalog, pair("Sweden", "NATO", 2021)))
    assert line.variant == "unusual.identity.lowers"


def test_parts_are_barred_in_a_war(catalog: Catalog) -> None:
    relation = Relation(catalog, pair("Ukraine", "Russia"))
    assert silenced(parts.RULE.subject(), relation.situation) is not None


def test_parts_are_silent_without_a_pair_at_risk(catalog: Catalog) -> None:
    relation = Relation(catalog, pair("New Zealand", "Tonga"))
    assert relation.risk is None
    assert tuple(parts.RULE.say(relation)) == ()


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

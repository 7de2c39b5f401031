"""EQUILIBRIUM and VETO, and a section that is left out where nothing is peculiar."""

from __future__ import annotations

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.paper.blocks import Missing
from detente.paper.brief import brief_of
from detente.paper.sections import trust
from detente.rules.why import equilibrium, obstacles, stays_out, two_draws, union_holds, veto
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


def test_who_holds_land_of_a_member_needs_its_vote(catalog: Catalog) -> None:
    (line,) = veto.RULE.say(Relation(catalog, pair("EU", "Turkey", 2005)))
    assert line.variant == "unexpected.occupation"
    assert "Cyprus can hold up" in line.finding.text
    assert line.headline is None or line.fits_first_page


def test_a_claim_is_a_veto_only_where_a_condition_names_the_member(catalog: Catalog) -> None:
    (line,) = veto.RULE.say(Relation(catalog, pair("North Macedonia", "EU", "2026-06-30")))
    assert line.variant == "unexpected.disputed_line" and "Bulgaria" in line.finding.text
    # Croatia disputes the Danube, and no condition on Serbia's talks says so
    assert tuple(veto.RULE.say(Relation(catalog, pair("Serbia", "EU", "2026-06-30")))) == ()


def test_no_veto_without_a_quarrel_or_a_way_in(catalog: Catalog) -> None:
    for names in (("Albania", "EU"), ("Sweden", "NATO"), ("India", "China")):
        assert tuple(veto.RULE.say(Relation(catalog, pair(*names)))) == ()


def test_where_nothing_is_peculiar_no_line_speaks_of_the_method(catalog: Catalog) -> None:
    brief = brief_of(Relation(catalog, pair("Poland", "Belarus")))
    said = [block.text for block in trust.section(brief).blocks if isinstance(block, Missing)]
    assert not any(text.startswith("Why:") for text in said)


def test_why_names_every_obstacle_of_the_record_and_what_speaks_against(catalog: Catalog) -> None:
    (line,) = obstacles.RULE.say(Relation(catalog, pair("EU", "Turkey", 2005)))
    text = line.finding.text
    assert "voters of a member, who said no in May 2005" in text
    assert "a framework of October 2005 that guarantees no outcome" in text
    assert "The demand for less was given up at once." in text
    assert text.endswith("of the 20 states whose talks on membership are over, 19 joined.")
    # a year later the rows are older than two years, or of another kind
    assert tuple(obstacles.RULE.say(Relation(catalog, pair("EU", "Turkey", 2009)))) == ()
    # an applicant that a member refused: no talks were over yet that could speak against it
    (other,) = obstacles.RULE.say(Relation(catalog, pair("United Kingdom", "EU", 1967)))
    assert "a member that refused an application in" in other.finding.text
    assert "Against" not in other.finding.text
    assert tuple(obstacles.RULE.say(Relation(catalog, pair("Albania", "EU", 2024)))) == ()


def test_a_state_that_is_drawn_to_a_bloc_stays_out_by_its_own_decision(catalog: Catalog) -> None:
    (line,) = stays_out.RULE.say(Relation(catalog, pair("Sweden", "NATO", 2021)))
    text = line.finding.text
    assert text.startswith("Russia as a common rival and the 21 members that owe it defence")
    assert "a decision of its own, on record since November 2021" in text
    assert text.endswith("in December 2020 its parliament asked to keep the way open.")
    (other,) = stays_out.RULE.say(Relation(catalog, pair("Switzerland", "EU", "2026-06-30")))
    assert other.variant == "unexpected.own" and "draw" not in other.finding.text
    # a candidate, and a member
    for names in (("Turkey", "EU", 2005), ("Sweden", "NATO", "2026-06-30")):
        assert tuple(stays_out.RULE.say(Relation(catalog, pair(*names)))) == ()


def test_what_draws_a_bloc_to_two_rivals_is_joined(catalog: Catalog) -> None:
    (line,) = two_draws.RULE.say(Relation(catalog, pair("ASEAN", "USA", "2026-06-30")))
    text = line.finding.text
    assert text.startswith("Trade treaties and like votes draw ASEAN to China; ")
    assert "the defence pacts of 2 members draw it to the United States" in text
    # India turned from one of the two: its votes followed
    for names in (("India", "USA", "2026-06-30"), ("Brazil", "Argentina", 2024)):
        assert tuple(two_draws.RULE.say(Relation(catalog, pair(*names)))) == ()


def test_what_holds_a_union_of_unequal_states_is_weighed(catalog: Catalog) -> None:
    (line,) = union_holds.RULE.say(Relation(catalog, pair("Liechtenstein", "Switzerland", 2024)))
    text = line.finding.text
    assert text.startswith("Size fits as a cause of what they share: Switzerland has 2")
    assert "the European Economic Area since 1995, without Switzerland." in text
    assert "Like votes are not what holds the two: 96 per cent" in text
    (other,) = union_holds.RULE.say(Relation(catalog, pair("Monaco", "France", 2024)))
    assert other.variant == "unexpected.votes" and "Against" not in other.finding.text
    # no union of few, one of states of like size, and one against which nothing speaks
    for names in (("Germany", "France", 2024), ("Benin", "Togo", 2024), ("Lesotho", "ZAF", 2024)):
        assert tuple(union_holds.RULE.say(Relation(catalog, pair(*names)))) == ()

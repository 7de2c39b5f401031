"""FIRST, PULLS, BINDS: on their own pair, on a second one, and where they are silent."""

from __future__ import annotations

import pytest

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.evidence.sentence import figures, length
from detente.rules.institutions import met_through
from detente.rules.line import Line
from detente.rules.rule import Rule
from detente.rules.why import before, binds, first, pulls
from detente.rules.why.breaks import breaks
from detente.store.catalog import Catalog

RULES = (first.RULE, pulls.RULE, binds.RULE)
PAIRS = (
    ("NATO", "Russia", 2013),
    ("Ukraine", "Russia", None),
    ("India", "China", None),
    ("EU", "Turkey", None),
    ("ASEAN", "USA", None),
)


def said(catalog: Catalog, rule: Rule, *names: str, day: int | None = None) -> tuple[Line, ...]:
    return tuple(rule.say(Relation(catalog, pair(names[0], names[1], day))))


def years(line: Line) -> list[int]:
    shown = (figure for sentence in line.finding.sentences for figure in figures(sentence))
    return [int(one.value) for one in shown if one.kind == "dated"]


def test_first_says_the_order_and_how_old_the_gap_was(catalog: Catalog) -> None:
    (line,) = said(catalog, first.RULE, "USA", "Russia", day=2013)
    assert line.variant == "moved.power_regimes_votes.both_ways"
    assert years(line) == [2002, 2007, 2009, 2011]
    (age,) = (one for one in line.finding.figures if one.kind == "counted")
    assert age.value == 4
    assert not first.RULE.key, "an order of structures is no message"


def test_first_on_a_second_pair_puts_the_break_last(catalog: Catalog) -> None:
    (line,) = said(catalog, first.RULE, "EU", "Turkey")
    assert line.variant.endswith("ties.apart")
    assert years(line) == [2006, 2013, 2018]


def test_nothing_is_last_where_votes_parted_in_no_one_year(catalog: Catalog) -> None:
    # page 1 says that votes parted after 2019: institutions, of 2014, were not last
    assert said(catalog, first.RULE, "NATO", "Russia") == ()


def test_first_is_silent_where_two_turns_came_within_a_year(catalog: Catalog) -> None:
    # votes and regimes both turned in 2015
    assert said(catalog, first.RULE, "EU", "Serbia") == ()


def test_first_is_silent_without_a_turn_of_votes_or_regimes(catalog: Catalog) -> None:
    assert said(catalog, first.RULE, "Liechtenstein", "Switzerland") == ()


def test_that_every_break_cut_a_joint_body_is_no_finding(catalog: Catalog) -> None:
    # a break is known by the body that it cut
    for day in (2013, None):
        assert len(breaks(Relation(catalog, pair("NATO", "Russia", day)))) >= 2
        assert said(catalog, binds.RULE, "NATO", "Russia", day=day) == ()


def test_a_break_that_stops_a_part_cuts_no_body(catalog: Catalog) -> None:
    cut = breaks(Relation(catalog, pair("NATO", "Russia")))
    # meetings came back in July 1999, and were open in 2014; in 2008 there were none
    assert {one.start.year: one.in_part for one in cut if one.start.year < 2020} == {
        1999: True,
        2008: False,
        2014: True,
    }


def test_a_body_that_met_is_a_fact_of_institutions_and_no_cause(catalog: Catalog) -> None:
    assert said(catalog, binds.RULE, "India", "China") == ()
    (line,) = said(catalog, met_through.RULE, "India", "China")
    assert line.variant == "unexpected.held.body"
    assert "Working Mechanism" in line.finding.text
    (rung,) = said(catalog, binds.RULE, "EU", "Turkey")
    assert rung.variant == "unexpected.held.rung"
    assert said(catalog, met_through.RULE, "EU", "Turkey") == ()


def test_the_acts_of_the_year_before_are_named_in_order(catalog: Catalog) -> None:
    (line,) = said(catalog, before.RULE, "Japan", "South Korea")
    text = line.finding.text
    order = ["break of July 2019", "30 October 2018", "21 November 2018", "20 December 2018"]
    assert [text.index(one) for one in order] == sorted(text.index(one) for one in order)
    assert text.endswith(before.CAVEAT)
    (war,) = said(catalog, before.RULE, "Ukraine", "Russia")
    assert war.variant == "unexpected.fighting" and "association agreement" in war.finding.text
    # a view of 2013 knows no fighting, and one pair has no break at all
    assert said(catalog, before.RULE, "Ukraine", "Russia", day=2013) == ()
    assert said(catalog, before.RULE, "Sweden", "NATO") == ()


def test_binds_needs_two_breaks(catalog: Catalog) -> None:
    relation = Relation(catalog, pair("EU", "Serbia"))
    assert len(breaks(relation)) < 2
    assert tuple(binds.RULE.say(relation)) == ()


def test_pulls_names_what_pulls_against_what(catalog: Catalog) -> None:
    (line,) = said(catalog, pulls.RULE, "USA", "Russia", day=2010)
    assert line.variant == "unexpected.power_apart.ties_together"
    assert line.reasons.unexpected > 0 and line.headline is None


def test_that_one_friend_outgrows_the_other_pulls_nothing_apart(catalog: Catalog) -> None:
    assert said(catalog, pulls.RULE, "Japan", "South Korea") == ()
    assert said(catalog, pulls.RULE, "ASEAN", "USA") == ()


def test_pulls_is_silent_where_nothing_pulls_against_another(catalog: Catalog) -> None:
    assert said(catalog, pulls.RULE, "Liechtenstein", "Switzerland") == ()


@pytest.mark.parametrize("names", PAIRS)
def test_sentences_are_short_and_show_two_figures_at_most(
    catalog: Catalog, names: tuple[str, str, int | None]
) -> None:
    relation = Relation(catalog, pair(*names))
    lines = [line for rule in RULES for line in rule.say(relation)]
    for line in lines:
        for sentence in line.finding.sentences:
            assert length(sentence) <= 30, line.finding.text
            assert sum(one.kind != "dated" for one in figures(sentence)) <= 2

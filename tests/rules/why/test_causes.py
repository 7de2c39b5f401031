"""WARS, PROMISED, RULED: causes with what speaks against them and what would refute them."""

from __future__ import annotations

from datetime import date

import pytest

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.evidence.sentence import figures, render
from detente.rules.rule import Rule
from detente.rules.why import promised, ruled, veto, wars
from detente.store.catalog import Catalog
from tests.rules.spoken import figures_of, spoken

VIEW = date(2026, 6, 30)


def said(rule: Rule, catalog: Catalog, first: str, second: str, view: int | date) -> list[str]:
    """Give what a rule says of a pair on a day, as text."""
    relation = Relation(catalog, pair(first, second, view))
    return [line.finding.text for line in rule.say(relation)]


def test_both_breaks_of_the_council_came_with_a_war_of_one_side(catalog: Catalog) -> None:
    line = spoken(wars.RULE, catalog, "NATO", "Russia", 2013)["unexpected.each"]
    text = line.finding.text
    assert "NATO against Yugoslavia in March 1999" in text
    assert "Russia against Georgia in August 2008" in text
    # what speaks against it: the campaign of 2011 cut nothing
    assert "NATO and Libya began to fight in 2011, and nothing was cut" in text
    # what has a case against it already names no case that would refute it
    assert "would refute it" not in text
    assert line.headline is not None and render(line.headline).startswith("Each of their breaks")
    assert line.fits_first_page and line.reasons.strength > 0.5


def test_a_break_without_a_war_is_counted(catalog: Catalog) -> None:
    (text,) = said(wars.RULE, catalog, "NATO", "Russia", VIEW)
    assert text.startswith("Of 4 breaks between NATO and Russia, 3 came within two months")
    assert "Russia against Ukraine in February 2014" in text


def test_no_war_after_the_view_is_used(catalog: Catalog) -> None:
    (text,) = said(wars.RULE, catalog, "NATO", "Russia", 2010)
    assert "2011" not in text and "2014" not in text
    # the invasion of Iraq by a member is what speaks against it then
    assert "the United States and Iraq began to fight in 2003, and nothing was cut" in text


@pytest.mark.parametrize(
    ("first", "second"), [("India", "China"), ("Serbia", "EU"), ("Japan", "South Korea")]
)
def test_breaks_that_came_without_a_war_say_nothing(
    catalog: Catalog, first: str, second: str
) -> None:
    assert not said(wars.RULE, catalog, first, second, VIEW)


def test_neighbours_with_a_promise_were_fought_and_members_were_not(catalog: Catalog) -> None:
    line = spoken(promised.RULE, catalog, "Ukraine", "Russia")["unexpected.none_of_members"]
    shown = figures_of(line)
    assert (shown["why.promised.all"], shown["promised.members"]) == (2, 6)
    text = line.finding.text
    assert "Georgia and Ukraine" in text and "April 2008" in text
    # Georgia was fought within months, Ukraine in the sixth year: the time proves neither
    assert "the first such fighting began 4 months after the promise" in text
    assert "that with Ukraine more than 5 years after it" in text
    assert not line.fits_first_page, "a contested cause stays with its caveat"


def test_a_promise_of_the_same_year_is_no_argument_against(catalog: Catalog) -> None:
    (text,) = said(promised.RULE, catalog, "Georgia", "Russia", 2009)
    assert "The fighting began within two years of the promise." in text
    assert "of 2 land neighbours with such a promise" in text and "Ukraine" not in text
    line = spoken(promised.RULE, catalog, "Georgia", "Russia", 2009)["unexpected.none_of_members"]
    assert line.fits_first_page


def test_before_the_fighting_no_promise_is_blamed(catalog: Catalog) -> None:
    assert not said(promised.RULE, catalog, "Ukraine", "Russia", 2013)
    assert not said(promised.RULE, catalog, "Poland", "Russia", VIEW)


def test_a_score_that_fell_before_the_fighting_meets_an_earlier_war(catalog: Catalog) -> None:
    line = spoken(ruled.RULE, catalog, "Ukraine", "Russia")["moved.fighting"]
    shown = figures_of(line)
    assert shown["why.ruled.then"] > shown["why.ruled.before"] + ruled.LEAST
    assert "in 2013, the year before the fighting" in line.finding.text
    assert "Russia and Moldova fought in 1992" in line.finding.text
    assert line.headline is None


def test_of_a_break_it_says_how_long_ties_had_held_under_such_a_score(catalog: Catalog) -> None:
    text = spoken(ruled.RULE, catalog, "EU", "Belarus")["moved.break"].finding.text
    assert "what was cut later had been in force for" in text
    text = spoken(ruled.RULE, catalog, "NATO", "Russia")["moved.break"].finding.text
    # the war of 1992 speaks of war, and the two are at peace: neither bears on a break of ties
    assert "Moldova" not in text and "peace" not in text
    assert text.endswith("Ties resumed with Russia ruled as it is would refute it.")


def test_a_calm_pair_has_no_such_cause(catalog: Catalog) -> None:
    assert not said(ruled.RULE, catalog, "Serbia", "EU", VIEW)
    assert not said(ruled.RULE, catalog, "Liechtenstein", "Switzerland", VIEW)


def test_the_member_with_the_quarrel_let_the_talks_begin(catalog: Catalog) -> None:
    (text,) = said(veto.RULE, catalog, "Turkey", "EU", 2005)
    assert "Cyprus let the accession talks begin in October 2005 all the same." in text
    assert text.endswith("it was no bar.")


def test_every_sentence_of_a_cause_binds_its_numbers(catalog: Catalog) -> None:
    relation = Relation(catalog, pair("NATO", "Russia", VIEW))
    for rule in (wars.RULE, ruled.RULE):
        for line in rule.say(relation):
            for sentence in line.finding.sentences:
                shown = {figure.id for figure in figures(sentence)}
                digits = any(sign.isdigit() for sign in render(sentence))
                assert bool(shown) == digits

"""AFTER: what came later, for past views only."""

from __future__ import annotations

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.evidence.sentence import render
from detente.rules.trust.after import RULE
from detente.store.catalog import Catalog


def said(catalog: Catalog, first: str, second: str, year: int) -> str:
    relation = Relation(catalog, pair(first, second, year))
    return " ".join(
        render(sentence) for line in RULE.say(relation) for sentence in line.finding.sentences
    )


def test_the_break_of_2014_comes_before_the_votes(catalog: Catalog) -> None:
    text = said(catalog, "NATO", "Russia", 2013)
    assert text.index("April 2014") < text.index("18 March 2014") < text.index("Votes parted")
    assert "annexing Crimea" in text
    assert "The gravest was that of 24 February 2022: Russia invades Ukraine." in text
    assert "on record after this view" in text and "in 2022 to 2024" in text


def test_a_pair_without_a_war_after_the_view_has_no_gravest_turn(catalog: Catalog) -> None:
    assert "gravest" not in said(catalog, "Turkey", "EU", 2005)


def test_sweden_joined_three_years_after_a_paper_that_did_not_see_it(catalog: Catalog) -> None:
    text = said(catalog, "Sweden", "NATO", 2021)
    assert "Sweden joined NATO in March 2024." in text
    # the war is no row of the pair, but of the rival of both
    assert "Russia, a rival of both, went to war with Ukraine on 24 February 2022." in text


def test_a_view_of_today_has_no_later(catalog: Catalog) -> None:
    assert said(catalog, "NATO", "Russia", 2025) == ""


def test_a_pair_of_which_nothing_later_is_held_says_nothing(catalog: Catalog) -> None:
    assert said(catalog, "Prussia", "Austria-Hungary", 1850) == ""

"""OUTSIDE AID: who pays for a war from outside, and who pays against whom."""

from __future__ import annotations

from detente.rules.power import outside_aid
from tests.rules.power.said import relation, said, shown, text


def test_europe_had_given_more_to_ukraine_than_america() -> None:
    """By hand: the tracker of Kiel has 138 and 115 billion euros to February 2025."""
    (line,) = said(outside_aid.RULE, relation("Ukraine", "Russia")).values()
    assert line.variant == "unusual.received-more"
    assert shown(line)[:2] == ["138", "115"] and line.fits_first_page
    assert "90 billion euros for the time to December 2027" in line.finding.text


def test_a_count_is_printed_with_its_month_and_with_who_has_stopped() -> None:
    """By hand: the tracker of Kiel saw no American sum after 9 January 2025, to December 2025."""
    (line,) = said(outside_aid.RULE, relation("Ukraine", "Russia")).values()
    assert "By February 2025 European states" in line.finding.text
    halt = "The last sum from the United States is of January 2025, by the count to December 2025."
    assert halt in line.finding.text
    (of_nato,) = said(outside_aid.RULE, relation("NATO", "Russia")).values()
    assert halt in of_nato.finding.text
    (before,) = said(outside_aid.RULE, relation("Ukraine", "Russia", "2025-06-30")).values()
    assert "The last sum from" not in before.finding.text


def test_a_sum_that_nobody_read_is_left_out() -> None:
    (line,) = said(outside_aid.RULE, relation("Ukraine", "Russia")).values()
    assert all(cell.checked for cell in line.finding.evidence)
    assert "60.8" not in text(line)


def test_the_union_has_decided_and_nato_pays_by_its_members() -> None:
    (union,) = said(outside_aid.RULE, relation("EU", "Russia")).values()
    (alliance,) = said(outside_aid.RULE, relation("NATO", "Russia")).values()
    assert union.variant == "unusual.given-decision" and "until 2027" in text(union)
    assert alliance.variant == "unusual.given-count" and "NATO's members" in text(alliance)


def test_where_nobody_is_at_war_there_is_no_aid() -> None:
    assert not said(outside_aid.RULE, relation("India", "China"))
    assert not said(outside_aid.RULE, relation("Ukraine", "Russia", "2021-12-31"))


def test_a_state_that_is_no_party_pays_nobody_here() -> None:
    assert not said(outside_aid.RULE, relation("Russia", "Lithuania"))

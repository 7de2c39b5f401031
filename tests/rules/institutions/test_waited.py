"""WAITED: the months between application and membership, and whose approval came last."""

from __future__ import annotations

from detente.rules.institutions import waited
from detente.rules.power import inside, own_part
from tests.rules.now.said import message, said


def test_sweden_waited_22_months_and_hungary_approved_last() -> None:
    """By hand: 18 May 2022 to 7 March 2024; Finland came in on 4 April 2023."""
    (line,) = said(waited.RULE, "Sweden", "NATO")
    assert message(line) == "Sweden waited 22 months for NATO; Hungary approved last."
    told = line.finding.text
    assert "Finland, which asked on the same day, came in after 11." in told
    assert "Turkey on 23 January 2024 and Hungary on 26 February 2024" in told


def test_who_waits_still_or_came_in_long_ago_has_no_such_line() -> None:
    assert not said(waited.RULE, "Serbia", "EU")
    assert not said(waited.RULE, "Poland", "NATO")
    assert not said(waited.RULE, "Sweden", "NATO", 2021)


def test_a_member_is_told_by_its_own_part_and_not_by_the_strongest() -> None:
    (line,) = said(own_part.RULE, "Sweden", "NATO")
    assert "after 1.1 per cent in 2014" in line.finding.text
    assert not said(own_part.RULE, "Sweden", "NATO", 2021) and not said(
        own_part.RULE, "Serbia", "EU"
    )
    assert all(one.headline is None for one in said(inside.RULE, "Sweden", "NATO"))
    assert any(one.headline is not None for one in said(inside.RULE, "NATO", "Morocco"))

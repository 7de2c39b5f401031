"""DEEP, TOGETHER, LEFT and THAWS: what is shared, what it changed, what was left, what thawed."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from detente.actors.chronology import Event, chronology
from detente.evidence.sentence import figures
from detente.rules.institutions import deep, left, split_area, thaws, together
from detente.rules.institutions.together import Change, _form
from tests.rules.asked import said, variants

DAY = date(2024, 12, 31)
TODAY = "2026-06-30"


def event(year: int, turn: int) -> Event:
    return Event(date(year, 1, 1), f"event of {year}", turn=turn, source="a document")


def test_liechtenstein_lives_in_two_markets() -> None:
    (line,) = said(deep.RULE, "Liechtenstein", "Switzerland", 2024)
    assert line.variant == "unusual.two_markets"
    assert "1924" in line.finding.text and "1995" in line.finding.text


def test_belgium_and_luxembourg_have_the_same_form() -> None:
    (line,) = said(deep.RULE, "Belgium", "Luxembourg", 2024)
    assert line.variant == "unusual.old" and "1922" in line.finding.text


def test_two_that_share_no_arrangement_are_silent() -> None:
    assert not said(deep.RULE, "Brazil", "Japan", 2024)


def test_whole_years_end_with_the_day_of_the_year() -> None:
    assert deep.years_between(date(1924, 7, 1), date(2026, 6, 30)) == 101


def test_the_organisation_of_shanghai_did_not_bring_india_and_china_together() -> None:
    (line,) = said(together.RULE, "India", "China", 2024)
    assert line.variant == "unexpected.no_sign.membership" and "SCO" in line.finding.text


def test_a_candidate_with_a_new_rung_is_compared_with_all_pairs() -> None:
    (line,) = said(together.RULE, "Moldova", "EU", 2024)
    assert line.variant == "unexpected.no_sign.rung" and line.headline is None


def test_two_without_a_common_organisation_are_silent() -> None:
    assert not said(together.RULE, "Ukraine", "Japan", 2024)


@given(st.floats(-0.5, 0.5), st.floats(-0.5, 0.5))
def test_a_change_has_one_form_and_parts_only_where_it_fell(net: float, earlier: float) -> None:
    form = _form(Change(0.5, 0.5 + net, net=net, error=0.02, earlier=earlier))
    assert (form == "unexpected.apart") == (net < -0.04)
    assert (form == "unexpected.no_sign") == (abs(net) <= 0.04)


def test_russia_is_out_of_the_council_and_one_body_is_left() -> None:
    (line,) = said(left.RULE, "Ukraine", "Russia", 2024)
    assert line.variant == "unusual.left_one.few" and "16 March 2022" in line.finding.text


def test_a_former_member_is_one_whatever_it_holds_now() -> None:
    assert variants(left.RULE, "EU", "United Kingdom", 2024) == ["unusual.former_member"]


def test_nobody_left_before_they_left() -> None:
    assert not said(left.RULE, "EU", "United Kingdom", 2013)


def test_a_thaw_needs_a_break_before_it_and_ends_with_the_next() -> None:
    turns = [(1990, 1), (1995, -1), (1996, 1), (1999, 1), (2000, -1), (2010, 1)]
    found = thaws.thaws([event(*one) for one in turns], DAY)
    assert [(thaw.start.year, thaw.end and thaw.end.date.year) for thaw in found] == [
        (1996, 2000),
        (2010, None),
    ]


def test_an_approach_of_a_generation_is_no_thaw() -> None:
    # India and China drew nearer from 1976 to 2017, Ukraine and Russia for fourteen years
    assert not said(thaws.RULE, "India", "China")
    assert not said(thaws.RULE, "Ukraine", "Russia", 2024)


def test_no_thaw_lies_within_a_suspension() -> None:
    (line,) = said(thaws.RULE, "NATO", "Russia")
    assert line.variant == "unusual.all_over"
    assert "ended in 2014" in line.finding.text


def test_a_thaw_without_a_step_for_two_years_has_stalled() -> None:
    (line,) = said(thaws.RULE, "NATO", "Russia", 2013)
    # formal meetings resumed in 2009, and Lisbon in 2010 was the last step nearer
    assert line.variant == "unusual.stalled" and line.headline is None
    assert "2010" in line.finding.text
    fresh = said(thaws.RULE, "NATO", "Russia", 2011)
    assert all(one.variant != "unusual.stalled" for one in fresh)


def test_no_thaw_that_is_over_is_longer_than_the_limit_that_is_printed() -> None:
    (line,) = said(thaws.RULE, "NATO", "Russia")
    limit = next(one for one in figures(line.finding.sentences[0]) if one.unit == "years")
    steps = chronology("NATO", "RUS", DAY)
    over = [thaw for thaw in thaws.thaws(steps, DAY) if thaw.end and thaw.start.year >= 1992]
    assert over and all(thaw.years(DAY) <= limit.value for thaw in over)


def test_a_thaw_with_the_soviet_union_is_none_with_russia() -> None:
    (line,) = said(thaws.RULE, "NATO", "Russia", 2013)
    assert all(cell.year is None or cell.year >= 1992 for cell in line.finding.evidence)


def test_a_pair_without_a_chronology_has_no_thaw() -> None:
    assert not said(thaws.RULE, "Guinea", "Liberia", 2024)


def test_a_tariff_that_treats_one_customs_area_as_two() -> None:
    """By hand: 39 and 15 per cent on 31 July 2025, one rate for both on 14 November."""
    (line,) = said(split_area.RULE, "Liechtenstein", "Switzerland", TODAY)
    assert line.variant == "unexpected.undone"
    assert "39 per cent on Swiss goods" in line.finding.text and "one tariff" in line.finding.text
    (before,) = said(split_area.RULE, "Liechtenstein", "Switzerland", "2025-10-31")
    assert before.variant == "unexpected.in_force" and "one tariff" not in before.finding.text
    # before the tariff, tariffs on two that share no area, and an area that none has split
    assert not variants(split_area.RULE, "Liechtenstein", "Switzerland", 2024)
    assert not variants(split_area.RULE, "ASEAN", "USA", TODAY)
    assert not variants(split_area.RULE, "Monaco", "France", TODAY)

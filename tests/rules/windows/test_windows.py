"""WINDOW, WINPAST and OUTLOOK: what is open, what was, and what came after like cases."""

from __future__ import annotations

from detente.rules.windows import outlook, past_window, window, without
from tests.rules.asked import may_lead, relation, said, variants


def test_no_window_was_open_between_nato_and_russia_in_2013() -> None:
    (line,) = said(window.RULE, "NATO", "Russia", 2013)
    # the past of single pairs is no chance of a bloc
    assert line.variant == "none" and line.finding.text.startswith("No window of opportunity")
    assert "chance" not in line.finding.text
    assert line.headline is None


def test_a_window_for_quiet_is_open_beside_its_record() -> None:
    (line,) = said(window.RULE, "Japan", "South Korea", 2024)
    assert line.variant == "unexpected.quiet_by_power"
    assert "Such windows came true in" in line.finding.text
    assert not may_lead(window.RULE, line, "Japan", "South Korea", 2024)


def test_a_chance_for_years_that_are_mostly_over_is_none() -> None:
    # windows are dated to 2022: in 2026 one year of five is left
    assert window.is_ahead(2022, 2024) and not window.is_ahead(2022, 2025)
    assert not said(window.RULE, "Japan", "South Korea", "2026-06-30")


def test_a_paper_without_a_window_says_why() -> None:
    assert _why_none("Liechtenstein", "Switzerland", "2026-06-30") == without.CALM
    assert _why_none("India", "China", "2026-06-30") == without.OVER
    # beside the record of wars, and beside a chance of quiet, nothing is missing
    assert _why_none("Ukraine", "Russia", "2026-06-30") is None
    assert _why_none("NATO", "Russia", 2013) is None


def _why_none(first: str, second: str, view: str | int) -> str | None:
    return without.why_none(relation(first, second, view))


def test_a_pair_that_stands_for_a_bloc_is_named() -> None:
    (line,) = said(outlook.RULE, "NATO", "Russia", 2013)
    assert line.finding.text.startswith("Cases are compared for the United States and Russia, the")


def test_no_window_in_a_war_and_none_without_a_hostile_pair() -> None:
    assert not said(window.RULE, "Ukraine", "Russia")
    assert not said(window.RULE, "Liechtenstein", "Switzerland", 2024)


def test_the_window_of_1991_came_true_with_the_partnership() -> None:
    (line,) = said(past_window.RULE, "NATO", "Russia", 2010)
    assert line.variant == "unexpected.came_true_rung"
    assert "It came true in 1994: Partnership for Peace." in line.finding.text


def test_beside_a_suspension_no_window_of_a_generation_ago_is_told() -> None:
    assert not said(past_window.RULE, "NATO", "Russia")
    assert not said(past_window.RULE, "Japan", "South Korea"), "it closed in 2020"


def test_for_serbia_the_window_failed() -> None:
    (line,) = said(past_window.RULE, "Serbia", "EU", 2015)
    assert line.variant == "unexpected.failed_rung"


def test_a_window_that_closed_long_ago_is_not_said() -> None:
    assert not said(past_window.RULE, "NATO", "Russia", 2013)
    assert not said(past_window.RULE, "Serbia", "EU", 2024)


def test_a_window_before_the_break_of_today_is_not_said() -> None:
    assert not said(past_window.RULE, "NATO", "Russia", "2026-06-30")


def test_a_window_without_a_result_is_not_said() -> None:
    assert not variants(past_window.RULE, "Egypt", "Ethiopia", 2024)
    assert not variants(past_window.RULE, "Japan", "South Korea", "2026-06-30")


def test_the_cases_most_like_india_and_china_saw_disputes() -> None:
    (line,) = said(outlook.RULE, "India", "China", 2008)
    assert line.variant == "unexpected.disputed"
    text = line.finding.text
    assert "Of 49 past cases of other states" in text and "28 saw" in text
    assert "within five years" in text and "soon" not in text
    assert not may_lead(outlook.RULE, line, "India", "China", 2008)


def test_cases_that_the_end_of_the_data_chooses_are_no_outlook() -> None:
    # of the fifty cases nearest in 2022 the data on disputes know what followed 23
    assert not said(outlook.RULE, "India", "China", 2024)


def test_a_candidacy_is_not_compared_with_quarrels() -> None:
    assert not said(outlook.RULE, "Turkey", "EU", 2005), "how others came in is what it asks"


def test_a_pair_is_no_case_like_itself() -> None:
    (line,) = said(outlook.RULE, "Greece", "Turkey", 2005)
    assert "The nearest were" in line.finding.text
    assert "Greece and Turkey in 1" not in line.finding.text


def test_no_outlook_beside_a_war_of_one_side() -> None:
    assert not said(outlook.RULE, "NATO", "Russia")


def test_friends_have_no_outlook() -> None:
    assert not said(outlook.RULE, "Japan", "South Korea", 2024)

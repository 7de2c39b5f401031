"""RECORD: the dated acts of two years; HELD-LAND: land of a third state that one side holds."""

from __future__ import annotations

from datetime import date

from detente.evidence.figure import Figure
from detente.evidence.sentence import figures
from detente.rules.line import Line
from detente.rules.now import held_land, record, reply
from detente.rules.now.weight import weight
from tests.rules.now.said import said


def rows(line: Line) -> list[str]:
    """Give the rows whose days a line prints."""
    shown = (figure for one in line.finding.sentences for figure in figures(one))
    days = (one for one in shown if isinstance(one, Figure) and one.way == "day")
    keys = (dict(one.cells[0].keys) for one in days)
    return [str(key["row"]) for key in keys if "row" in key]


def test_a_war_has_at_least_four_acts_and_no_act_twice() -> None:
    (line,) = said(record.RULE, "Ukraine", "Russia")
    assert line.variant == "dated"
    assert len(rows(line)) >= 4 and len(set(rows(line))) == len(rows(line))


def test_acts_come_by_weight_and_then_by_day() -> None:
    (line,) = said(record.RULE, "NATO", "Russia")
    first = line.finding.sentences[0]
    assert "airspace" in line.finding.text.split(".")[0]
    assert len(line.finding.sentences) >= 4 and figures(first)


def test_an_answer_is_said_with_what_it_answers() -> None:
    (line,) = said(record.RULE, "Serbia", "EU")
    assert "in answer" in line.finding.text
    answers = {row for one in said(reply.RULE, "Serbia", "EU") for row in rows(one)}
    assert answers and not answers & set(rows(line))


def test_what_a_year_knew_is_said_of_that_year() -> None:
    (line,) = said(record.RULE, "NATO", "Russia", 2013)
    assert "Vilnius" in line.finding.text and "missile defence" in line.finding.text
    assert "2014" not in line.finding.text


def test_the_protocol_and_the_declaration_of_2005_are_said() -> None:
    (line,) = said(record.RULE, "Turkey", "EU", 2005)
    assert "29 July 2005" in line.finding.text and "not to recognise Cyprus" in line.finding.text


def test_the_drafts_of_december_2021_are_said_of_sweden() -> None:
    (line,) = said(record.RULE, "Sweden", "NATO", 2021)
    assert line.variant == "few"
    assert "17 December 2021" in line.finding.text
    assert "Little is recorded" in line.finding.text


def test_a_candidate_without_a_chronology_says_so() -> None:
    (line,) = said(record.RULE, "Montenegro", "EU")
    assert line.finding.text.startswith("Our tables hold no dated acts")


def test_two_of_whom_nothing_is_kept_are_passed_over() -> None:
    assert said(record.RULE, "Ghana", "Togo") == ()


def test_war_weighs_more_than_a_meeting() -> None:
    assert weight("Russian drones enter Polish airspace") > weight("The leaders meet in Nara")
    assert weight("The ministers take tea") == 1


def test_russia_holds_land_of_a_state_that_nato_promised_membership() -> None:
    (line,) = said(held_land.RULE, "NATO", "Russia", 2013)
    assert line.variant == "unexpected.promised"
    assert "Abkhazia and South Ossetia, land of Georgia, since 12 August 2008" in line.finding.text
    assert "promised Georgia membership since 3 April 2008" in line.finding.text


def test_before_the_war_no_land_was_held() -> None:
    assert said(held_land.RULE, "NATO", "Russia", date(2008, 8, 1)) == ()


def test_the_war_with_the_owner_is_said_by_another_rule() -> None:
    found = said(held_land.RULE, "NATO", "Russia")
    assert all("Ukraine" not in line.finding.text for line in found)


def test_the_last_war_is_said_of_two_at_peace_over_a_claim() -> None:
    (line,) = said(record.RULE, "India", "China")
    first = "The two last fought a war from 20 October 1962 to 21 November 1962."
    assert line.finding.text.startswith(first)


def test_talks_do_not_hide_who_votes_and_who_pays() -> None:
    (line,) = said(record.RULE, "Ukraine", "Russia")
    assert (
        "The United States" in line.finding.text or "the United States voted" in line.finding.text
    )
    assert "90 billion euros" in line.finding.text

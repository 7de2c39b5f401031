"""RECORD: the dated acts of two years; HELD-LAND: land of a third state that one side holds."""

from __future__ import annotations

from datetime import date

from detente.evidence.figure import Figure
from detente.evidence.sentence import figures
from detente.rules.argument import Argument
from detente.rules.line import Line
from detente.rules.now import held_land, open_claim, record, reply
from detente.rules.now.acts import by_subject
from detente.rules.now.weight import weight
from tests.rules.now.said import relation, said


def rows(line: Line) -> list[str]:
    """Give the rows whose days a line prints."""
    shown = (figure for one in line.finding.sentences for figure in figures(one))
    days = (one for one in shown if isinstance(one, Figure) and one.way in ("day", "month"))
    keys = (dict(one.cells[0].keys) for one in days)
    return [str(key["row"]) for key in keys if "row" in key]


def test_a_war_has_at_least_four_acts_and_no_act_twice() -> None:
    (line,) = said(record.RULE, "Ukraine", "Russia")
    assert line.variant == "dated"
    assert len(rows(line)) >= 4 and len(set(rows(line))) == len(rows(line))


def test_acts_come_by_subject_and_then_by_day() -> None:
    groups = by_subject(relation("NATO", "Russia"))
    assert len(groups) > 1
    for group in groups:
        days = [act.event.date for act in group]
        assert days == sorted(days)
    # the fullest subject leads, the others follow as they began
    assert len(groups[0]) == max(map(len, groups))
    begun = [group[0].event.date for group in groups[1:]]
    assert begun == sorted(begun)


def test_acts_are_told_in_the_order_of_time() -> None:
    for first, second in (("ASEAN", "USA"), ("NATO", "Russia"), ("Ukraine", "Russia")):
        (line,) = said(record.RULE, first, second)
        days = [figure.value for one in line.finding.sentences for figure in figures(one)]
        told = [day for day in days if day > 1900]
        assert told == sorted(told), (first, second)
        assert "Before that, " not in line.finding.text


def test_a_measure_is_told_with_the_act_that_lifted_it() -> None:
    (line,) = said(record.RULE, "India", "China")
    text = line.finding.text
    if "raised its tariffs on Indian goods" in text:
        assert "ended its tariff of 25 per cent" in text


def test_talks_of_two_at_war_end_with_what_they_add_up_to() -> None:
    (line,) = said(record.RULE, "Ukraine", "Russia")
    assert line.finding.text.endswith("on record since March 2025, and no ceasefire.")
    # before the first talks nothing adds up
    (before,) = said(record.RULE, "Ukraine", "Russia", date(2024, 6, 30))
    assert "no ceasefire has followed" not in before.finding.text


def test_what_the_record_tells_no_other_rule_tells_again() -> None:
    argued = Argument(relation("Serbia", "EU"))
    lines = {one.line.rule: one.line for part in argued.section("now") for one in part}
    assert "reply" not in lines
    assert lines["event"].finding.text.startswith("Of the steps that our record has")
    assert lines["event"].headline is None, "a count of rows leads no section"
    # the rule itself still has the act, for page 1
    assert len(argued.lines["event"][0].finding.sentences) >= 1
    assert argued.lines["reply"]


def test_an_answer_is_said_with_what_it_answers() -> None:
    (line,) = said(record.RULE, "Serbia", "EU")
    assert line.finding.text.count("in answer") == 2
    answers = {row for one in said(reply.RULE, "Serbia", "EU") for row in rows(one)}
    assert answers and answers <= set(rows(line))


def test_what_a_year_knew_is_said_of_that_year() -> None:
    (line,) = said(record.RULE, "NATO", "Russia", 2013)
    assert "Vilnius" in line.finding.text and "missile defence" in line.finding.text
    assert "2014" not in line.finding.text


def test_the_protocol_and_the_declaration_of_2005_are_said() -> None:
    (line,) = said(record.RULE, "Turkey", "EU", 2005)
    assert "In July 2005" in line.finding.text and "not to recognise Cyprus" in line.finding.text
    assert "open-ended" in line.finding.text


def test_the_drafts_of_december_2021_are_said_of_sweden() -> None:
    (line,) = said(record.RULE, "Sweden", "NATO", 2021)
    assert line.variant == "dated"
    assert "In December 2021 Russia published drafts" in line.finding.text
    assert "75,000 to 100,000 soldiers at Ukraine's borders" in line.finding.text


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
    assert (
        "Abkhazia and South Ossetia, territory of Georgia, since 12 August 2008"
        in line.finding.text
    )
    assert "promised Georgia membership since 3 April 2008" in line.finding.text


def test_before_the_war_no_land_was_held() -> None:
    assert said(held_land.RULE, "NATO", "Russia", date(2008, 8, 1)) == ()


def test_the_war_with_the_owner_is_said_by_another_rule() -> None:
    found = said(held_land.RULE, "NATO", "Russia")
    assert all("Ukraine" not in line.finding.text for line in found)


def test_the_last_war_is_said_of_two_at_peace_over_a_claim() -> None:
    (line,) = said(open_claim.RULE, "India", "China")
    war = "The two fought a war from 20 October 1962 to 21 November 1962."
    assert war in line.finding.text


def test_of_disputed_islets_the_holder_is_said_and_of_a_line_nobody() -> None:
    (line,) = said(open_claim.RULE, "Japan", "South Korea")
    assert "South Korea administers them." in line.finding.text
    (ladakh,) = said(open_claim.RULE, "India", "China")
    assert "administers" not in ladakh.finding.text


def test_talks_do_not_hide_who_votes_and_who_pays() -> None:
    (line,) = said(record.RULE, "Ukraine", "Russia")
    assert (
        "The United States" in line.finding.text or "the United States voted" in line.finding.text
    )
    assert "90 billion euros" in line.finding.text


def test_where_two_years_hold_little_what_led_to_them_is_told() -> None:
    (line,) = said(record.RULE, "Sweden", "NATO")
    assert line.variant == "few"
    for said_once in ("lifted its veto", "only Hungary was missing", "In March 2024 Sweden joined"):
        assert said_once in line.finding.text
    (before,) = said(record.RULE, "Sweden", "NATO", 2020)
    assert "parliament approved the agreement on support" in before.finding.text
    assert "regiment on Gotland" not in before.finding.text

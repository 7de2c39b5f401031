"""RECORD: the dated acts of two years; HELD-LAND: land of a third state that one side holds."""

from __future__ import annotations

from datetime import date

import pytest

from detente.actors.chronology import Event
from detente.evidence.figure import Figure
from detente.evidence.sentence import figures
from detente.rules.argument import Argument
from detente.rules.line import Line
from detente.rules.now import held_land, open_claim, record, reply
from detente.rules.now.acts import in_order
from detente.rules.now.weight import weight
from tests.rules.now.said import relation, said


def event(what: str, turn: int) -> Event:
    """Make an act of an invented chronology."""
    return Event(date=date(2025, 1, 1), what=what, turn=turn, source="invented")


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
    # what the two agreed on in the war is told with its end, however long ago
    told = line.finding.text
    assert "In July 2022 the two signed the Black Sea grain initiative" in told
    assert "Yet in July 2023 Russia ended its part" in told
    (peace,) = said(record.RULE, "India", "China")
    assert "2020" not in peace.finding.text


def test_a_reaction_is_told_with_what_it_reacts_to() -> None:
    (line,) = said(record.RULE, "Serbia", "EU")
    told = line.finding.text
    assert told.index("a station roof in Novi Sad fell") < told.index("repression of protests")
    # where no act told speaks of protests none is looked for
    (other,) = said(record.RULE, "India", "China")
    assert "protest" not in other.finding.text


@pytest.mark.parametrize(
    ("one", "other", "view"),
    [
        ("NATO", "Russia", None),
        ("ASEAN", "USA", None),
        ("Ukraine", "Russia", None),
        ("Serbia", "EU", None),
        ("Sweden", "NATO", 2021),
        ("Turkey", "EU", 2005),
    ],
)
def test_acts_come_by_day_and_the_newest_is_last(one: str, other: str, view: int | None) -> None:
    acts = in_order(relation(one, other) if view is None else relation(one, other, view))
    days = [(act.asked or act.event).date for act in acts]
    assert len(days) >= 4 and days == sorted(days)


def test_a_turn_on_one_subject_begins_with_yet_and_no_act_has_a_label() -> None:
    (line,) = said(record.RULE, "ASEAN", "USA")
    text = line.finding.text
    assert "In the same month the Economic Ministers" in text
    assert "Over disputed places" not in text and "On arms" not in text
    # a collision at sea comes between the tariffs and the agreements: that is no turn
    assert (
        "In the same month the leaders of Cambodia, Malaysia and the United States signed" in text
    )
    turned = record._link(event("drops tariffs on goods", 1), event("puts tariffs on goods", -1))
    assert turned == record.YET
    assert record._link(event("puts tariffs on goods", 1), event("warships collide", -1)) == ""


def test_a_measure_is_told_with_the_act_that_lifted_it() -> None:
    (line,) = said(record.RULE, "India", "China")
    text = line.finding.text
    assert "its tariffs on Indian goods" not in text or "ended its tariff of 25 per cent" in text


def test_talks_of_two_at_war_are_not_summed_where_a_pause_is_on_record() -> None:
    (line,) = said(record.RULE, "Ukraine", "Russia")
    # a pause in strikes is on record: that no ceasefire followed the talks is not said
    assert "ordered a pause of thirty days" in line.finding.text
    assert "and no ceasefire" not in line.finding.text
    # before the first talks nothing adds up
    (before,) = said(record.RULE, "Ukraine", "Russia", date(2024, 6, 30))
    assert "no ceasefire" not in before.finding.text


def test_what_the_record_tells_no_other_rule_tells_again() -> None:
    argued = Argument(relation("Serbia", "EU"))
    lines = {one.line.rule: one.line for part in argued.section("now") for one in part}
    assert "reply" not in lines
    assert "event" not in lines, "a count of rows is no sentence"
    # the rule itself still has the act, for page 1
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
    assert "In the same month Russia published drafts" in line.finding.text
    assert "In December 2021 Russia had" in line.finding.text
    assert "about 70,000 soldiers at Ukraine's borders" in line.finding.text


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
    assert all("territory of Ukraine" not in line.finding.text for line in found)


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
    (before,) = said(record.RULE, "Sweden", "NATO", 2020)
    assert before.variant == "few"
    assert "parliament approved the agreement on support" in before.finding.text
    assert "regiment on Gotland" not in before.finding.text

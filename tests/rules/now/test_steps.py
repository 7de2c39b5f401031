"""EVENT, TWO-WAYS, REPLY, REPAIRED, OPEN-CLAIM and LAST-FOUGHT."""

from __future__ import annotations

import itertools
from datetime import date

from detente.actors.chronology import Event
from detente.rules.now import (
    event,
    last_fought,
    open_claim,
    record,
    repaired,
    reply,
    steps,
    two_ways,
)
from tests.rules.now.said import days, message, relation, said, variants


def step(year: int, turn: int) -> Event:
    return Event(date=date(year, 1, 1), what="Both meet", turn=turn, source="Communique")


def test_a_run_ends_where_the_direction_changes() -> None:
    events = [step(2019, 1), step(2020, -1), step(2021, 1), step(2022, 1)]
    assert [one.date.year for one in steps.run(events)] == [2021, 2022]
    assert steps.run([]) == ()
    assert steps.newest(events, -1) == events[1]


def test_recent_events_are_those_of_three_years() -> None:
    events = [step(2019, 1), step(2022, 1)]
    assert steps.recent(events, date(2024, 6, 30)) == (events[1],)


def test_decisions_and_events_are_one_record() -> None:
    # names for places were rejected in May 2025, and the leaders met in August
    (line,) = said(two_ways.RULE, "India", "China", date(2025, 10, 1))
    assert line.variant == "unexpected.nearer_last"
    # the answer of 14 May is said with what it answers, by another rule
    assert "31 August 2025" in days(line) and "14 May 2025" not in days(line)
    assert not said(event.RULE, "India", "China")


def test_an_event_and_the_decision_behind_it_are_one_step() -> None:
    known = relation("India", "China")
    found = steps.steps(known)
    gaps = [
        (later.date - one.date).days
        for one, later in itertools.pairwise(found)
        if one.turn == later.turn and one.row.partition(":")[0] != later.row.partition(":")[0]
    ]
    assert gaps and min(gaps) > 3


def test_a_record_without_a_step_the_other_way_is_no_trend() -> None:
    (line,) = said(event.RULE, "NATO", "Russia")
    assert line.variant == "moved.step_apart" and line.headline is None
    # the start of the run is no finding: a list by hand does not show that nothing came between
    assert "27 March 2018" not in days(line) and "none" not in line.finding.text


def test_a_record_of_one_direction_is_no_message() -> None:
    (line,) = said(event.RULE, "Israel", "Morocco")
    # three steps are no run
    assert line.variant == "moved.step_nearer"
    assert line.headline is None


def test_serbia_moved_apart_and_the_signals_of_vietnam_point_two_ways() -> None:
    # the steps of 2025 and 2026 are decisions: signals of 2024 are not the newest
    assert not said(two_ways.RULE, "Serbia", "EU")
    # the newest step answers one of the other side, and is said with it
    assert not said(event.RULE, "Serbia", "EU")
    (vietnam,) = said(two_ways.RULE, "Vietnam", "USA")
    assert {"2 April 2025", "26 October 2025"} <= days(vietnam)
    assert not said(event.RULE, "Vietnam", "USA")


def test_a_ceasefire_is_no_signal_of_goodwill() -> None:
    assert not said(two_ways.RULE, "Pakistan", "India")
    assert not said(event.RULE, "Pakistan", "India")
    assert not said(event.RULE, "Ukraine", "Russia")
    (talks,) = said(record.RULE, "Ukraine", "Russia")
    assert talks.headline is None and "February 2026" in days(talks)


def test_signals_more_than_a_year_apart_are_silent() -> None:
    assert not said(two_ways.RULE, "NATO", "Russia", date(2014, 3, 31))


def test_a_decision_and_its_answer() -> None:
    (line,) = said(reply.RULE, "ASEAN", "USA")
    assert line.variant == "moved.otherwise"
    assert {"2 April 2025", "10 April 2025"} <= days(line)
    assert line.headline is None, "an answer is nothing without what it answers"
    assert variants(reply.RULE, "Greece", "Turkey") == ["moved.in_kind"]
    assert not said(reply.RULE, "Ukraine", "Russia")
    assert not said(reply.RULE, "Liechtenstein", "Switzerland")


def test_the_crisis_of_ladakh_is_repaired_and_its_cause_left() -> None:
    (line,) = said(repaired.RULE, "India", "China")
    assert line.variant == "moved.cause_left"
    assert {"5 May 2020", "21 October 2024"} <= days(line)
    # how many rows a table has is no finding
    assert "steps on record" not in line.finding.text
    assert message(line) == "India and China have repaired a crisis; their claim is still open."


def test_fighting_of_five_days_is_a_clash() -> None:
    (line,) = said(repaired.RULE, "Kyrgyzstan", "Tajikistan")
    assert line.variant == "moved.whole"
    assert {"14 September 2022", "19 September 2022"} <= days(line)
    assert message(line) == "Kyrgyzstan and Tajikistan have repaired their ties after a clash."


def test_greece_and_turkey_are_offered_and_enemies_are_not() -> None:
    # more steps apart than nearer since the crisis of 2020: nothing is repaired
    assert not said(repaired.RULE, "Greece", "Turkey")
    assert not said(repaired.RULE, "Pakistan", "India")
    assert not said(repaired.RULE, "Serbia", "EU")


def test_a_claim_between_partners_between_allies_and_none() -> None:
    (line,) = said(open_claim.RULE, "India", "China")
    assert line.variant == "unexpected.partners_led"
    assert "8 September 1959" in days(line)
    # a crisis need not be about the claim: fighting alone is counted
    assert variants(open_claim.RULE, "Greece", "Turkey") == ["unexpected.allied_quiet"]
    assert not said(open_claim.RULE, "Liechtenstein", "Switzerland")
    # what is held by force is said as an occupation
    assert not said(open_claim.RULE, "Turkey", "Cyprus")


def test_the_first_fighting_since_1967() -> None:
    (line,) = said(last_fought.RULE, "India", "China", 2020)
    assert line.variant == "unusual.after_a_gap"
    assert {"2020", "1967"} <= days(line)
    # today it is six years old: it stays in its section
    assert said(last_fought.RULE, "India", "China")[0].headline is None


def test_india_and_pakistan_fought_in_every_year_from_2013_to_2020() -> None:
    (line,) = said(last_fought.RULE, "Pakistan", "India")
    assert line.variant == "unusual.over"
    assert {"2013", "2020", "2025"} <= days(line)


def test_a_war_of_coalitions_says_nothing_of_two_of_them() -> None:
    assert not said(last_fought.RULE, "Luxembourg", "Serbia and Montenegro", 2005)
    assert not said(last_fought.RULE, "Brazil", "Argentina")

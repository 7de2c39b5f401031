"""Joint bodies by date: their state, how often they met at least, and what is printed of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.actors.joint_bodies import STATES, Body, Happening, bodies, relations
from detente.findings.institutions.bodies import _count, _halt, _last

FOUNDED = date(2002, 5, 1)


def met(day: date, ordinal: int | None = None) -> Happening:
    """Invent a meeting of ministers."""
    return Happening(
        date=day, kind="meeting", what="met", source="s", level="ministers", ordinal=ordinal
    )


def turn(day: date, kind: str) -> Happening:
    """Invent a suspension or a resumption."""
    return Happening(date=day, kind=kind, what="over a war", source="s")


def body(*events: Happening, complete: bool = False) -> Body:
    """Invent a council with these events."""
    return Body(
        id="C",
        name="Council",
        kind="council",
        founded=FOUNDED,
        founding_act="Treaty",
        event=tuple(sorted(events, key=lambda event: event.date)),
        complete=complete,
    )


COUNCIL = body(met(date(2010, 3, 1)), met(date(2011, 3, 1)))


@pytest.mark.parametrize(
    ("day", "condition"),
    [
        (date(2009, 1, 1), "no meeting dated"),
        (date(2011, 12, 31), "met"),
        (date(2012, 2, 29), "met"),
        (date(2012, 3, 1), "not met for 12 months"),
        (date(2014, 2, 28), "not met for 12 months"),
        (date(2014, 3, 1), "not met for 36 months"),
    ],
)
def test_a_body_that_stops_meeting_changes_its_state(day: date, condition: str) -> None:
    assert COUNCIL.state_on(day) == condition


def test_suspended_is_a_body_that_has_not_met_since() -> None:
    stopped = body(met(date(2013, 10, 1)), turn(date(2014, 4, 1), "suspended"))
    assert stopped.state_on(date(2014, 3, 31)) == "met"
    assert stopped.state_on(date(2014, 4, 1)) == "suspended" and stopped.wholly_suspended
    goes_on = replace(stopped, event=(*stopped.event, met(date(2016, 4, 20))))
    assert goes_on.state_on(date(2016, 12, 31)) == "met" and not goes_on.wholly_suspended
    assert "suspended in part on 1 April 2014 (over a war)" in _halt(goes_on)
    assert goes_on.state_on(date(2015, 6, 1)) == "suspended", "the meeting was not known yet"
    ended = replace(goes_on, ended=date(2017, 1, 1))
    assert ended.state_on(date(2017, 1, 1)) == "dissolved"
    assert ended.state_on(date(2016, 12, 31)) == "met"


def test_a_count_is_exact_only_of_a_complete_list_or_of_numbered_meetings() -> None:
    days = [date(year, 6, 1) for year in (2005, 2008, 2011, 2012)]
    plain = body(*map(met, days))
    assert plain.held_since(date(2010, 12, 31)) == (2, False)
    assert replace(plain, complete=True).held_since(date(2010, 12, 31)) == (2, True)
    numbered = body(*(met(day, number) for day, number in zip(days, (3, 6, 9, 12), strict=True)))
    assert numbered.held_since(date(2010, 12, 31)) == (6, True)
    assert (numbered.least, plain.least) == (12, 4)
    special = replace(
        numbered, event=(*numbered.event[:3], met(date(2011, 7, 1)), *numbered.event[3:])
    )
    assert special.held_since(date(2011, 5, 31)) == (6, True), "from the sixth to the twelfth"
    assert special.held_since(date(2011, 6, 30)) == (3, True), "the special one is among them"
    few = replace(special, event=special.event[:4])
    assert few.held_since(date(2011, 5, 31)) == (2, False), "the newest has no number"
    two = body(met(days[0], 1), met(days[1]), met(days[2], 2))
    assert two.held_since(days[0]) == (2, False), "more are dated than were numbered"
    half = body(met(days[0]), met(days[3], 12))
    assert half.held_since(date(2010, 12, 31)) == (1, False), "no number at the first end"


def test_meetings_are_written_as_at_least_so_many_and_the_last_known() -> None:
    assert _count(COUNCIL) == "met on at least 2 dated occasions, all of ministers"
    assert _last(COUNCIL) == "the last known on 1 March 2011"
    whole = replace(COUNCIL, complete=True)
    assert _count(whole) == "met on 2 dated occasions, all of ministers"
    assert _last(whole) == "the last on 1 March 2011"
    numbered = body(met(date(2018, 5, 1), 53), met(date(2019, 3, 15), 54))
    assert _count(numbered) == "counts its meeting of 15 March 2019 as its 54th"


def test_known_bodies_by_date() -> None:
    def state_of(first: str, second: str, name: str, day: date) -> str:
        found = {one.id: one for one in bodies(first, second, day)}
        return found[name].state_on(day)

    assert state_of("NATO", "RUS", "PJC", date(1999, 4, 30)) == "suspended"
    assert state_of("NATO", "RUS", "PJC", date(2001, 12, 31)) == "met"
    assert state_of("NATO", "RUS", "PJC", date(2002, 12, 31)) == "dissolved"
    assert state_of("NATO", "RUS", "NRC", date(2022, 12, 31)) == "met"
    assert state_of("NATO", "RUS", "NRC", date(2024, 12, 31)) == "not met for 12 months"
    assert state_of("NATO", "RUS", "NRC", date(2025, 6, 30)) == "not met for 36 months"
    assert state_of("NATO", "RUS", "NRC", date(2026, 6, 30)) == "dissolved"


def test_every_followed_body_has_a_state_and_no_fewer_meetings_later() -> None:
    for keys in relations():
        first, second = sorted(keys)
        for known in bodies(first, second, date(2026, 6, 30)):
            fewest = 0
            for year in range(known.founded.year, 2027):
                day = date(year, 6, 30)
                assert known.state_on(day) in STATES
                then = known.known_by(day)
                assert then is None or then.least >= fewest, (known.id, year)
                fewest = then.least if then else 0


DAYS = st.integers(min_value=0, max_value=4000).map(lambda days: FOUNDED + timedelta(days=days))
KINDS = st.sampled_from(("meeting", "suspended", "resumed"))


@settings(deadline=None)
@given(st.lists(st.tuples(DAYS, KINDS), max_size=8), DAYS)
def test_later_events_change_no_earlier_state(drawn: list[tuple[date, str]], day: date) -> None:
    events = [met(when) if kind == "meeting" else turn(when, kind) for when, kind in drawn]
    whole = body(*events)
    known = body(*(event for event in events if event.date <= day))
    assert whole.state_on(day) == known.state_on(day)
    count, exact = known.held_since(FOUNDED - timedelta(days=1))
    assert count == len(known.meetings) and not exact

"""Steps of a relation: dated events and decisions, towards each other or apart, in one record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from detente.actors.chronology import Event
from detente.analysis.relation import Relation
from detente.analysis.state.recorded import months_before
from detente.evidence.figure import Figure
from detente.evidence.sentence import Phrase
from detente.rules.now.decided import decided
from detente.rules.now.row_words import day_figure, happened

RECENT = 36
"""Months in which an event is recent."""
LATELY = 12
"""Months in which an act of a third party is news."""


def steps(relation: Relation) -> tuple[Event, ...]:
    """Give the events and decisions of a relation that go one way or the other, by date.

    There is one record: a rule that counts or compares steps sees what another one prints.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    events = [event for event in relation.situation.events if event.turn]
    every = (*events, *decided(relation, events))
    return tuple(sorted(every, key=lambda event: event.date))


def verified(relation: Relation) -> tuple[Event, ...]:
    """Give the steps that were verified; all of them where none was.

    What is counted may be on page 1, where a step that was not verified is never printed.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    every = steps(relation)
    return tuple(event for event in every if event.checked) or every


def recent(events: Sequence[Event], day: date, months: int = RECENT) -> tuple[Event, ...]:
    """Give the events of the last months.

    Parameters
    ----------
    events : sequence of Event
        By date.
    day : datetime.date
        The view.
    months : int
        How many.
    """
    since = months_before(day, months)
    return tuple(event for event in events if event.date >= since)


def newest(events: Sequence[Event], turn: int) -> Event | None:
    """Give the last event of a direction; None where there is none.

    Parameters
    ----------
    events : sequence of Event
        By date.
    turn : int
        1 towards each other, -1 apart.
    """
    return next((event for event in reversed(events) if event.turn == turn), None)


def newest_naming(relation: Relation, name: str) -> Event | None:
    """Give the newest verified act of the last year that names somebody; None where none does.

    Parameters
    ----------
    relation : Relation
        The relation.
    name : str
        The name of a state or bloc, as rows have it.
    """
    year = recent(relation.situation.events, relation.pair.day, LATELY)
    named = [event for event in year if event.checked and name in event.what]
    return named[-1] if named else None


def run(events: Sequence[Event]) -> tuple[Event, ...]:
    """Give the last events of one direction without one of the other between them.

    Parameters
    ----------
    events : sequence of Event
        Steps by date.
    """
    if not events:
        return ()
    turn = events[-1].turn
    found: list[Event] = []
    for event in reversed(events):
        if event.turn != turn:
            break
        found.append(event)
    return tuple(reversed(found))


def day_of(event: Event) -> Figure:
    """Give the day of an event as a figure.

    Parameters
    ----------
    event : Event
        The event.
    """
    precision, checked = event.precision, event.checked
    return day_figure(event.row, event.date, event.source, checked=checked, precision=precision)


def told(event: Event) -> Phrase:
    """Say what happened, with its day, in the past tense.

    Parameters
    ----------
    event : Event
        The event.
    """
    return happened(event.what, day_of(event), event.row)

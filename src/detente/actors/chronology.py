"""Chronology: dated events of well-known relations, each with its public source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from detente.actors import pair_tables as tables
from detente.actors.documents import as_cited
from detente.actors.own_rows import NO_FACTS, OwnFacts, pair_part, row_id
from detente.actors.row_sources import Sourced, read_source, without_source
from detente.span import as_day


@dataclass(frozen=True, slots=True)
class Event(Sourced):
    """One dated event.

    Attributes
    ----------
    date : datetime.date
        Its day; the first of the month or year where `precision` says so.
    what : str
        What happened, one sentence.
    turn : int
        1 towards co-operation, -1 towards hostility, 0 neither or both.
    source : str
        The public document that records it.
    precision : {"day", "month", "year"}
        How exact the date is.
    row : str
        Stable id of the row.
    """

    date: date
    what: str
    turn: int
    source: str
    precision: str = "day"
    row: str = ""


@cache
def _read(keys: frozenset[str]) -> tuple[Event, ...]:
    table = tables.read("chronology", keys)
    return tuple(_event(keys, event) for event in table["event"]) if table else ()


def _event(keys: frozenset[str], event: dict[str, Any]) -> Event:
    """Build the event of one row."""
    name = row_id("event", pair_part(keys), event["date"])
    return Event(**without_source(event), **read_source(event, where=name), row=name)


def _with_own(keys: frozenset[str], own: OwnFacts) -> tuple[Event, ...]:
    """Give the events of a relation, those of a user's file among them."""
    ours = _read(keys)
    if not own:
        return ours
    kept = (event for event in ours if event.row not in own.withdrawn)
    return tuple(sorted((*kept, *own.entries(Event, keys)), key=lambda event: event.date))


def relations() -> tuple[frozenset[str], ...]:
    """Name the relations that have a chronology, as pairs of keys.

    Examples
    --------
    >>> frozenset(("NATO", "RUS")) in relations(), len(relations()) > 10
    (True, True)
    """
    return tuple(tables.named("chronology"))


def chronology(
    first: str, second: str, until: int | date | None = None, *, own: OwnFacts = NO_FACTS
) -> tuple[Event, ...]:
    """Give the dated events of a relation.

    Parameters
    ----------
    first, second : str
        Keys of the parties (ISO letters, bloc ids), in either order.
    until : int or datetime.date, optional
        Last day, or the year whose 31 December is meant; nothing after it. All events by default.
    own : OwnFacts
        Rows of a user's file that are added or left out.

    Returns
    -------
    tuple of Event
        Empty where nobody has written one.

    Examples
    --------
    >>> [e.date.year for e in chronology("RUS", "NATO", 1955)][:1]
    [1949]
    """
    known = _with_own(frozenset((first, second)), own)
    if until is None:
        return known
    last = as_day(until)
    begun = (event for event in known if tables.latest(event.date, event.precision) <= last)
    return tuple(as_cited(event, last) for event in begun)

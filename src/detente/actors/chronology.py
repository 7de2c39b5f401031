"""Chronology: dated events of well-known relations, each with its public source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from detente.actors import pair_tables as tables
from detente.span import as_day


@dataclass(frozen=True, slots=True)
class Event:
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
    url : str
        Its address; empty where none is given.
    precision : {"day", "month", "year"}
        How exact the date is.
    checked : bool
        Whether a page that states or reports it was read; the others are unverified.
    """

    date: date
    what: str
    turn: int
    source: str
    url: str = ""
    precision: str = "day"
    checked: bool = False


@cache
def _read(keys: frozenset[str]) -> tuple[Event, ...]:
    table = tables.read("chronology", keys)
    return tuple(Event(**event) for event in table["event"]) if table else ()


def relations() -> tuple[frozenset[str], ...]:
    """Name the relations that have a chronology, as pairs of keys.

    Examples
    --------
    >>> frozenset(("NATO", "RUS")) in relations(), len(relations()) > 10
    (True, True)
    """
    return tuple(tables.named("chronology"))


def chronology(first: str, second: str, until: int | date | None = None) -> tuple[Event, ...]:
    """Give the dated events of a relation.

    Parameters
    ----------
    first, second : str
        Keys of the parties (ISO letters, bloc ids), in either order.
    until : int or datetime.date, optional
        Last day, or the year whose 31 December is meant; nothing after it. All events by default.

    Returns
    -------
    tuple of Event
        Empty where nobody has written one.

    Examples
    --------
    >>> [e.date.year for e in chronology("RUS", "NATO", 1955)][:1]
    [1949]
    """
    known = _read(frozenset((first, second)))
    if until is None:
        return known
    last = as_day(until)
    return tuple(event for event in known if tables.latest(event.date, event.precision) <= last)

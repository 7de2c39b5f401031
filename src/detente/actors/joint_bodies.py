"""Joint bodies of two actors: councils, commissions and summits, each with its public source."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from detente.actors import pair_tables as tables


@dataclass(frozen=True, slots=True)
class Happening:
    """One dated event in the life of a joint body.

    Attributes
    ----------
    date : datetime.date
        Its day; the first of the month or year where `precision` says so.
    kind : {"meeting", "suspended", "resumed", "ended"}
        What happened.
    what, source : str
        In words, and the public document or statement that records it.
    level : str
        ``"summit"``, ``"ministers"``, ``"ambassadors"``, ``"officials"``; empty where it has none.
    precision : {"day", "month", "year"}
        How exact the date is.
    """

    date: date
    kind: str
    what: str
    source: str
    level: str = ""
    precision: str = "day"


@dataclass(frozen=True, slots=True)
class Body:
    """A body of exactly two sides.

    Attributes
    ----------
    id, name, kind : str
        Short id, name, and ``"council"``, ``"commission"``, ``"summit"``, ``"dialogue"``,
        ``"committee"`` or ``"parliamentary"``.
    founded : datetime.date
        First day.
    basis : str
        The document that founded it.
    ended : datetime.date or None
        Last day; None where it goes on.
    replaced_by, url, formats : str
        Id of its successor, address of the document, formats as the document sets them; empty where
        there is none.
    event : tuple of Happening
        By date. The list of meetings is as complete as public record allowed, not more.
    """

    id: str
    name: str
    kind: str
    founded: date
    basis: str
    ended: date | None = None
    replaced_by: str = ""
    url: str = ""
    formats: str = ""
    event: tuple[Happening, ...] = ()
    founded_precision: str = "day"
    ended_precision: str = "day"

    def known_by(self, day: date) -> Body | None:
        """Give the body as a day knew it; None before its founding.

        Parameters
        ----------
        day : datetime.date
            The day.
        """
        if self.founded > day:
            return None
        known = tuple(
            event for event in self.event if tables.latest(event.date, event.precision) <= day
        )
        if self.ended is not None and self.ended <= day:
            return replace(self, event=known)
        return replace(self, event=known, ended=None, replaced_by="")

    @property
    def meetings(self) -> tuple[Happening, ...]:
        """Give its meetings."""
        return tuple(e for e in self.event if e.kind == "meeting")

    @property
    def suspended(self) -> Happening | None:
        """Give the suspension that is in force after the last event; None where there is none."""
        turns = [e for e in self.event if e.kind in ("suspended", "resumed", "ended")]
        return turns[-1] if turns and turns[-1].kind == "suspended" else None


@cache
def _read(keys: frozenset[str]) -> tuple[Body, ...]:
    table = tables.read("bodies", keys)
    read = []
    for row in table["body"] if table else ():
        events = [Happening(**event) for event in row.pop("event", ())]
        ordered = sorted(events, key=lambda event: event.date)
        read.append(Body(**row, event=tuple(ordered)))
    return tuple(sorted(read, key=lambda body: body.founded))


def relations() -> tuple[frozenset[str], ...]:
    """Name the relations whose joint bodies are followed, as pairs of keys.

    Examples
    --------
    >>> frozenset(("NATO", "RUS")) in relations()
    True
    """
    return tuple(tables.named("bodies"))


def bodies(first: str, second: str, as_of: date) -> tuple[Body, ...]:
    """Give the joint bodies of two actors as a day knew them, the oldest first.

    Empty where none is followed.

    Parameters
    ----------
    first, second : str
        Keys of the actors, in any order.
    as_of : datetime.date
        The day.

    Examples
    --------
    >>> [x.id for x in bodies("RUS", "NATO", date(2001, 12, 31))]
    ['PJC']
    """
    known = [body.known_by(as_of) for body in _read(frozenset((first, second)))]
    return tuple(body for body in known if body is not None)

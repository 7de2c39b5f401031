"""Joint bodies of two actors: councils, commissions and summits, each with its public source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from detente.actors import pair_tables as tables
from detente.actors.documents import as_cited
from detente.actors.own_rows import NO_FACTS, OwnFacts, pair_part, row_id
from detente.actors.row_sources import Sourced, read_source, without_source
from detente.actors.strict_rows import one_of
from detente.errors import RequestError
from detente.span import years_before

MET, SUSPENDED, DISSOLVED = "met", "suspended", "dissolved"
NOT_FOR_A_YEAR, NOT_FOR_THREE_YEARS = "not met for 12 months", "not met for 36 months"
NO_MEETING = "no meeting dated"
RANKS = ("summit", "ministers", "ambassadors", "officials", "parliament")
"""Who may sit in a joint body, the highest first."""
STATES = (MET, NOT_FOR_A_YEAR, NOT_FOR_THREE_YEARS, SUSPENDED, DISSOLVED, NO_MEETING)
"""States of a joint body on a day; met is within twelve months."""
MISSED = 2
"""Meetings that must be missed before a body counts as overdue."""
MOST_A_YEAR = 12
"""Meetings a year beyond which a rhythm is a slip of the pen."""
DAYS = 365.25
"""Days in a year."""


@dataclass(frozen=True, slots=True)
class Happening(Sourced):
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
    ordinal : int or None
        The body's own number of the meeting (54 for the 54th); None where the document gives none.
    part : str
        Of a suspension what alone it stops; empty where it stops the body as a whole.
    row : str
        Stable id of the row.
    according : str
        Who states it, where it is a row of a user's file; otherwise empty.
    """

    date: date
    kind: str
    what: str
    source: str
    level: str = ""
    precision: str = "day"
    ordinal: int | None = None
    part: str = ""
    row: str = ""
    according: str = ""


@dataclass(frozen=True, slots=True)
class Body(Sourced):
    """A body of exactly two sides.

    Attributes
    ----------
    id, name, kind : str
        Short id, name, and ``"council"``, ``"commission"``, ``"summit"``, ``"dialogue"``,
        ``"committee"`` or ``"parliamentary"``.
    founded : datetime.date
        First day.
    founding_act : str
        The document that founded it.
    ended : datetime.date or None
        Day on which it ended or its successor began; None where it goes on.
    replaced_by, formats : str
        Id of its successor, and formats as the document sets them; empty where there is none.
    event : tuple of Happening
        By date. The list of meetings is as complete as public record allowed, not more.
    complete : bool
        Whether every meeting is in the list; where not, a count is "at least".
    rank : str
        One of `RANKS`: who sits in it by its founding act; empty where the act does not say.
    mandate, outputs : str
        What it is for, and what it may give, by its founding act; empty where it does not say.
    a_year : float or None
        Meetings a year that the act asks for (one in three years is 0.33); None where it sets none.
    """

    id: str
    name: str
    kind: str
    founded: date
    founding_act: str
    ended: date | None = None
    replaced_by: str = ""
    formats: str = ""
    event: tuple[Happening, ...] = ()
    founded_precision: str = "day"
    ended_precision: str = "day"
    complete: bool = False
    rank: str = ""
    mandate: str = ""
    outputs: str = ""
    a_year: float | None = None

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
            as_cited(event, day)
            for event in self.event
            if tables.latest(event.date, event.precision) <= day
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

    @property
    def numbered(self) -> Happening | None:
        """Give the last meeting that the body itself numbered; None where none is."""
        return next((met for met in reversed(self.meetings) if met.ordinal is not None), None)

    @property
    def wholly_suspended(self) -> bool:
        """Whether it is suspended, not only in part: a body that has met since goes on in part."""
        halt = self.suspended
        if halt is None or halt.part:
            return False
        return not any(met.date > halt.date for met in self.meetings)

    @property
    def least(self) -> int:
        """The fewest meetings there can have been: those dated here, or the body's own number."""
        return max(len(self.meetings), (self.numbered and self.numbered.ordinal) or 0)

    def held_since(self, day: date) -> tuple[int, bool]:
        """Count the meetings after a day.

        Parameters
        ----------
        day : datetime.date
            The day.

        Returns
        -------
        tuple of (int, bool)
            The number, and whether it is exact: the list is complete, or the body's own numbers
            give it at both ends. Otherwise there were at least so many.
        """
        dated = sum(met.date > day for met in self.meetings)
        before = [met for met in self.meetings if met.date <= day]
        if self.complete or not (before and dated):
            return dated, self.complete
        first, last = before[-1].ordinal, self.meetings[-1].ordinal
        if first is None or last is None:
            return dated, False
        # a special meeting has no number: then more are dated than were numbered
        numbered = last - first
        return max(dated, numbered), numbered >= dated

    def overdue_on(self, day: date) -> float | None:
        """Give the years since the last known meeting, where its own rhythm is missed twice over.

        Parameters
        ----------
        day : datetime.date
            The day; what came later is not looked at.

        Returns
        -------
        float or None
            None where its act sets no rhythm, it has ended, no meeting is known, or it keeps time.
        """
        known = self.known_by(day)
        if known is None or known.a_year is None or known.ended is not None or not known.meetings:
            return None
        since = (day - known.meetings[-1].date).days / DAYS
        return since if since * known.a_year > MISSED else None

    def state_on(self, day: date) -> str:
        """Give the state of the body on a day.

        Parameters
        ----------
        day : datetime.date
            The day; what came later is not looked at.

        Returns
        -------
        str
            One of `STATES`. Where the list is not complete, "not met" means that no meeting is
            known.
        """
        known = self.known_by(day)
        if known is None or not known.event:
            return NO_MEETING
        if known.ended is not None:
            return DISSOLVED
        if known.wholly_suspended:
            return SUSPENDED
        if not known.meetings:
            return NO_MEETING
        last = known.meetings[-1].date
        if last > years_before(day, 1):
            return MET
        return NOT_FOR_A_YEAR if last > years_before(day, 3) else NOT_FOR_THREE_YEARS


@cache
def _read(keys: frozenset[str]) -> tuple[Body, ...]:
    table = tables.read("bodies", keys)
    read = []
    for row in table["body"] if table else ():
        events = row.pop("event", ())
        happened = [_happening(keys, row["id"], event) for event in events]
        ordered = sorted(happened, key=lambda event: event.date)
        source = read_source(row, where=row_id("body", pair_part(keys), row["id"]))
        _check_mandate(row, keys)
        read.append(Body(**without_source(row), **source, event=tuple(ordered)))
    return tuple(sorted(read, key=lambda body: body.founded))


def _check_mandate(row: Mapping[str, Any], keys: frozenset[str]) -> None:
    """Refuse a rank that nobody knows and a rhythm that is none."""
    where = row_id("body", pair_part(keys), row["id"])
    one_of(row, "rank", RANKS, where)
    if not 0 < row.get("a_year", 1) <= MOST_A_YEAR:
        raise RequestError(f"'a_year' is {row['a_year']}", where=where)


def _happening(keys: frozenset[str], body: str, event: dict[str, Any]) -> Happening:
    """Build the event of one row."""
    name = event_id(keys, body, event)
    return Happening(**without_source(event), **read_source(event, where=name), row=name)


def event_id(keys: frozenset[str], body: str, event: Mapping[str, Any]) -> str:
    """Give the stable name of a row in the life of a body.

    Parameters
    ----------
    keys : frozenset of str
        Keys of the two actors.
    body : str
        Id of the body.
    event : mapping
        The row: its ``kind`` and ``date``.

    Examples
    --------
    >>> met = {"kind": "meeting", "date": date(2002, 5, 28)}
    >>> event_id(frozenset(("NATO", "RUS")), "NRC", met)
    'meeting:NATO-RUS:NRC:2002-05-28'
    """
    return row_id(event["kind"], pair_part(keys), body, event["date"])


def bodies_of(keys: frozenset[str]) -> tuple[Body, ...]:
    """Give the bodies that the project's tables follow, whatever the day.

    Parameters
    ----------
    keys : frozenset of str
        Keys of the two actors.

    Examples
    --------
    >>> "PJC" in {body.id for body in bodies_of(frozenset(("NATO", "RUS")))}
    True
    """
    return _read(keys)


def _with_own(keys: frozenset[str], own: OwnFacts) -> tuple[Body, ...]:
    """Give the bodies of two actors, with the bodies and meetings of a user's file."""
    ours = _read(keys)
    if not own:
        return ours
    every = (*ours, *own.entries(Body, keys))
    return tuple(
        sorted((_of_both(body, keys, own) for body in every), key=lambda body: body.founded)
    )


def _of_both(body: Body, keys: frozenset[str], own: OwnFacts) -> Body:
    """Add the meetings of a user's file to a body, and leave out those that it contests."""
    added = own.entries(Happening, keys, body.id)
    kept = [event for event in body.event if event.row not in own.withdrawn]
    events = sorted((*kept, *added), key=lambda event: event.date)
    return replace(body, event=tuple(events))


def relations() -> tuple[frozenset[str], ...]:
    """Name the relations whose joint bodies are followed, as pairs of keys.

    Examples
    --------
    >>> frozenset(("NATO", "RUS")) in relations()
    True
    """
    return tuple(tables.named("bodies"))


def bodies(first: str, second: str, as_of: date, *, own: OwnFacts = NO_FACTS) -> tuple[Body, ...]:
    """Give the joint bodies of two actors as a day knew them, the oldest first.

    Empty where none is followed.

    Parameters
    ----------
    first, second : str
        Keys of the actors, in any order.
    as_of : datetime.date
        The day.
    own : OwnFacts
        Rows of a user's file that are added or left out.

    Examples
    --------
    >>> [x.id for x in bodies("RUS", "NATO", date(2001, 12, 31))]
    ['PJC']
    """
    known = [body.known_by(as_of) for body in _with_own(frozenset((first, second)), own)]
    return tuple(body for body in known if body is not None)

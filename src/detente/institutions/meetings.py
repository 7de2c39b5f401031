"""Meetings of a joint body between two days: by its own numbers where they are known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from detente.actors.joint_bodies import Body
from detente.evidence.cell import Cell


@dataclass(frozen=True, slots=True)
class MeetingCount:
    """Meetings of a body in a span of days.

    Attributes
    ----------
    body : Body
        The body, as the view knew it.
    after, until : datetime.date
        The day after which meetings count, and the last that does.
    count : int
        The fewest there can have been.
    most : int or None
        The most there can have been by the body's own numbers; None where they do not say. What
        came after the newest known meeting is never among them.
    """

    body: Body
    after: date
    until: date
    count: int
    most: int | None

    @property
    def is_exact(self) -> bool:
        """Whether the list is complete, or the body's own numbers give it at both ends."""
        return self.most == self.count

    @property
    def cell(self) -> Cell:
        """The count as a cell."""
        met = [one for one in self.body.meetings if self.after < one.date <= self.until]
        numbered = [one for one in met if one.ordinal is not None]
        if len(numbered) > 1 and self.count > len(met):
            # the numbers at both ends give the count, whatever lies between them
            met = [numbered[0], numbered[-1]]
        days = (("after", self.after.isoformat()), ("day", self.until.isoformat()))
        return Cell(
            "bodies",
            "meetings",
            keys=(("body", self.body.id), *days),
            value=float(self.count),
            unit="meetings",
            sources=("blocs",),
            rule="difference of the body's own numbers, or meetings dated in the table",
            checked=all(one.checked for one in met),
        )


def meetings_between(body: Body, after: date, until: date) -> MeetingCount:
    """Count the meetings of a body after one day and up to another.

    Parameters
    ----------
    body : Body
        The body, as the view knew it.
    after, until : datetime.date
        The days.

    Examples
    --------
    >>> from detente.actors.joint_bodies import bodies
    >>> known = bodies("CHN", "IND", date(2025, 12, 31))
    >>> border = next(body for body in known if body.id == "WMCC")
    >>> found = meetings_between(border, date(2020, 6, 16), date(2025, 7, 23))
    >>> found.count, found.most
    (20, 22)
    """
    met = [one for one in body.meetings if after < one.date <= until]
    before = [one for one in body.meetings if one.date <= after]
    later = [one for one in body.meetings if one.date > until]
    numbers = [one.ordinal for one in met if one.ordinal is not None]
    if body.complete or not numbers:
        most = len(met) if body.complete else None
        return MeetingCount(body, after, until=until, count=len(met), most=most)
    # a special meeting has no number: then more are dated than were numbered
    count = max(len(met), numbers[-1] - numbers[0] + 1)
    first = before[-1].ordinal if before else None
    following = later[0].ordinal if later else numbers[-1] + 1
    unknown = first is None or following is None
    most = None if unknown else max(count, (following or 0) - (first or 0) - 1)
    return MeetingCount(body, after, until=until, count=count, most=most)


def as_long_before(day: date, until: date) -> date:
    """Give the day that lies as long before a day as another lies after it.

    Parameters
    ----------
    day, until : datetime.date
        The days.

    Examples
    --------
    >>> as_long_before(date(2020, 6, 16), date(2020, 6, 26))
    datetime.date(2020, 6, 6)
    """
    return day - timedelta(days=(until - day).days)

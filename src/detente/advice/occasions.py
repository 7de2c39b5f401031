"""Occasions: the next meeting of leaders that a joint body's own rhythm sets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.actors.joint_bodies import Body
from detente.actors.relation_key import RelationKey
from detente.advice.dates import LEAD, MONTHS, months_after
from detente.advice.deadlines import Deadline
from detente.advice.records import working_bodies

SUMMIT = "summit"
MOST_MISSED = 4
"""Meetings by the rhythm that may lie between the last known one and the deadline."""
LAST = 18
"""Months after the view beyond which a meeting is no deadline."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """A meeting that is due.

    Attributes
    ----------
    body : Body
        Which body meets.
    due : datetime.date
        First day of the month.
    """

    body: Body
    due: date

    @property
    def deadline(self) -> Deadline:
        """The meeting as a deadline: without a date on record its year alone is known."""
        rule = "the last meeting of the body, and the rhythm that its founding act sets"
        return Deadline(self.due, rule=rule, row=self.body.id, precision="year")


def next_summit(pair: RelationKey) -> Occasion | None:
    """Give the next meeting of leaders by the rhythm that its founding act sets; None without one.

    Parameters
    ----------
    pair : RelationKey
        The relation.

    Examples
    --------
    >>> from detente.actors.relation_key import pair
    >>> found = next_summit(pair("ASEAN", "USA", "2026-06-30"))
    >>> found.due
    datetime.date(2026, 10, 1)
    >>> next_summit(pair("Ukraine", "Russia", "2026-06-30")) is None
    True
    """
    for body in working_bodies(pair):
        last = body.meetings[-1]
        if body.a_year is None or SUMMIT not in (body.kind, last.level):
            continue
        apart = round(MONTHS / body.a_year)
        coming = (months_after(last.date, apart * times) for times in range(1, 1 + MOST_MISSED))
        due = next((one for one in coming if one >= pair.day + LEAD), None)
        if due is not None and due <= months_after(pair.day, LAST):
            return Occasion(body, due)
    return None

"""Deadlines of advice: a month that something dated sets, or a year after the view."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.advice.dates import AHEAD, ASSEMBLY, months_after, next_month
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, figure_id, on_day
from detente.evidence.sentence import Phrase
from detente.phrasing import UNIT_WORDS

MONTHS = 12
LAST = 18
"""Months after the view beyond which a day is no deadline."""
YOUNG = (1, 2, 3)
"""Years after an event at which it is looked back on while it is young."""
YEAR = "year"
ROUND, OLDEST = 5, 100
"""Years between the anniversaries of an older one, and the last that counts."""
BY = "By {due} "
"""How a sentence begins that has room for what is due in its month."""


@dataclass(frozen=True, slots=True)
class Since:
    """Something dated from which a deadline is counted.

    Attributes
    ----------
    day : datetime.date
        The day.
    words : str
        What it was, as it follows "after": ``"the last exchange"``.
    row : str
        Row of the table that has it; empty for none.
    precision : {"day", "month", "year"}
        How exact the day is: of a day that is known by its year alone no month follows.
    """

    day: date
    words: str
    row: str = ""
    precision: str = "day"


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when something should be done, and what makes it the day.

    Attributes
    ----------
    due : datetime.date
        First day of the month.
    rule : str
        How it was found, for the note.
    occasion : str
        What falls in that month, as it follows the date; empty where it is a year from the view.
    row : str
        Row of the table that it is counted from; empty for none.
    precision : {"month", "year"}
        How exactly it is known: of a meeting without a date on record the year alone is.
    """

    due: date
    rule: str
    occasion: str = ""
    row: str = ""
    precision: str = "month"

    def figure(self, course: str) -> Figure:
        """Give the month as a figure: its cell says that it is proposed, and from what.

        Parameters
        ----------
        course : str
            Id of the course.
        """
        keys = (("course", course), ("day", self.due.isoformat()))
        cell = Cell(
            "advice",
            "due",
            keys=(*keys, ("row", self.row)) if self.row else keys,
            value=1.0,
            unit="proposal",
            sources=("blocs",),
            rule=self.rule,
        )
        return on_day(figure_id("advice", course, "due"), self.due, cell, precision=self.precision)

    def begun(self, course: str) -> Phrase:
        """Give the month with what falls in it, as a clause after "by".

        Parameters
        ----------
        course : str
            Id of the course.
        """
        words = f"{{due}}, {self.occasion}," if self.occasion else "{due}"
        return Phrase(words, {"due": self.figure(course)})


def deadline(day: date, *events: Since) -> Deadline:
    """Give the first deadline that one of some events sets; a year after the view without one.

    The events are asked in their order: what the advice rests on comes before what the relation
    has beside it.

    Parameters
    ----------
    day : datetime.date
        The view.
    *events : Since
        What it may be counted from.

    Examples
    --------
    >>> view = date(2026, 6, 30)
    >>> found = deadline(view, Since(date(2026, 2, 5), "the last exchange"))
    >>> found.due, found.occasion
    (datetime.date(2027, 2, 1), 'a year after the last exchange')
    >>> deadline(view, Since(date(2022, 1, 12), "its last meeting")).occasion
    'five years after its last meeting'
    >>> deadline(view).due
    datetime.date(2027, 6, 1)
    """
    for event in events:
        found = _after(day, event)
        if found is not None:
            return found
    return Deadline(months_after(day, MONTHS), rule="a year after the view")


def _after(day: date, event: Since) -> Deadline | None:
    """Give the first anniversary of an event that lies ahead; None where none is near."""
    last = months_after(day, LAST)
    if event.precision == YEAR:
        return None
    for years in (*YOUNG, *range(ROUND, OLDEST + 1, ROUND)):
        due = months_after(event.day, years * MONTHS)
        if day + AHEAD <= due <= last:
            passed = _years(years)
            words = f"{passed} after {event.words}" if passed else ""
            rule = f"{years} years after {event.words}: the first of 1, 2, 3 and each fifth year"
            return Deadline(due, rule=rule, occasion=words, row=event.row)
    return None


def _years(years: int) -> str:
    """Write a few years as words; empty where a sentence would need a number."""
    if years == 1:
        return "a year"
    return f"{UNIT_WORDS[years]} years" if years < len(UNIT_WORDS) else ""


def votes_counted(day: date) -> Deadline:
    """Give the month in which the votes of a whole session are out.

    Parameters
    ----------
    day : datetime.date
        The view.
    """
    rule = "the votes of a whole session come in January"
    return Deadline(
        next_month(day, (1,), AHEAD), rule=rule, occasion="when the year's votes are counted"
    )


def session_opens(day: date) -> Deadline:
    """Give the month in which a session of the General Assembly opens; parameters as above."""
    rule = "a session of the General Assembly opens in September"
    return Deadline(next_month(day, (9,), AHEAD), rule=rule, occasion="when the Assembly opens")


def assembly_votes(day: date) -> Deadline:
    """Give the month by which the Assembly has voted; parameters as above."""
    rule = "the committees and the plenary of the Assembly have voted by December"
    return Deadline(next_month(day, ASSEMBLY), rule=rule)


def yearly_vote(day: date, month: int) -> Deadline:
    """Give the next vote on a text that comes back each year.

    Parameters
    ----------
    day : datetime.date
        The view.
    month : int
        Number of the month of its last vote.
    """
    return Deadline(next_month(day, (month,)), rule="the month of the last vote on this text")

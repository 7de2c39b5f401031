"""Dates that advice proposes: the first fitting month after the view, as a bound figure."""

from __future__ import annotations

from datetime import date, timedelta

from detente.actors.checked import STALE_AFTER
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, figure_id, on_day

LEAD = timedelta(days=60)
"""Days between the view and the earliest month that can be proposed."""
AHEAD = timedelta(days=STALE_AFTER)
"""Days between the view and a deadline: until then a paper is read without a warning."""
ASSEMBLY = (12,)
"""The Assembly's committees and plenary have voted by December."""
HALF_YEARS = (6, 12)
"""Months of the regular meetings of the European Council."""
MONTHS = 12
YEARS = 3
"""Years among which a month that lies far enough ahead is looked for."""


def next_month(day: date, months: tuple[int, ...], lead: timedelta = LEAD) -> date:
    """Give the first day of the first of some months that lies far enough after a day.

    Parameters
    ----------
    day : datetime.date
        The view.
    months : tuple of int
        Numbers of months.
    lead : datetime.timedelta
        Time between the view and the month.

    Examples
    --------
    >>> next_month(date(2026, 6, 30), HALF_YEARS), next_month(date(2026, 11, 20), ASSEMBLY)
    (datetime.date(2026, 12, 1), datetime.date(2027, 12, 1))
    """
    years = range(day.year, day.year + YEARS)
    starts = (date(year, month, 1) for year in years for month in sorted(months))
    return next(start for start in starts if start >= day + lead)


def first_ahead(day: date) -> date:
    """Give the first day of the first month that ends after a paper of a view is out of date.

    Parameters
    ----------
    day : datetime.date
        The view.

    Examples
    --------
    >>> first_ahead(date(2026, 6, 30)), first_ahead(date(2026, 1, 1))
    (datetime.date(2026, 12, 1), datetime.date(2026, 6, 1))
    """
    return (day + AHEAD).replace(day=1)


def months_after(day: date, months: int) -> date:
    """Give the first day of the month that lies some months after that of a day.

    Parameters
    ----------
    day : datetime.date
        The day.
    months : int
        How many months later.

    Examples
    --------
    >>> months_after(date(2026, 6, 30), 12)
    datetime.date(2027, 6, 1)
    """
    years, month = divmod(day.month - 1 + months, MONTHS)
    return date(day.year + years, month + 1, 1)


def proposed(course: str, due: date, *, precision: str = "month") -> Figure:
    """Give a proposed month as a figure: its cell says that it is a proposal.

    Parameters
    ----------
    course : str
        Id of the course.
    due : datetime.date
        First day of the month.
    precision : {"month", "year"}
        How exactly it is known: of a meeting without a date on record the year alone is.
    """
    cell = Cell(
        "advice",
        "due",
        keys=(("course", course), ("day", due.isoformat())),
        value=1.0,
        unit="proposal",
        sources=("blocs",),
        rule="the first fitting month at least 60 days after the view",
    )
    return on_day(figure_id("advice", course, "due"), due, cell, precision=precision)


def month_precision(precision: str) -> str:
    """Give how exactly a sentence of advice names a day: by its month at most.

    Parameters
    ----------
    precision : {"day", "month", "year"}
        How exactly the day is known.
    """
    return "month" if precision == "day" else precision

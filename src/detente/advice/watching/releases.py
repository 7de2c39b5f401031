"""When the next edition of a series is due, as a bound figure."""

from __future__ import annotations

from datetime import date, timedelta

from detente.actors.releases import released
from detente.advice.dates import first_ahead
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, dated, figure_id, on_day

DAY = timedelta(days=1)
MONTH = timedelta(days=31)
"""From the first of a month into the next."""


def next_release(series: str, day: date) -> tuple[date, Figure] | None:
    """Give the month of the next edition; None where the series has no rhythm on that day.

    Parameters
    ----------
    series : str
        Id in the table of releases.
    day : datetime.date
        The view.

    Examples
    --------
    >>> next_release("vdem", date(2025, 12, 31))[1].write()
    'March 2026'
    """
    return _figure(series, _after(series, day))


def next_unused(series: str, day: date, newest: int) -> tuple[date, Figure, Figure] | None:
    """Give the month of the first edition with a year that no sentence has used, and that year.

    Parameters
    ----------
    series : str
        Id in the table of releases.
    day : datetime.date
        The view.
    newest : int
        Last year of the series that the paper uses.

    Examples
    --------
    >>> _, month, year = next_unused("un_votes", date(2013, 12, 31), 2013)
    >>> month.write(), year.write()
    ('January 2015', '2014')
    """
    due = _after(series, day)
    while due is not None and due.year - lag(series) <= newest:
        due = _after(series, (due + MONTH).replace(day=1))
    found = _figure(series, due)
    if found is None:
        return None
    year = dated(figure_id("watch", series, "next"), found[0].year - lag(series), *found[1].cells)
    return *found, year


def _after(series: str, day: date) -> date | None:
    known = released()[series]
    if len(known.months) > 1:
        # of several editions a year the first that a reader of the paper can still wait for
        return known.due_after(first_ahead(day) - DAY)
    due = known.due_after(day)
    if due is not None and due <= day:
        # the month of the view has begun: whether its edition is still to come is not known
        due = known.due_after((due + MONTH).replace(day=1))
    return due


def _figure(series: str, due: date | None) -> tuple[date, Figure] | None:
    if due is None:
        return None
    known = released()[series]
    cell = Cell(
        "releases",
        "months",
        keys=(("series", series), ("day", due.isoformat())),
        value=float(due.month),
        unit="month",
        sources=("blocs",),
        rule=f"the month in which {known.producer} publishes",
    )
    return due, on_day(figure_id("watch", series, "due"), due, cell, precision="month")


def lag(series: str) -> int:
    """Give the years from the last year of data to the year of release.

    Parameters
    ----------
    series : str
        Id in the table of releases.
    """
    return released()[series].lag

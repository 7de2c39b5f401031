"""What to watch by when: the next edition of the series that a finding rests on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from detente.actors.releases import Released, of_source
from detente.phrasing import month_of


def due(sources: Iterable[str], day: date) -> tuple[tuple[Released, date], ...]:
    """Give the series behind some sources, each with the month of its next edition, in order.

    Parameters
    ----------
    sources : iterable of str
        Ids of sources.
    day : datetime.date
        The view: a rhythm that began later is not known to it.

    Examples
    --------
    >>> [(series.id, month.year) for series, month in due(("vdem", "cow_nmc"), date(2025, 12, 31))]
    [('vdem', 2026)]
    """
    followed = {series.id: series for series in map(of_source, sources) if series is not None}
    months = ((series, series.due_after(day)) for series in followed.values())
    ahead = [(series, month) for series, month in months if month is not None]
    return tuple(sorted(ahead, key=lambda one: (one[1], one[0].id)))


def due_words(sources: Iterable[str], day: date) -> str:
    """Say which edition is due first; empty where none of the sources has a rhythm.

    Parameters
    ----------
    sources : iterable of str
        Ids of sources.
    day : datetime.date
        The view.

    Examples
    --------
    >>> due_words(("vdem",), date(2025, 12, 31))
    'the next edition of V-Dem is due in March 2026'
    """
    ahead = due(sources, day)
    if not ahead:
        return ""
    series, month = ahead[0]
    return f"the next edition of {series.name} is due in {month_of(month)}"

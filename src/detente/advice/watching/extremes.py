"""Series that are watched against their own former extreme: what they share."""

from __future__ import annotations

from dataclasses import dataclass, replace

from detente.evidence.cell import Cell
from detente.evidence.series import Series

SPAN = 20
"""Years in which an extreme is looked for."""
RECENT = 5
"""Years over which a direction is read, and that do not give the extreme."""
APART = 0.05
"""Part of the value by which the extreme has to lie beyond it."""
REACH = 10
"""Years in which the extreme would be reached at the pace of the last years."""
OLDEST = 3
"""Years before the view from which a value is too old to be watched."""


@dataclass(frozen=True, slots=True)
class Extreme:
    """A series' value, and the former extreme that lies ahead of it.

    Attributes
    ----------
    now, limit : Cell
        The newest value, and the extreme.
    rising : bool
        Which way the series goes.
    """

    now: Cell
    limit: Cell
    rising: bool


def extreme(series: Series, year: int, *, span: int = SPAN) -> Extreme | None:
    """Find the extreme that lies ahead of a series on the way it goes.

    Parameters
    ----------
    series : Series
        The series, as known at the view.
    year : int
        Year of the view.
    span : int
        Years in which an extreme is looked for.

    Returns
    -------
    Extreme or None
        None where the series is stale, does not move, is at its extreme now, or is so far from it
        that its pace would not take it there in ten years.
    """
    now = series.last(year)
    if now is None or now.year is None or year - now.year > OLDEST:
        return None
    earlier = series.at(now.year - RECENT)
    if earlier is None or earlier.value == now.value:
        return None
    rising = now.value > earlier.value
    past = [cell for cell in series.cells() if _in_span(cell, now.year, span)]
    if not past:
        return None
    pick = max if rising else min
    limit = pick(past, key=lambda cell: cell.value)
    step = (limit.value - now.value) if rising else (now.value - limit.value)
    # nearer than this the two would print alike; farther it cannot be reached while one watches
    pace = abs(now.value - earlier.value) / RECENT
    ahead = APART * abs(now.value) < step <= REACH * pace
    return Extreme(now, limit, rising=rising) if ahead else None


def margin(series: Series, year: int) -> Extreme | None:
    """Give the end of a value's own interval on the way that the series goes.

    Parameters
    ----------
    series : Series
        The series, as known at the view.
    year : int
        Year of the view.

    Returns
    -------
    Extreme or None
        None where the series is stale, does not move, or has no interval.
    """
    now = series.last(year)
    if now is None or now.year is None or year - now.year > OLDEST:
        return None
    earlier = series.at(now.year - RECENT)
    if earlier is None or earlier.value == now.value or now.low is None or now.high is None:
        return None
    rising = now.value > earlier.value
    end = now.high if rising else now.low
    return Extreme(now, replace(now, value=end, column=f"{now.column}_end"), rising=rising)


def _in_span(cell: Cell, year: int, span: int) -> bool:
    return cell.year is not None and year - span <= cell.year < year - RECENT

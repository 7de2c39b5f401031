"""Breaks and pauses of joint bodies: suspensions, and meetings that were far apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from detente.actors.joint_bodies import Body, Happening
from detente.evidence.cell import Cell

MONTH = timedelta(days=365.25 / 12)
"""A mean month."""
FEWEST_GAPS = 3
"""Intervals between meetings that a usual one needs."""
TIMES = 2.5
"""Usual intervals from which an interval is a pause."""
LONG = 24.0
"""Months between two meetings numbered one after the other from which they are a pause."""
SHORTEST = 9.0
"""Months below which nothing is a pause, however often the body meets."""
LEVELS = ("summit", "ministers", "ambassadors", "officials")
"""Ranks of meetings, the highest first."""


@dataclass(frozen=True, slots=True)
class Break:
    """A suspension of a joint body.

    Attributes
    ----------
    body : Body
        The body, as the view knew it.
    start : Happening
        The suspension.
    end : Happening or None
        The resumption, or the end of the body; None where the suspension is in force.
    day : datetime.date
        The view.
    """

    body: Body
    start: Happening
    end: Happening | None
    day: date

    @property
    def months(self) -> float:
        """How long it lasted, or has lasted, in months."""
        until = self.day if self.end is None else self.end.date
        return (until - self.start.date) / MONTH

    @property
    def is_closed(self) -> bool:
        """Whether the body resumed."""
        return self.end is not None and self.end.kind == "resumed"

    @property
    def is_open(self) -> bool:
        """Whether it is in force, of a body that has not ended."""
        return self.end is None and self.body.ended is None

    @property
    def cell(self) -> Cell:
        """Its length as a cell."""
        checked = self.start.checked and (self.end is None or self.end.checked)
        return _cell("break", self.body, self.start, self.months, checked=checked)


@dataclass(frozen=True, slots=True)
class Pause:
    """An interval between two meetings that is far longer than usual.

    Attributes
    ----------
    body : Body
        The body, as the view knew it.
    before : Happening
        The last meeting before it.
    after : Happening or None
        The first after it; None where none is known by the view.
    usual : float
        The median interval of the body, in months.
    day : datetime.date
        The view.
    """

    body: Body
    before: Happening
    after: Happening | None
    usual: float
    day: date

    @property
    def months(self) -> float:
        """How long it lasted, or has lasted, in months."""
        until = self.day if self.after is None else self.after.date
        return (until - self.before.date) / MONTH

    @property
    def cell(self) -> Cell:
        """Its length as a cell."""
        checked = self.before.checked and (self.after is None or self.after.checked)
        return _cell("pause", self.body, self.before, self.months, checked=checked)

    @property
    def usual_cell(self) -> Cell:
        """The usual interval as a cell."""
        checked = all(met.checked for met in self.body.meetings)
        return _cell("usual", self.body, self.before, self.usual, checked=checked)


@dataclass(frozen=True, slots=True)
class Rank:
    """A rank of meetings of two parties, and the last of them.

    Attributes
    ----------
    level : str
        One of `LEVELS`.
    last : Happening
        The newest meeting of this rank, in whatever body.
    body : Body
        The body that met.
    meetings : int
        Known meetings of this rank, in all bodies.
    """

    level: str
    last: Happening
    body: Body
    meetings: int


def _cell(column: str, body: Body, happening: Happening, months: float, *, checked: bool) -> Cell:
    return Cell(
        "bodies",
        column,
        keys=(("body", body.id), ("row", happening.row), ("day", happening.date.isoformat())),
        value=months,
        unit="months",
        sources=("blocs",),
        rule="months between two dated rows of the body, or to the view",
        checked=checked,
    )


def breaks(bodies: tuple[Body, ...], day: date) -> tuple[Break, ...]:
    """Give every suspension of some bodies, by its first day.

    Parameters
    ----------
    bodies : tuple of Body
        As the view knew them.
    day : datetime.date
        The view.

    Examples
    --------
    >>> from detente.actors.joint_bodies import bodies
    >>> view = date(2013, 12, 31)
    >>> [round(one.months, 1) for one in breaks(bodies("NATO", "RUS", view), view)]
    [10.8, 6.5]
    """
    found = []
    for body in bodies:
        turns = [one for one in body.event if one.kind in ("suspended", "resumed", "ended")]
        for place, turn in enumerate(turns):
            if turn.kind == "suspended":
                end = turns[place + 1] if place + 1 < len(turns) else None
                found.append(Break(body, turn, end=end, day=day))
    return tuple(sorted(found, key=lambda one: one.start.date))


def usual_interval(body: Body) -> float | None:
    """Give the median interval between a body's meetings in months; None where there are too few.

    Parameters
    ----------
    body : Body
        The body.
    """
    met = body.meetings
    gaps = [(met[i + 1].date - met[i].date) / MONTH for i in range(len(met) - 1)]
    return median(gaps) if len(gaps) >= FEWEST_GAPS else None


def pauses(body: Body, day: date) -> tuple[Pause, ...]:
    """Give the pauses of a body that its own numbers, or a complete list, prove.

    Parameters
    ----------
    body : Body
        The body, as the view knew it.
    day : datetime.date
        The view.

    Examples
    --------
    >>> from detente.actors.joint_bodies import bodies
    >>> view = date(2005, 12, 31)
    >>> council = next(one for one in bodies("EU", "TUR", view) if one.id == "EUTURAC")
    >>> [(one.before.ordinal, round(one.months, 1)) for one in pauses(council, view)]
    [(38, 36.3)]
    """
    usual = usual_interval(body)
    if usual is None:
        return ()
    met = body.meetings
    proven = [
        (one, other) for one, other in pairwise(met) if body.complete or _consecutive(one, other)
    ]
    found = (Pause(body, one, after=other, usual=usual, day=day) for one, other in proven)
    return tuple(one for one in found if is_long(one))


def silence(body: Body, day: date) -> Pause | None:
    """Give the time since a body's last known meeting where it is a pause; None where it is none.

    Parameters
    ----------
    body : Body
        The body, as the view knew it.
    day : datetime.date
        The view.
    """
    usual = usual_interval(body)
    if usual is None or body.ended is not None:
        return None
    since = Pause(body, body.meetings[-1], after=None, usual=usual, day=day)
    # the list lags behind: a short silence may be a meeting that nobody has entered
    return since if since.months >= LONG and is_long(since) else None


def is_long(pause: Pause) -> bool:
    """Tell whether an interval is a pause.

    Parameters
    ----------
    pause : Pause
        The interval.
    """
    if pause.months < SHORTEST:
        return False
    numbered = pause.after is not None and _consecutive(pause.before, pause.after)
    return pause.months >= TIMES * pause.usual or (numbered and pause.months >= LONG)


def _consecutive(one: Happening, other: Happening) -> bool:
    numbers = (one.ordinal, other.ordinal)
    return numbers[0] is not None and numbers[1] is not None and numbers[1] == numbers[0] + 1


def ranks(bodies: tuple[Body, ...]) -> tuple[Rank, ...]:
    """Give the last known meeting of each rank between two parties, the highest rank first.

    Parameters
    ----------
    bodies : tuple of Body
        As the view knew them.
    """
    met = [(body, one) for body in bodies for one in body.meetings]
    found = []
    for level in LEVELS:
        of_level = [(body, one) for body, one in met if one.level == level]
        if of_level:
            body, last = max(of_level, key=lambda pair: pair[1].date)
            found.append(Rank(level, last, body=body, meetings=len(of_level)))
    return tuple(found)

"""Overdue bodies: joint bodies that miss the rhythm which their own founding act sets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from detente.actors.joint_bodies import DAYS, RANKS, Body, Happening, bodies
from detente.actors.relation_key import RelationKey
from detente.evidence.cell import Cell

RULE = "years from the last known meeting to the view"


@dataclass(frozen=True, slots=True)
class OverdueBody:
    """A body that has missed two meetings or more, and one of lower rank that met since.

    Attributes
    ----------
    body : Body
        The body, as the view knew it.
    last : Happening
        Its last known meeting.
    rhythm, since : Cell
        Meetings a year that its act asks for, and years since the last known one.
    lower : Body or None
        A body of lower rank that met since; None where none is known.
    """

    body: Body
    last: Happening
    rhythm: Cell
    since: Cell
    lower: Body | None


def overdue_bodies(pair: RelationKey) -> tuple[OverdueBody, ...]:
    """Give the overdue bodies of a pair, the highest rank first.

    Parameters
    ----------
    pair : RelationKey
        The parties and the view.
    """
    known = bodies(pair.first.key, pair.second.key, pair.day, own=pair.own)
    late = [body for body in known if body.overdue_on(pair.day) is not None]
    found = [_overdue(body, known, pair) for body in late]
    return tuple(sorted(found, key=lambda one: _rank(one.body)))


def _rank(body: Body) -> int:
    """Give the place of the rank of a body; last where the act names none."""
    return RANKS.index(body.rank) if body.rank else len(RANKS)


def _overdue(body: Body, known: tuple[Body, ...], pair: RelationKey) -> OverdueBody:
    last = body.meetings[-1]
    lower = [
        other
        for other in known
        if _rank(other) > _rank(body) and other.meetings and other.meetings[-1].date > last.date
    ]
    keys = (("body", body.id), ("day", pair.day.isoformat()))
    years = (pair.day - last.date) / timedelta(days=DAYS)
    rhythm = _cell("a_year", body.a_year or 0.0, keys, "meetings a year", checked=body.checked)
    newest = max(lower, key=lambda other: other.meetings[-1].date, default=None)
    return OverdueBody(
        body,
        last,
        rhythm=rhythm,
        since=_cell("last_meeting", years, keys, "years", checked=last.checked),
        lower=newest,
    )


def _cell(
    column: str, value: float, keys: tuple[tuple[str, str], ...], unit: str, *, checked: bool
) -> Cell:
    """Write a number of a body as a cell."""
    return Cell(
        "bodies",
        column,
        keys=keys,
        value=value,
        unit=unit,
        sources=("blocs",),
        rule=RULE if unit == "years" else "meetings a year by the founding act",
        checked=checked,
    )

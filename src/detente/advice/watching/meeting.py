"""The next meeting of a joint body, by its usual interval."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from detente.actors.joint_bodies import Body, bodies
from detente.actors.relation_key import RelationKey
from detente.advice.printed import Parts, written
from detente.advice.watch import BY, Watch
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, figure_id, on_day
from detente.rules.argument import Argument
from detente.rules.rows import row_cell
from detente.span import years_before

ID = "meeting"
FOLLOWS = ("body", "break", "binds", "suspended", "thaws")
FEWEST = 4
"""Meetings from which an interval is usual."""
RECENT = 2
"""Years within which a body met that is still expected to."""
LONGEST, GRACE = 800, 90
"""Most days of a usual interval, and days beyond it that are still no pause."""


def look(argument: Argument) -> Iterator[Watch]:
    """Watch whether the body that met last meets again within its usual interval."""
    pair = argument.relation.pair
    known = [
        body
        for body in bodies(pair.first.key, pair.second.key, pair.day, own=pair.own)
        if body.ended is None and not body.wholly_suspended and _meets(body, pair)
    ]
    if known:
        body = max(known, key=lambda one: (one.meetings[-1].date, one.id))
        yield from _watch(argument, body)


def _meets(body: Body, pair: RelationKey) -> bool:
    dated = [met for met in body.meetings if met.precision != "year"]
    return len(dated) >= FEWEST and dated[-1].date > years_before(pair.day, RECENT)


def _watch(argument: Argument, body: Body) -> Iterator[Watch]:
    pair = argument.relation.pair
    days = [met.date for met in body.meetings if met.precision != "year"]
    usual = median((later - day).days for day, later in pairwise(days))
    due = (days[-1] + timedelta(days=round(usual) + GRACE)).replace(day=1)
    if not 0 < usual <= LONGEST or due <= pair.day:
        return
    last = body.meetings[-1]
    row = row_cell(last.row, last.date, document=last.source, checked=last.checked)
    precision = "month" if last.precision == "day" else last.precision
    met = on_day(figure_id("watch", ID, "last"), last.date, row, precision=precision)
    by = _by(body, due)
    name = body.name.removeprefix("The ").removeprefix("the ")
    parts: Parts = {"body": name, "last": met, "by": by}
    yield Watch(
        id=ID,
        series=f"meetings of the {name}",
        now=met,
        threshold=by,
        way=BY,
        origin="rhythm",
        due=due,
        release="",
        heading=written("{body}.", parts),
        says=(
            written("The last meeting known was in {last}.", parts),
            written("None by {by} would be a pause longer than usual.", parts),
        ),
        meaning="a pause beyond the usual interval",
        follows=FOLLOWS,
    )


def _by(body: Body, due: date) -> Figure:
    cell = Cell(
        "bodies",
        "usual",
        keys=(("body", body.id), ("day", due.isoformat())),
        value=1.0,
        unit="day",
        sources=("blocs",),
        rule="the last known meeting, the median interval of the body, and three months",
        checked=all(met.checked for met in body.meetings),
    )
    return on_day(figure_id("watch", ID, "by"), due, cell, precision="month")

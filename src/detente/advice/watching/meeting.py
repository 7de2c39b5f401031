"""The next meeting of a joint body, by its usual interval."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from detente.actors.joint_bodies import Body, bodies
from detente.actors.relation_key import RelationKey
from detente.advice.dates import first_ahead, month_precision
from detente.advice.printed import bare
from detente.advice.watch import BY, Gauge, Limit, Watch, watch_of
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, measured, on_day
from detente.rules.argument import Argument
from detente.rules.rows import row_cell
from detente.span import years_before

GAUGE = Gauge(
    id="meeting",
    release="",
    follows=("body", "break", "binds", "met_through", "suspended", "thaws"),
)
TEMPLATES = (
    "Meetings of the {body}.",
    "The last on our record was in {now}.",
    "They usually lie under {usual} months apart; none by {limit} would be a longer gap.",
)
MONTH = 30.44
"""Mean days of a month."""
FEWEST = 4
"""Meetings from which an interval is usual."""
RECENT = 2
"""Years within which a body met that is still expected to."""
LONGEST, GRACE = 500, 90
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
    # a day that is past when the paper is read is nothing to watch: a later one says more
    due = max(due, first_ahead(pair.day))
    last = body.meetings[-1]
    row = row_cell(last.row, last.date, document=last.source, checked=last.checked)
    precision = month_precision(last.precision)
    met = on_day(GAUGE.name("last"), last.date, row, precision=precision)
    limit = Limit(met, _by(body, due), way=BY, origin="rhythm", due=due)
    name = bare(body.name, body.kind)
    yield watch_of(
        GAUGE,
        limit,
        TEMPLATES,
        {"body": name, "usual": _usual(body, usual)},
        series=f"meetings of the {name}",
        meaning="a pause longer than usual",
    )


def _usual(body: Body, days: float) -> Figure:
    cell = Cell(
        "bodies",
        "usual",
        keys=(("body", body.id), ("column", "months")),
        value=max(1.0, round(days / MONTH + 0.5)),
        unit="months",
        sources=("blocs",),
        rule="median interval of the dated meetings of the body, in months begun",
        checked=all(met.checked for met in body.meetings),
    )
    return measured(GAUGE.name("usual"), cell, way="whole")


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
    return on_day(GAUGE.name("by"), due, cell, precision="month")

"""What has stopped between two: a body that does not meet, and texts that two at war agree on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from detente.actors.decisions import BOTH, Decision, decisions
from detente.actors.joint_bodies import Body, bodies
from detente.advice.dates import first_ahead
from detente.advice.deadlines import deadline
from detente.advice.printed import bare
from detente.advice.records import BESIDE, on_decision, on_meeting
from detente.advice.since import of_body, of_decision
from detente.advice.watch import BY, Gauge, Limit, Watch, watch_of
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, on_day
from detente.rules.argument import Argument
from detente.span import years_before

BODY = Gauge(
    id="silence", release="", follows=("suspended", "break", "binds", "met_through", "body")
)
TALKS = Gauge(id="talks", release="", follows=("state", "event", "reply", "third_war"))
LONG, RECENT = 2, 2
"""Years without a meeting that are a silence, and within which two agreed on something."""
FEWEST = 3
"""Texts of both sides from which a longest silence shows."""
FIGHTS = ("war", "armed conflict")
OF_BODY = (
    "A next meeting of the {body}.",
    "The last on our record was in {now}.",
    "A meeting by {limit} would end the silence.",
)
OF_TALKS = (
    "What {pair} still agree on.",
    "Their newest agreement on record is of {now}.",
    "None by {limit} would be the longest gap since {since}.",
)
OVER_TALKS = (
    *OF_TALKS[:2],
    "No gap has been longer since {since}; another by {limit} would end it.",
)


def look(argument: Argument) -> Iterator[Watch]:
    """Watch for a first meeting of a body that is suspended, and for a next text of two at war."""
    pair = argument.relation.pair
    known = bodies(pair.first.key, pair.second.key, pair.day, own=pair.own)
    silent = [one for one in known if _is_silent(one, pair.day)]
    if silent:
        yield _of_body(max(silent, key=lambda one: (one.meetings[-1].date, one.id)), pair.day)
    rows = decisions(pair.first.key, pair.second.key, pair.day)
    agreed = [] if rows is None else [one for one in rows.rows if one.by == BOTH and one.sign > 0]
    if argument.relation.state.headline in FIGHTS and len(agreed) >= FEWEST:
        yield from _of_talks(argument, agreed)


def _is_silent(body: Body, day: date) -> bool:
    halted = body.suspended is not None and body.ended is None and body.kind != BESIDE
    return halted and bool(body.meetings) and body.meetings[-1].date <= years_before(day, LONG)


def _of_body(body: Body, day: date) -> Watch:
    due = deadline(day, *of_body(body)).due
    seen = on_meeting("watch", BODY.id, body.meetings[-1])
    name = bare(body.name, body.kind)
    limit = Limit(seen, _by(BODY, due, body.id), way=BY, origin="rhythm", due=due)
    series = f"meetings of the {name}"
    return watch_of(BODY, limit, OF_BODY, {"body": name}, series=series, meaning="it meets again")


def _of_talks(argument: Argument, agreed: list[Decision]) -> Iterator[Watch]:
    pair = argument.relation.pair
    longest = max((later.date - one.date).days for one, later in pairwise(agreed))
    due = (agreed[-1].date + timedelta(days=longest)).replace(day=1)
    over = due <= pair.day
    if over:
        # the silence is the longest already: what would end it is watched
        due = deadline(pair.day, of_decision(agreed[-1], "the last text")).due
    due = max(due, first_ahead(pair.day))
    seen = on_decision("watch", TALKS.id, agreed[-1])
    since = on_decision("watch", "since", agreed[0])
    yield watch_of(
        TALKS,
        Limit(seen, _by(TALKS, due, "agreed"), way=BY, origin="extreme", due=due),
        OVER_TALKS if over else OF_TALKS,
        {"pair": pair.words, "since": since},
        series=f"texts that {pair.words} agreed on",
        meaning="they agree again" if over else "the last channel has closed",
    )


def _by(gauge: Gauge, due: date, what: str) -> Figure:
    cell = Cell(
        "advice",
        "by",
        keys=(("watch", gauge.id), ("of", what), ("day", due.isoformat())),
        value=1.0,
        unit="day",
        sources=("blocs",),
        rule="an anniversary of the last meeting or text, or the longest time between two of them",
    )
    return on_day(gauge.name("by"), due, cell, precision="month")

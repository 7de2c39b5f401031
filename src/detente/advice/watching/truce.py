"""A ceasefire in force, against the age at which the last one failed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from detente.actors.relation_facts import Fact, facts_between
from detente.advice.records import on_fact
from detente.advice.watch import BY, Gauge, Limit, Watch, watch_of
from detente.evidence.cell import Cell
from detente.evidence.figure import on_day
from detente.rules.argument import Argument

GAUGE = Gauge(
    id="truce", release="", follows=("truce", "state", "relapse", "last_fought", "by_member")
)
AHEAD = timedelta(days=3 * 365)
"""How far ahead an age is still something to watch."""
TEMPLATES = (
    "The ceasefire of {now}.",
    "It holds on our record.",
    "In {limit} it would be as old as the longest one before it that failed.",
)


def look(argument: Argument) -> Iterator[Watch]:
    """Watch whether the ceasefire in force outlives the longest that failed."""
    pair = argument.relation.pair
    rows = facts_between(pair.first, pair.second, pair.day, own=pair.own)
    truces = [one.fact for one in rows if one.fact.kind == "truce"]
    current = [one for one in truces if one.end is None]
    failed = [one for one in truces if one.end is not None]
    if not current or not failed:
        return
    now = current[-1]
    longest = max((one.end or one.start) - one.start for one in failed)
    due = (now.start + longest).replace(day=1)
    if pair.day < due < pair.day + AHEAD:
        yield _watch(now, failed, due=due)


def _watch(now: Fact, failed: list[Fact], *, due: date) -> Watch:
    cell = Cell(
        "truce",
        "age",
        keys=(("row", now.id), ("day", due.isoformat())),
        value=1.0,
        unit="day",
        sources=("blocs",),
        rule=f"its first day and the longest time to the end of one of {len(failed)} that failed",
        checked=all(one.checked for one in failed),
    )
    limit = on_day(GAUGE.name("by"), due, cell, precision="month")
    seen = on_fact("watch", "truce", now)
    return watch_of(
        GAUGE,
        Limit(seen, limit, way=BY, origin="extreme", due=due),
        TEMPLATES,
        {},
        series="age of the ceasefire in force",
        meaning="it has outlived those before it",
    )

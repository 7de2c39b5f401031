"""Land held in a war: its share beside the highest and the lowest count of the same producer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from detente.actors.counts import LAND, Count, counts_between
from detente.actors.relation_facts import own_keys
from detente.advice.dates import first_ahead
from detente.advice.printed import Parts
from detente.advice.watch import ABOVE, BELOW, Gauge, Limit, Watch, watch_of
from detente.analysis.state.words import label_of
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, measured, on_day
from detente.rules.argument import Argument
from detente.rules.count_rows import count_cell, month

GAUGE = Gauge(id="land", release="", follows=("state", "land_share"))
FEWEST = 2
"""Counts of one producer from which an extreme shows."""
HEADING = "The land that {holder} holds."
VALUE = "It held {now} of {owner} in {month}, by the maps of {by}."
TESTS = {
    True: "More than {limit}, its share of {then}, on the maps of {due} would be the most since "
    "then.",
    False: "Less than {limit}, its share of {then}, on the maps of {due} would be the least since "
    "then.",
}
"""What the next extreme would mean, where the share rises and where it falls."""


def look(argument: Argument) -> Iterator[Watch]:
    """Watch whether the holder passes the extreme that lies ahead of it."""
    pair = argument.relation.pair
    if not argument.relation.situation.holds("war"):
        return
    known = counts_between(own_keys(pair.first), own_keys(pair.second), pair.day, LAND)
    own = [one for one in known if (one.of, one.by) == (known[-1].of, known[-1].by)]
    if len(own) < FEWEST:
        return
    newest, before = own[-1], own[:-1]
    rising = newest.size >= before[-1].size
    ahead = [
        one for one in before if one.size != newest.size and (one.size > newest.size) == rising
    ]
    if ahead:
        limit = min(ahead, key=lambda one: abs(one.size - newest.size))
        yield _watch(newest, limit, pair.day, rising=rising)


def _watch(newest: Count, limit: Count, day: date, *, rising: bool) -> Watch:
    due = max(newest.on.replace(year=newest.on.year + 1, day=1), first_ahead(day))
    holder, owner = label_of(newest.other), label_of(newest.of)
    parts: Parts = {
        "holder": holder,
        "owner": owner,
        "by": newest.by,
        "month": month(newest),
        "then": month(limit),
        "due": _by(due),
    }
    now, threshold = (
        measured(GAUGE.name(name), count_cell(one), way="per_cent")
        for name, one in (("now", newest), ("threshold", limit))
    )
    watched = Limit(now, threshold, way=ABOVE if rising else BELOW, origin="extreme", due=due)
    return watch_of(
        GAUGE,
        watched,
        (HEADING, VALUE, TESTS[rising]),
        parts,
        series=f"land of {owner} that {holder} holds",
        meaning=f"{holder} {'gains' if rising else 'loses'} ground",
    )


def _by(due: date) -> Figure:
    cell = Cell(
        "advice",
        "by",
        keys=(("watch", GAUGE.id), ("day", due.isoformat())),
        value=1.0,
        unit="day",
        sources=("blocs",),
        rule="a year after the newest count",
    )
    return on_day(GAUGE.name("by"), due, cell, precision="month")

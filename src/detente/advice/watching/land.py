"""Land taken in a war in a year, against what was taken in the year before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from detente.actors.counts import TAKEN, Count, counts_between
from detente.actors.relation_facts import own_keys
from detente.advice.printed import Parts
from detente.advice.watch import BELOW, Gauge, Limit, Watch, watch_of
from detente.analysis.state.words import label_of
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, dated, measured, on_day
from detente.rules.argument import Argument
from detente.rules.count_rows import count_cell
from detente.rules.rows import HAND_MADE

GAUGE = Gauge(id="land", release="", follows=("land_share", "held_land", "state", "war_toll"))
TEMPLATES = (
    "Land taken in the war.",
    "In {year} {holder} took {now} of {owner}, as {by} counts.",
    "Less than that in {next} would make a line easier to watch; such counts come in {month}.",
)


def look(argument: Argument) -> Iterator[Watch]:
    """Watch whether less land is taken than in the last year that was counted."""
    pair = argument.relation.pair
    if not argument.relation.situation.holds("war"):
        return
    known = counts_between(own_keys(pair.first), own_keys(pair.second), pair.day, TAKEN)
    if known and date(known[-1].on.year + 2, 1, 1) > pair.day:
        yield _watch(known[-1])


def _watch(newest: Count) -> Watch:
    coming = newest.on.year + 1
    due = date(coming + 1, 1, 1)
    cell = count_cell(newest)
    now, threshold = (_share(newest, name) for name in ("now", "threshold"))
    holder, owner = label_of(newest.other), label_of(newest.of)
    parts: Parts = {"holder": holder, "owner": owner, "by": newest.by}
    parts |= {
        "year": dated(GAUGE.name("year"), newest.on.year, cell),
        "next": dated(GAUGE.name("next"), coming, cell),
        "month": on_day(GAUGE.name("month"), due, _release(newest, due), precision="month"),
    }
    limit = Limit(now, threshold, way=BELOW, origin="before", due=due)
    series = f"land of {owner} taken in a year by {holder}"
    meaning = "less land was taken than in the year before"
    return watch_of(GAUGE, limit, TEMPLATES, parts, series=series, meaning=meaning)


def _share(newest: Count, name: str) -> Figure:
    cell = Cell(
        "counts",
        "size",
        keys=(("row", newest.row), ("of", newest.of), ("year", newest.on.year + 1)),
        value=newest.size,
        unit=newest.unit,
        sources=(HAND_MADE,),
        rule=f"the count of {newest.on.year}: {newest.source}",
        checked=newest.checked,
    )
    return measured(GAUGE.name(name), cell, way="per_cent")


def _release(newest: Count, due: date) -> Cell:
    return Cell(
        "counts",
        "size",
        keys=(("row", newest.row), ("day", due.isoformat())),
        value=1.0,
        unit="day",
        sources=(HAND_MADE,),
        rule="a count of a whole year comes after its end",
        checked=newest.checked,
    )

"""A pledge of a part of product by a year: whether the next figure is a step towards it.

The pledge counts by the alliance's definition, the figure by its producer's: a line between the two
would join what is not of one kind, so the next figure is compared with the one before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.actors.chronology import Event
from detente.actors.names import possessive
from detente.actors.states import State
from detente.advice.printed import Parts
from detente.advice.watch import BELOW, Gauge, Limit, Watch, watch_of
from detente.advice.watching.releases import next_unused
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, dated
from detente.rules.argument import Argument
from detente.rules.power.parts_of_product import Share, part_figure, part_in, spent_and_made
from detente.rules.power.sizes import newest_year
from detente.rules.rows import row_cell
from detente.span import years_before

GAUGE = Gauge(
    id="pledge", release="sipri_milex", follows=("own_part", "joined", "state", "record", "burden")
)
PROMISED = re.compile(r"(?P<part>\d+(?:\.\d+)?) per cent of product by (?P<year>\d{4})")
"""How an act names a part of product and the year by which it is reached."""
RECENT = 5
"""Years for which a pledge is watched."""
HEADING = "{states} spending on defence."
VALUE = (
    "It took {now} per cent of product in {year}; by {by} it is to take {goal} as {bloc} counts."
)
TEST = (
    "No more than {limit} per cent in {next} would be no step towards that; figures come in "
    "{month}."
)


def look(argument: Argument) -> Iterator[Watch]:
    """Watch whether a member stays on the way to what it pledged."""
    relation = argument.relation
    sides = relation.pair.bloc_and_state
    if sides is None or relation.state.rung != "member":
        return
    found = _pledge(argument, sides[1])
    two = spent_and_made(relation, sides[1])
    last = newest_year(relation, *two)
    if found is None or last is None:
        return
    now = part_in(relation, sides[1], two, last)
    if now is not None:
        yield from _watch(argument, found, now)


def _pledge(argument: Argument, state: State) -> tuple[Event, float, int] | None:
    """Give the newest act of the state that names a part and a year ahead."""
    day = argument.relation.pair.day
    for event in reversed(argument.relation.situation.events):
        told = PROMISED.search(event.what)
        own = event.what.startswith(state.name)
        if told is None or not own or not event.checked or event.date < years_before(day, RECENT):
            continue
        if int(told["year"]) > day.year:
            return event, float(told["part"]), int(told["year"])
    return None


def _watch(argument: Argument, found: tuple[Event, float, int], now: Share) -> Iterator[Watch]:
    event, goal, by = found
    release = next_unused(GAUGE.release, argument.relation.pair.day, now.year)
    if release is None or 100 * now.value >= goal:
        return
    due, month, coming = release
    threshold = _figure("threshold", round(100 * now.value, 1), now.cells)
    shown = part_figure("watch", now, "now")
    limit = Limit(shown, threshold, way=BELOW, origin="before", due=due)
    name = now.actor.label
    parts: Parts = {**_pledged(argument, event, goal, by), "states": possessive(name)}
    parts |= {"year": dated(GAUGE.name("year"), now.year, *now.cells)}
    parts |= {"next": coming, "month": month}
    words = (HEADING, VALUE, TEST)
    series = f"defence of {name} as a part of product"
    meaning = f"{name} falls behind its pledge"
    yield watch_of(GAUGE, limit, words, parts, series=series, meaning=meaning)


def _pledged(argument: Argument, event: Event, goal: float, by: int) -> Parts:
    """Give what was pledged, by when, and who defines how it is counted."""
    row = row_cell(event.row, event.date, document=event.source, checked=event.checked)
    sides = argument.relation.pair.bloc_and_state
    bloc = "" if sides is None else sides[0].label
    return {
        "by": dated(GAUGE.name("by"), by, row),
        "goal": _figure("goal", goal, (row,)),
        "bloc": bloc,
    }


def _figure(name: str, value: float, cells: tuple[Cell, ...]) -> Figure:
    unit = "per cent of product"
    return Figure(GAUGE.name(name), value, unit=unit, cells=cells, way="one_decimal")

"""Chapters of accession talks: a next one, against the longest pause since the talks began."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from detente.actors.accession_files import OPENED, Turn
from detente.advice.dates import next_month
from detente.advice.printed import Parts
from detente.advice.records import on_cell
from detente.advice.watch import BY, Gauge, Limit, Watch, watch_of
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, measured, on_day
from detente.institutions.accession_state import AccessionState, accession_state
from detente.rules.argument import Argument
from detente.rules.rows import row_cell

GAUGE = Gauge(
    id="chapter",
    release="",
    follows=("accession_file", "clock", "equilibrium", "entrants", "rung"),
)
COUNCIL = (12,)
"""Month in which the Union decides on enlargement."""
HEADING = "The next chapter of {state} with {bloc}."
VALUE = "{opened} of {of} are open; the last was opened in {now}."
LONGEST = "One opened by {limit} would end the longest pause since the talks began."
USUAL = "None opened by {limit} would be a year without one."
FIRST_VALUE = "None of {of} is open."
FIRST = "None opened by {limit} would leave the talks without a beginning."


def look(argument: Argument) -> Iterator[Watch]:
    """Watch whether a chapter is opened by the end of the year's conclusions on enlargement."""
    relation = argument.relation
    sides, now = relation.pair.bloc_and_state, accession_state(relation.pair)
    if sides is None or now is None or relation.state.holds("suspended"):
        return
    turns = [turn for turn in now.file.turns if turn.kind == OPENED]
    if len(turns) and now.opened.value >= now.of.value:
        return
    parts: Parts = {"state": sides[1].label, "bloc": sides[0].label}
    parts |= {name: _number(now, name) for name in ("opened", "of")}
    yield _watch(argument, now, turns, parts)


def _number(now: AccessionState, name: str) -> Figure:
    return measured(GAUGE.name(name), now.opened if name == "opened" else now.of, way="whole")


def _watch(argument: Argument, now: AccessionState, turns: list[Turn], parts: Parts) -> Watch:
    day = argument.relation.pair.day
    due = next_month(day, COUNCIL)
    cell = Cell(
        "accession",
        "council",
        keys=(("bloc", now.file.bloc), ("day", due.isoformat())),
        value=1.0,
        unit="day",
        sources=("blocs",),
        rule="the conclusions on enlargement at the end of a year",
    )
    limit = on_day(GAUGE.name("by"), due, cell, precision="month")
    if not turns:
        seen = _number(now, "opened")
        templates = (HEADING, FIRST_VALUE, FIRST)
    else:
        last = turns[-1]
        row = f"accession:{now.file.bloc}-{now.file.state}:{last.kind}:{last.date}"
        known = row_cell(row, last.date, document=last.source, checked=last.checked)
        seen = on_cell("watch", f"{GAUGE.id}.last", last.date, known)
        gaps = [(later.date - one.date).days for one, later in pairwise(turns)]
        is_longest = (day - last.date).days > max(gaps, default=0)
        templates = (HEADING, VALUE, LONGEST if is_longest else USUAL)
    return watch_of(
        GAUGE,
        Limit(seen, limit, way=BY, origin="rhythm", due=due),
        templates,
        parts,
        series=f"chapters of {parts['state']} opened with {parts['bloc']}",
        meaning="the talks move again",
    )

"""Breaks and thaws between two parties, from the chronology and the table of facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from detente.actors.chronology import Event, chronology
from detente.actors.relation_facts import Fact, facts_between
from detente.actors.relation_key import RelationKey
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, dated, figure_id
from detente.rules.rows import row_cell

HOSTILE = ("fighting", "rupture", "crisis")
"""Kinds of facts that break a relation."""


@dataclass(frozen=True, slots=True)
class Break:
    """A break between two parties, and the thaw after it.

    Attributes
    ----------
    start, end : int
        Years of the break and of the thaw.
    cells : tuple of Cell
        The rows of both, that of the break first.
    """

    start: int
    end: int
    cells: tuple[Cell, ...]

    def broke(self, rule: str) -> Figure:
        """Give the year of the break as a figure of a rule."""
        return dated(figure_id(rule, "broke", self.start), self.start, self.cells[0])

    def thawed(self, rule: str) -> Figure:
        """Give the year of the thaw as a figure of a rule."""
        return dated(figure_id(rule, "thawed", self.end), self.end, self.cells[-1])


def break_and_thaw(relation: Relation, first: int, last: int) -> Break | None:
    """Find the newest break of some years that a dated thaw followed before the view.

    Parameters
    ----------
    relation : Relation
        The relation.
    first, last : int
        Years in which the break lies.
    """
    known = sorted((*_from_facts(relation.pair), *_from_events(relation.pair)), key=_order)
    inside = [one for one in known if first <= one.start <= last]
    return inside[-1] if inside else None


def _order(one: Break) -> tuple[int, int]:
    return one.start, one.end


def _from_facts(pair: RelationKey) -> Iterator[Break]:
    for between in facts_between(pair.first, pair.second, pair.day, own=pair.own):
        fact = between.fact
        ended = fact.end is not None and fact.kind in HOSTILE
        # a fact about a member is not one about the bloc
        if ended and fact.keys == {pair.first.key, pair.second.key}:
            yield Break(fact.start.year, _year(fact.end), cells=(fact_cell(fact),))


def _year(day: date | None) -> int:
    return day.year if day is not None else 0


def _from_events(pair: RelationKey) -> Iterator[Break]:
    events = chronology(pair.first.key, pair.second.key, pair.day, own=pair.own)
    for place, event in enumerate(events):
        thaw = next((one for one in events[place + 1 :] if one.turn > 0), None)
        if event.turn < 0 and thaw is not None:
            cells = (event_cell(event), event_cell(thaw))
            yield Break(event.date.year, thaw.date.year, cells=cells)


def event_cell(event: Event) -> Cell:
    """Give an event of the chronology as a cell.

    Parameters
    ----------
    event : Event
        The event.
    """
    return row_cell(event.row, event.date, document=event.source, checked=event.checked)


def fact_cell(fact: Fact) -> Cell:
    """Give a fact as a cell.

    Parameters
    ----------
    fact : Fact
        The fact.
    """
    return row_cell(fact.id, fact.start, document=fact.source, checked=fact.checked)

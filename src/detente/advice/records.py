"""Dated facts that advice shows: meetings, conditions, rows and decisions as bound figures."""

from __future__ import annotations

from datetime import date

from detente.actors.blocs import Bloc
from detente.actors.decisions import Decision
from detente.actors.joint_bodies import Body, Happening, bodies
from detente.actors.relation_facts import Fact, shared_by
from detente.actors.relation_key import RelationKey
from detente.advice.dates import month_precision
from detente.analysis.state.condition import Condition
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, figure_id, on_day
from detente.rules.rows import row_cell
from detente.rules.standing import fact_cell
from detente.span import years_before

BESIDE = "parliamentary"
"""Bodies of parliaments follow those of governments."""
RECENT = 2
"""Years within which a body met that works."""


def on_cell(course: str, name: str, day: date, cell: Cell, precision: str = "day") -> Figure:
    """Give a day by its month, as advice names days.

    Parameters
    ----------
    course, name : str
        Id of the course, and what the day is.
    day : datetime.date
        The day.
    cell : Cell
        What it rests on.
    precision : {"day", "month", "year"}
        How exactly it is known.
    """
    id = figure_id("advice", course, name)
    return on_day(id, day, cell, precision=month_precision(precision))


def on_meeting(course: str, name: str, met: Happening) -> Figure:
    """Give the month of an event of a body; parameters as in `on_cell`."""
    cell = row_cell(met.row, met.date, document=met.source, checked=met.checked)
    return on_cell(course, name, met.date, cell, met.precision)


def on_decision(course: str, name: str, one: Decision) -> Figure:
    """Give the month of a decision; parameters as in `on_cell`."""
    cell = row_cell(one.row, one.date, document=one.source, checked=one.checked)
    return on_cell(course, name, one.date, cell, one.precision)


def on_fact(course: str, name: str, fact: Fact, *, end: bool = False) -> Figure:
    """Give the month in which a fact began, or ended; parameters as in `on_cell`."""
    if end and fact.end is not None:
        return on_cell(course, name, fact.end, fact_cell(fact), fact.end_precision)
    return on_cell(course, name, fact.start, fact_cell(fact), fact.start_precision)


def on_condition(course: str, name: str, one: Condition) -> Figure:
    """Give the month in which a condition began; parameters as in `on_cell`."""
    row = one.row or f"state:{one.first}-{one.second}:{one.start}"
    own = row_cell(row, one.start, document=one.source, checked=one.checked)
    cell = one.cells[0] if one.cells else own
    return on_cell(course, name, one.start, cell, one.start_precision)


def number(course: str, name: str, value: int, unit: str, *cells: Cell) -> Figure:
    """Give a count; parameters as in `on_cell`, and the cells that were counted."""
    return counted(figure_id("advice", course, name), value, unit, *cells)


def defends(bloc: Bloc, day: date) -> bool:
    """Tell whether members of a bloc have to defend each other, by our table of alliances.

    Parameters
    ----------
    bloc : Bloc
        The bloc.
    day : datetime.date
        The day.
    """
    return any(one.one == bloc.id and one.open_on(day) for one in shared_by("alliance"))


def working_bodies(pair: RelationKey) -> list[Body]:
    """Give the joint bodies that met in the last two years, the one that met last first.

    Parameters
    ----------
    pair : RelationKey
        The relation.
    """
    known = [
        body
        for body in bodies(pair.first.key, pair.second.key, pair.day, own=pair.own)
        if body.ended is None and body.kind != BESIDE and not body.wholly_suspended
    ]
    recent = years_before(pair.day, RECENT)
    met = [body for body in known if body.meetings and body.meetings[-1].date > recent]
    return sorted(met, key=lambda one: (one.meetings[-1].date, one.id), reverse=True)

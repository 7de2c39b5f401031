"""Standing then: the rungs and joint bodies that were in force on a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from detente.actors.blocs import RUNGS
from detente.actors.joint_bodies import Body, bodies
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import dated, figure_id
from detente.evidence.sentence import Phrase
from detente.rules.rows import row_cell
from detente.rules.standing import step_cell
from detente.rules.why.marks import status

MOST = 2
"""Rungs and bodies that a sentence names."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A rung or a joint body that was in force.

    Attributes
    ----------
    since : datetime.date
        First day.
    name : str
        What a sentence calls it.
    phrase : Phrase
        The name and the year.
    """

    since: date
    name: str
    phrase: Phrase


def in_force_then(relation: Relation, day: date) -> tuple[Tie, ...]:
    """Give the newest rungs and bodies of a relation that were in force on a day, the older first.

    Parameters
    ----------
    relation : Relation
        The relation.
    day : datetime.date
        The day.
    """
    found = [*_rungs(relation, day), *_bodies(relation, day)]
    # a council is a rung and a joint body, and is named once
    once = {one.name: one for one in sorted(found, key=lambda one: one.since)}
    return tuple(once.values())[-MOST:]


def _rungs(relation: Relation, day: date) -> Iterator[Tie]:
    sides = relation.pair.bloc_and_state
    if sides is None:
        return
    bloc, state = sides
    for step in bloc.steps_of(state.letters):
        held = step.rung in RUNGS and step.rung != "applicant"
        if held and step.checked and step.span.covers(day):
            yield _tie(status(step.form), step.span.start, step_cell(bloc, step))


def _bodies(relation: Relation, day: date) -> Iterator[Tie]:
    pair = relation.pair
    for body in bodies(pair.first.key, pair.second.key, pair.day, own=pair.own):
        if body.checked and body.founded <= day and not _is_shut(body, day):
            row = f"body:{pair.first.key}-{pair.second.key}:{body.id}"
            cell = row_cell(row, body.founded, document=body.founding_act, checked=body.checked)
            yield _tie(f"the {body.name.removeprefix('the ')}", body.founded, cell)


def _is_shut(body: Body, day: date) -> bool:
    """Tell whether a body had ended, or was suspended, on a day."""
    if body.ended is not None and body.ended <= day:
        return True
    past = [one.kind for one in body.event if one.date <= day]
    return bool(past) and past[-1] == "suspended"


def _tie(name: str, since: date, cell: Cell) -> Tie:
    year = dated(figure_id("why", "structures", "since", since.isoformat()), since.year, cell)
    return Tie(since, name, phrase=Phrase("{name} of {year}", {"name": name, "year": year}))

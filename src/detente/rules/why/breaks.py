"""Breaks: when the ties of two parties were cut, and what was in force or met all through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from detente.actors.blocs import RUNGS
from detente.actors.joint_bodies import Body, bodies
from detente.actors.relation_facts import facts_between
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.rules.rows import row_cell
from detente.rules.why.marks import first_year, status

HOSTILE = ("fighting", "rupture", "crisis")
"""Kinds of facts between the two themselves that cut their ties."""
MET, ENDS = "meeting", ("resumed", "ended")
"""What a body does all the same in a suspension, and what ends one."""
YEAR = timedelta(days=365)
"""Two cuts within a year are one break; a meeting within a year of one is in its shadow."""


@dataclass(frozen=True, slots=True)
class Break:
    """One break between the two.

    Attributes
    ----------
    start : datetime.date
        First day.
    end : datetime.date or None
        Last day; None where it goes on.
    what : str
        What was cut, for a suspension of a body or rung; empty for a hostile fact.
    cell : Cell
        The row.
    in_part : bool
        Whether it cut only a part: the document says so, or the body met while it lasted.
    """

    start: date
    end: date | None
    what: str
    cell: Cell
    in_part: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """Something that was in force, or met, through every break.

    Attributes
    ----------
    name : str
        As a sentence names it.
    kind : str
        ``"rung"`` or ``"body"``.
    since : datetime.date
        First day.
    cells : tuple of Cell
        Its row, and its meetings in the breaks.
    """

    name: str
    kind: str
    since: date
    cells: tuple[Cell, ...]


def breaks(relation: Relation) -> tuple[Break, ...]:
    """Give the breaks of the years that are watched, the oldest first, those within a year as one.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    first = first_year(relation)
    every = (*_of_facts(relation), *_of_bodies(relation), *_of_rungs(relation))
    found = sorted((one for one in every if one.start.year >= first), key=_start)
    kept: list[Break] = []
    for one in found:
        if not kept or one.start > kept[-1].start + YEAR:
            kept.append(one)
    return tuple(kept)


def cuts(relation: Relation) -> tuple[Break, ...]:
    """Give every time for which the two fought, occupied, did not speak or had ties suspended.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    return (
        *_of_facts(relation, CUTTING),
        *_of_bodies(relation),
        *_of_rungs(relation),
    )


CUTTING = ("fighting", "occupation", "rupture")
"""Kinds of facts: while one holds, a step nearer is no thaw."""


def _start(one: Break) -> tuple[date, bool]:
    # of two on one day, the one that says what was cut
    return one.start, not one.what


def _of_facts(relation: Relation, kinds: tuple[str, ...] = HOSTILE) -> Iterator[Break]:
    pair = relation.pair
    for between in facts_between(pair.first, pair.second, pair.day, own=pair.own):
        fact = between.fact
        if fact.kind in kinds and fact.keys == {pair.first.key, pair.second.key}:
            cell = row_cell(fact.id, fact.start, document=fact.source, checked=fact.checked)
            yield Break(fact.start, fact.end, what="", cell=cell)


def _of_bodies(relation: Relation) -> Iterator[Break]:
    for body in _living(relation):
        for place, one in enumerate(body.event):
            if one.kind == "suspended":
                later = body.event[place + 1 :]
                after = (event.date for event in later if event.kind != "suspended")
                cell = row_cell(one.row, one.date, document=one.source, checked=one.checked)
                turn = next((event.kind for event in later if event.kind in (MET, *ENDS)), "")
                in_part = bool(one.part) or turn == MET
                end = next(after, None)
                yield Break(one.date, end, what=_named(body), cell=cell, in_part=in_part)


def _of_rungs(relation: Relation) -> Iterator[Break]:
    pair = relation.pair
    if pair.bloc_and_state is None:
        return
    bloc, state = pair.bloc_and_state
    for step in bloc.steps_of(state.letters):
        if step.rung == "suspended" and step.span.start <= pair.day:
            document = step.document or step.address
            cell = row_cell(step.row, step.span.start, document=document, checked=step.checked)
            end = step.span.end if step.span.end < pair.day else None
            in_part = bool(step.part)
            yield Break(step.span.start, end, what=status(step.form), cell=cell, in_part=in_part)


def _named(body: Body) -> str:
    return f"the {body.name.removeprefix('the ')}"


def _living(relation: Relation) -> tuple[Body, ...]:
    pair = relation.pair
    return bodies(pair.first.key, pair.second.key, pair.day, own=pair.own)


def held_through(relation: Relation, cut: tuple[Break, ...]) -> tuple[Held, ...]:
    """Give what was in force through every break, or met in each, the oldest first.

    Parameters
    ----------
    relation : Relation
        The relation.
    cut : tuple of Break
        Its breaks.
    """
    known = (*_rungs_through(relation, cut), *_bodies_through(relation, cut))
    return tuple(sorted(known, key=lambda held: held.since))


def _rungs_through(relation: Relation, cut: tuple[Break, ...]) -> Iterator[Held]:
    pair = relation.pair
    if pair.bloc_and_state is None:
        return
    bloc, state = pair.bloc_and_state
    steps = bloc.steps_of(state.letters)
    suspended = {step.form for step in steps if step.rung == "suspended"}
    for step in steps:
        whole = step.span.start < cut[0].start and step.span.covers(pair.day)
        if step.rung in RUNGS and whole and step.form not in suspended:
            document = step.document or step.address
            cell = row_cell(step.row, step.span.start, document=document, checked=step.checked)
            yield Held(status(step.form), "rung", since=step.span.start, cells=(cell,))


def _bodies_through(relation: Relation, cut: tuple[Break, ...]) -> Iterator[Held]:
    for body in _living(relation):
        if body.ended is not None or body.founded >= cut[0].start:
            continue
        met = [_met_in(body, one) for one in cut]
        if all(met):
            cells = tuple(cell for cell in met if cell is not None)
            yield Held(_named(body), "body", since=body.founded, cells=cells)


def _met_in(body: Body, one: Break) -> Cell | None:
    """Give a meeting within a year of the beginning of a break; None where there was none."""
    for met in body.meetings:
        if one.start <= met.date <= one.start + YEAR:
            return row_cell(met.row, met.date, document=met.source, checked=met.checked)
    return None


def gives_way(relation: Relation, cut: tuple[Break, ...], held: Held) -> bool:
    """Tell whether a break cut something else than what held, or silenced a body beside it.

    Parameters
    ----------
    relation : Relation
        The relation.
    cut : tuple of Break
        Its breaks.
    held : Held
        What was in force, or met, through all of them.
    """
    if any(one.what and one.what != held.name for one in cut):
        return True
    others = (body for body in _living(relation) if _named(body) != held.name)
    older = [body for body in others if body.founded < cut[0].start and body.ended is None]
    return any(_met_in(body, one) is None for body in older if body.meetings for one in cut)

"""RANK-IN: where a state that asks to come in would rank in a bloc by people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from detente.actors.blocs import Bloc
from detente.actors.states import State, ccode_on, state_on
from detente.analysis.relation import Relation
from detente.estimators.surprise import unusual
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, dated, figure_id, ranked
from detente.evidence.sentence import Sentence
from detente.power.yardsticks import yardstick
from detente.rules.line import Line, Reasons
from detente.rules.power.made import (
    Figures,
    Measured,
    Parts,
    cells_of,
    filled,
    first_page,
    line,
    named,
)
from detente.rules.power.sizes import FRESH, total_people
from detente.rules.rule import Rule
from detente.span import year_end

ID = "rank_in"
FIGURES = Figures(ID)
ASKS = ("applicant", "candidate")
"""Rungs of a state that asks to come in."""
FEWEST = 5
"""Fewest members of a bloc in which a rank says anything."""
TOP = 0.25
"""Part of the members above which a joiner is one of the large, and below which of the small."""
MILLION = 1e6


@dataclass(frozen=True, slots=True)
class Place:
    """A state among the members of a bloc, by people.

    Attributes
    ----------
    bloc, state : Bloc, State
        The bloc and who would join it.
    rank, members : int
        Its place, from the most populous, and how many there would be.
    people : Cell
        Its people.
    beside : tuple of (State, Cell)
        The member just above it, and the one just below, where there are such.
    entrants : tuple of State
        Those that joined last, in one round.
    round : Cell or None
        Their people together.
    strength : float
        How far from the median member it lies.
    """

    bloc: Bloc
    state: State
    rank: int
    members: int
    people: Cell
    beside: tuple[tuple[State, Cell] | None, tuple[State, Cell] | None]
    entrants: tuple[State, ...]
    round: Cell | None
    strength: float


def place(relation: Relation) -> Place | None:
    """Rank the state of a pair among the members of the bloc; None where it does not ask in.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    sides = relation.pair.bloc_and_state
    if sides is None or relation.situation.rung not in ASKS:
        return None
    bloc, state = sides
    members = bloc.members(relation.pair.day)
    people = _people(relation, (*members, *state.members(relation.pair.day)))
    own = next((people[code] for code in state.members(relation.pair.day) if code in people), None)
    inside = {code: people[code] for code in members if code in people}
    if own is None or len(inside) < max(FEWEST, len(members) - 1):
        return None
    ordered = sorted(inside.values(), key=lambda cell: -cell.value)
    rank = sum(cell.value > own.value for cell in ordered) + 1
    entrants, together = _last_round(relation, bloc, inside)
    values = np.log([cell.value for cell in ordered])
    return Place(
        bloc,
        state,
        rank=rank,
        members=len(inside) + 1,
        people=own,
        beside=_beside(inside, own, rank),
        entrants=entrants,
        round=together,
        strength=unusual(float(np.log(own.value)), values),
    )


def _beside(
    inside: dict[int, Cell], own: Cell, rank: int
) -> tuple[tuple[State, Cell] | None, tuple[State, Cell] | None]:
    """Give the member just above a state, and the one just below."""
    day = year_end(own.year or 0)
    ordered = sorted(inside.items(), key=lambda item: -item[1].value)
    above = ordered[rank - 2] if rank > 1 else None
    below = ordered[rank - 1] if rank <= len(ordered) else None
    return (
        (state_on(above[0], day), above[1]) if above is not None else None,
        (state_on(below[0], day), below[1]) if below is not None else None,
    )


def _people(relation: Relation, codes: tuple[int, ...]) -> dict[int, Cell]:
    """Give the people of some states in the newest year that all series share."""
    by = yardstick("pop")
    known = relation.catalog.frame(by.table).filter(pl.col(by.column).is_not_null())
    last = known["year"].max()
    total = total_people(relation, last) if isinstance(last, int) else None
    if total is None or not isinstance(last, int) or last < relation.pair.as_of - FRESH:
        return {}
    rows = known.filter((pl.col("year") == last) & pl.col("ccode").is_in(list(codes)))
    return {
        code: Cell(
            by.table,
            by.column,
            keys=(("ccode", code), ("year", last)),
            value=part * total.value / MILLION,
            unit="million people",
            sources=by.sources,
            rule="share of all people times their number",
        )
        for code, part in rows.select("ccode", by.column).iter_rows()
    }


def _last_round(
    relation: Relation, bloc: Bloc, inside: dict[int, Cell]
) -> tuple[tuple[State, ...], Cell | None]:
    """Give those that joined last, together, and their people."""
    day = relation.pair.day
    joined = {
        step.letters: step.span.start
        for step in bloc.steps
        if step.rung == "member" and step.span.covers(day)
    }
    latest = max(joined.values())
    codes = [ccode_on(letters, day) for letters, start in joined.items() if start == latest]
    known = [code for code in codes if code is not None and code in inside]
    if not known or len(known) == len(joined):
        return (), None
    cells = [inside[code] for code in known]
    first = cells[0]
    together = Cell(
        first.table,
        first.column,
        keys=(("joined", latest.year), ("year", first.year or 0)),
        value=sum(cell.value for cell in cells),
        unit=first.unit,
        sources=first.sources,
        rule="sum over those that joined last",
    )
    return tuple(state_on(code, year_end(first.year or 0)) for code in known), together


def say(relation: Relation) -> Iterator[Line]:
    """Say where the state would rank, where it would be one of the large or of the small."""
    found = place(relation)
    if found is None:
        return
    part = found.rank / found.members
    if part <= TOP:
        yield _line(found, "large")
    elif part > 1 - TOP:
        yield _line(found, "small")


HEADLINES = {
    "large": "{state} would be the {rank} most populous member of {bloc}.",
    "small": "{state} would be one of the smallest members of {bloc}.",
    "first": "{state} would be the most populous member of {bloc}.",
}


def _line(found: Place, form: str) -> Line:
    parts: Parts = named(state=found.state.label, bloc=found.bloc.label)
    among = f"of {found.members} members"
    parts["rank"] = ranked(FIGURES.id("rank"), found.rank, among, found.people)
    parts["people"] = _figure("people", found.people)
    above, below = found.beside
    beside = above or below
    if beside is not None:
        parts |= named(next=beside[0].label)
        parts["theirs"] = _figure("next", beside[1])
    body: list[Sentence] = [filled(RANKS, parts)]
    if above is not None:
        body.append(filled("Next above it is {next}, with {theirs} million.", parts))
    body += _round(found)
    form = form if above is not None else "first"
    cells = [found.people, *(one[1] for one in found.beside if one is not None)]
    measure = Measured(
        float(found.rank), unit="rank", about="its rank by people", newest=found.people.year
    )
    key = AFTER if above is not None else BEFORE
    page = first_page(
        parts, HEADLINES[form], key, gist="{state} would bring {people} million people."
    )
    return line(
        ID,
        f"unusual.{form}",
        tuple(body),
        cells=(*cells, *cells_of(body)),
        measured=measure,
        reasons=Reasons(unusual=found.strength),
        page=page,
    )


RANKS = "With {people} million people {state} would rank {rank} in {bloc}."
AFTER = "Its {people} million people would come after {nexts} {theirs} million."
BEFORE = "Its {people} million people would come before {nexts} {theirs} million."


def _round(found: Place) -> Iterator[Sentence]:
    """Set its people beside those of the states that joined last."""
    if found.round is None or not found.entrants:
        return
    parts: Parts = {"together": _figure("round", found.round)}
    parts["year"] = dated(FIGURES.id("joined"), _joined(found.round), found.round)
    if len(found.entrants) == 1:
        parts["entrant"] = found.entrants[0].label
        yield filled("{entrant}, the last to join, in {year}, has {together} million.", parts)
    else:
        yield filled("Those that joined last, in {year}, have {together} million together.", parts)


def _joined(cell: Cell) -> int:
    return next(
        int(value) for name, value in cell.keys if name == "joined" and isinstance(value, int)
    )


def _figure(name: str, cell: Cell) -> Figure:
    way = "multiple" if cell.value >= 1 else "plain"
    return Figure(figure_id("power", ID, name), cell.value, unit=cell.unit, cells=(cell,), way=way)


RULE = Rule(
    id=ID,
    section="power",
    place=45,
    paragraph="people",
    say=say,
    condition="an applicant or candidate of a bloc of five members or more that would be among its "
    "most or least populous quarter",
    topics=("accession",),
)

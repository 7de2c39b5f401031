"""REC-STEP: the cheapest step that others can count: votes with a united bloc."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import Bloc
from detente.actors.powers import in_force
from detente.actors.states import State
from detente.advice.course import Course, said
from detente.advice.dates import ASSEMBLY, next_month, proposed
from detente.advice.option import Option, Terms, Wording, option_of
from detente.advice.printed import Parts
from detente.advice.united import Rung, of_rung
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, figure_id, measured
from detente.rules.argument import Argument
from detente.rules.line import Line

ID = "cheap_step"
STEP = 0.1
"""Largest difference to the next peer that is still a step."""


WORDING = Wording(
    says="In the votes up to {due} {state} should join a united {united} as often as {next}.",
    reason="It does so in {own:per_cent} of cases and {next} in {mark:per_cent}; no {rung} is "
    "further behind.",
    changes="A next step is decided without it, below {mark:per_cent}.",
    instead="apart",
    what="go on voting apart",
    against="At {own:per_cent} it is the last of its peers.",
)


def propose(argument: Argument) -> Iterator[Option]:
    """Propose to catch up with the next peer, where no peer votes less often with the bloc."""
    relation = argument.relation
    # a text that can be named is a cheaper step than a share
    named = said(argument, "yearly_text")
    lines = () if named else said(argument, "with_bloc", "unusual.lowest")
    sides, found = relation.pair.bloc_and_state, of_rung(relation) if lines else None
    if sides is None or found is None or found.mark is None or found.lower:
        return
    if found.mark.value - found.own.value <= STEP:
        yield _option(relation, sides, lines, found)


def _option(
    relation: Relation, sides: tuple[Bloc, State], lines: tuple[Line, ...], found: Rung
) -> Option:
    bloc, state = sides
    assert found.mark is not None
    due = next_month(relation.pair.day, ASSEMBLY)
    united = bloc.label.removeprefix("the ")
    parts: Parts = {
        "state": state.label,
        "united": united,
        "next": found.following,
        "rung": found.name,
        "due": proposed(ID, due),
        "own": _share("own", found.own),
        "mark": _share("mark", found.mark),
    }
    terms = Terms(
        actor=state.label,
        verb=f"vote with a united {united} as often as the next of its peers",
        instrument="votes of the General Assembly",
        due=due,
        cost=price(relation, bloc),
        bearer=state.label,
        payer=state.label,
    )
    return option_of(ID, terms, WORDING, parts=parts, lines=lines, year=relation.pair.as_of)


def price(relation: Relation, bloc: Bloc) -> str:
    """Name who would be displeased: the third power, where it is a rival of the bloc.

    Parameters
    ----------
    relation : Relation
        The relation.
    bloc : Bloc
        The bloc whose side a vote would take.
    """
    third, day = relation.power.third, relation.pair.day
    inside = {bloc.id, *bloc.member_letters(day)}
    rivals = {
        end
        for tie in in_force(day)
        if tie.kind == "rivalry" and {tie.power, tie.other} & inside
        for end in (tie.power, tie.other)
    }
    if third is not None and third.key in rivals - inside:
        return f"displeases {third.label}"
    return "leaves those with whom it votes on such texts"


def _share(name: str, cell: Cell) -> Figure:
    return measured(figure_id("advice", ID, name), cell, way="per_cent")


COURSE = Course(
    ID,
    topics=("steps",),
    condition="a candidate or associate that votes with a united bloc less often than every peer",
    propose=propose,
)

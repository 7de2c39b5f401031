"""REC-STEP: the cheapest step that others can count: votes with a united bloc."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import Bloc
from detente.actors.states import State
from detente.advice.confidence import confidence
from detente.advice.course import Course, said
from detente.advice.dates import ASSEMBLY, next_month, proposed
from detente.advice.option import Alternative, Option
from detente.advice.printed import Parts, written
from detente.advice.united import of_rung
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, figure_id, measured
from detente.rules.argument import Argument
from detente.rules.line import Line

ID = "cheap_step"


def propose(argument: Argument) -> Iterator[Option]:
    """Propose to catch up with the next peer, where no peer votes less often with the bloc."""
    relation = argument.relation
    lines = said(argument, "with_bloc", "unusual.lowest")
    sides, found = relation.pair.bloc_and_state, of_rung(relation) if lines else None
    if sides is not None and found is not None and found.mark is not None and not found.lower:
        yield _option(relation, sides, lines, own=found.own, mark=found.mark, peer=found.following)


def _option(
    relation: Relation,
    sides: tuple[Bloc, State],
    lines: tuple[Line, ...],
    *,
    own: Cell,
    mark: Cell,
    peer: str,
) -> Option:
    bloc, state = sides
    due = next_month(relation.pair.day, ASSEMBLY)
    united = bloc.label.removeprefix("the ")
    parts: Parts = {
        "state": state.label,
        "united": united,
        "next": peer,
        "due": proposed(ID, due),
        "own": _share("own", own),
        "mark": _share("mark", mark),
    }
    return Option(
        id=ID,
        actor=state.label,
        verb=f"vote with a united {united} as often as the next of its peers",
        instrument="votes of the General Assembly",
        due=due,
        says=written(
            "In the votes up to {due} {state} should join a united {united} as often as {next}.",
            parts,
        ),
        reason=written(
            "It does so in {own:per_cent} of cases, {next} in {mark:per_cent}; votes cost least.",
            parts,
        ),
        cost=_price(relation),
        bearer=state.label,
        changes=written("A next step is decided without it, below {mark:per_cent}.", parts),
        rests_on=lines,
        confidence=confidence(lines, relation.pair.as_of),
        alternatives=(
            Alternative(
                "apart",
                "go on voting apart",
                against=written("At {own:per_cent} it is the last of its peers.", parts),
                bearer=state.label,
            ),
        ),
    )


def _price(relation: Relation) -> str:
    """Name who would be displeased: the third power, where it is on the other side."""
    third = relation.power.third
    displeased = "the states it now votes with" if third is None else third.label
    return f"displeases {displeased}"


def _share(name: str, cell: Cell) -> Figure:
    return measured(figure_id("advice", ID, name), cell, way="per_cent")


COURSE = Course(
    ID,
    topics=("steps",),
    condition="a candidate or associate that votes with a united bloc less often than every peer",
    propose=propose,
)

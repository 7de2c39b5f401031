"""A partner of a bloc: a rung short of membership, and nobody asks for more."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.institutions.treaty_terms import held_terms
from detente.rules.angle import Angle, Lines
from detente.rules.membership.term_words import GIVEN, named
from detente.rules.readings import answered, chosen, is_calm, titled

RUNGS = ("partner", "observer", "associate")
"""Rungs of a partner that is no candidate."""
MOST_NAMED = 2
"""Things that the verdict names."""
ANSWERS = {
    "given": "{bloc} gives {state} {given}, and asks for no choice",
    "observer": "{state} has a seat in {bloc} and no vote",
    "": "{state} has a title in {bloc}, and its course is its own",
}


def holds(relation: Relation, _lines: Lines) -> bool:
    """Tell whether the state is a partner of the bloc and no candidate."""
    return relation.state.rung in RUNGS and is_calm(relation)


def _given(relation: Relation) -> str:
    """Name what the rung gives by treaty; empty where no table says it."""
    if relation.pair.bloc_and_state is None:
        return ""
    bloc, state = relation.pair.bloc_and_state
    held = held_terms(bloc, state, relation.pair.day)
    gives = () if held is None else tuple(one for one in held.terms if one.effect == "gives")
    known = tuple(one for one in gives if one.topic in GIVEN)[:MOST_NAMED]
    return named(known, GIVEN, bloc.id) if known else ""


def title(relation: Relation) -> str:
    """Ask what each has of the other."""
    if relation.state.rung == "observer":
        return titled(relation, "What does {state} see as an observer of {bloc}?")
    return titled(
        relation, "What does {state} have of {bloc} as its {rung}?", rung=relation.state.rung
    )


def verdict(relation: Relation, _lines: Lines) -> Statement:
    """Answer by what the rung gives."""
    given = _given(relation)
    case = (*(("given",) if given else ()), relation.state.rung)
    return answered(relation, chosen(ANSWERS, *case), given=given)


ANGLE = Angle(
    "partner_of_a_bloc",
    holds=holds,
    title=title,
    verdict=verdict,
    rules=(
        "rung",
        "with_bloc",
        "vote_level",
        "same_vote",
        "mover",
        "drift",
        "split",
        "border",
        "trade",
        "spread",
    ),
    sections=(
        "institutions",
        "positions",
    ),
)

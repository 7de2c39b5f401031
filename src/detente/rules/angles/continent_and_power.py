"""A continent and a power: a consultative bloc of many before one great power."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands, said
from detente.rules.readings import any_variant, chosen, is_calm, plainly, titled

CONTINENTS = ("AU", "OAS", "AL", "OSCE", "COE", "ASEAN", "SCO", "CIS", "BRICS")
"""Blocs that consult and do not act as one."""
GREAT = 0.05
"""Part of the world's product from which a state is a power to a whole continent."""
ANSWERS = {
    "many": "Many: the members of {bloc} do not vote as one before {state}",
    "one": "One, in votes: the members of {bloc} stand close together before {state}",
    "": "{bloc} meets {state} as one and deals with it one by one",
}
STANDS: Stands = {
    "many": ("spread", "unity"),
    "one": ("unity",),
    "": ("spread",),
}
"""Rules whose finding bears the answer out, by its form."""


def holds(relation: Relation, _lines: Lines) -> bool:
    """Tell whether a consultative bloc meets a great power that is no member."""
    if relation.pair.bloc_and_state is None or relation.state.rung == "member":
        return False
    bloc, state = relation.pair.bloc_and_state
    place = 0 if relation.pair.first is state else 1
    share = relation.power.shares["gdp"][place].last(relation.pair.as_of)
    great = share is not None and share.value >= GREAT
    return bloc.id in CONTINENTS and great and is_calm(relation)


def title(relation: Relation) -> str:
    """Ask whether it is one partner or many."""
    return titled(relation, "Is {bloc} one partner for {state}, or many?")


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by how the members vote."""
    loose = said(lines, "spread") or any_variant(lines, "unity", "moved.looser", "unusual.least")
    close = any_variant(lines, "unity", "moved.closer", "unusual.most")
    case = [*(("many",) if loose else ()), *(("one",) if close else ())]
    return plainly(relation, chosen(ANSWERS, *case))


ANGLE = Angle(
    "continent_and_power",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=(
        "spread",
        "unity",
        "joint",
        "where",
        "vote_level",
        "people",
        "lead",
        "feud_inside",
        "common_bodies",
    ),
    sections=("positions", "power"),
)

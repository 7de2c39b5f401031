"""Contested neighbourhood: a bloc draws a state in which another power is present."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.phrasing import listed
from detente.rules.angle import Angle, Lines, Stands
from detente.rules.readings import is_calm, plainly, push_of, titled

DRAWN = ("associate", "applicant", "candidate", "partner")
"""Rungs by which a bloc draws a state to itself."""
PRESENT = {
    "troops": "troops",
    "alliance": "an alliance",
    "energy": "energy",
    "partnership": "a pact",
}
"""Ties of a third power by which it is present, as a sentence names them."""
ANSWERS = {
    "both": "{bloc} holds the rungs in {state}, and {third} has {presence} there",
    "near": "{state} moves towards {bloc} in votes, though {third} has {presence} there",
}
STANDS: Stands = {
    "": ("third",),
    "near": ("between", "third"),
}
"""Rules whose finding bears the answer out, by its form."""


def _presence(relation: Relation) -> str:
    """Name what the third power has in the state; empty where it is not present."""
    third, sides = relation.power.third_power, relation.pair.bloc_and_state
    if third is None or sides is None:
        return ""
    ties = third.first if relation.pair.first is sides[1] else third.second
    present = list(dict.fromkeys(PRESENT[one.kind] for one in ties if one.kind in PRESENT))
    return listed(present) if present else ""


def holds(relation: Relation, _lines: Lines) -> bool:
    """Tell whether a bloc draws a state where a third power is present."""
    drawn = relation.state.rung in DRAWN and is_calm(relation)
    return drawn and bool(_presence(relation))


def title(relation: Relation) -> str:
    """Ask whose neighbour it will be."""
    return titled(relation, "Whose neighbour will {state} be, of {bloc} or of {third}?")


def verdict(relation: Relation, _lines: Lines) -> Statement:
    """Answer by where its votes go."""
    votes = push_of(relation, "votes")
    near = votes is not None and votes.sign > 0
    return plainly(relation, ANSWERS["near" if near else "both"], presence=_presence(relation))


ANGLE = Angle(
    "contested_neighbourhood",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=(
        "third",
        "between",
        "with_bloc",
        "suppliers",
        "trade",
        "circles",
        "same_rung",
        "net_lean",
    ),
    sections=("power", "positions", "institutions"),
)

"""Quiet neighbours: a border, and no quarrel on record."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands, said
from detente.rules.readings import (
    any_variant,
    chosen,
    in_quarrel,
    is_calm,
    plainly,
    push_of,
    share_borders,
    titled,
    two_states,
)

ANSWERS = {
    "weight": "A border over which {gainer} gains weight",
    "regimes": "A border between two regimes that have parted",
    "apart": "A border, across which {first} and {second} vote less alike",
    "nearer": "A border, across which {first} and {second} vote more alike",
    "shared": "A border and what {first} and {second} have joined together",
    "": "A border, and little that moves across it",
}
STANDS: Stands = {
    "weight": ("lead",),
    "regimes": ("regime",),
    "apart": ("same_vote", "mover"),
    "nearer": ("same_vote", "mover"),
    "shared": ("circles",),
    "": ("border",),
}
"""Rules whose finding bears the answer out, by its form."""


def holds(relation: Relation, _lines: Lines) -> bool:
    """Tell whether two states share a border and no quarrel."""
    calm = is_calm(relation) and not in_quarrel(relation)
    is_plain = relation.state.headline in ("normal", "not on record", "allied", "partners")
    return two_states(relation) is not None and calm and is_plain and share_borders(relation)


def title(relation: Relation) -> str:
    """Ask what they share beside the border."""
    if relation.state.headline == "allied":
        return titled(relation, "Neighbours and allies: what moves between {first} and {second}?")
    return titled(relation, "What do {first} and {second} share beside a border?")


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by what moves between them."""
    votes, power = push_of(relation, "votes"), push_of(relation, "power")
    sign = votes.sign if votes is not None else 0
    shifting = power is not None and power.sign < 0
    known = {
        "weight": shifting,
        "regimes": any_variant(lines, "regime", "moved.apart", "unusual.far"),
        "apart": sign < 0 or any_variant(lines, "same_vote", "moved.apart"),
        "nearer": sign > 0 or any_variant(lines, "same_vote", "moved.nearer"),
        "shared": said(lines, "circles"),
    }
    gainer = str(power.clause.parts["gainer"]) if power is not None and shifting else ""
    answer = chosen(ANSWERS, *(name for name, holding in known.items() if holding))
    return plainly(relation, answer, gainer=gainer)


ANGLE = Angle(
    "quiet_neighbours",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=(
        "border",
        "circles",
        "lead",
        "mover",
        "same_vote",
        "regime",
        "between",
        "outweighs",
        "thaws",
    ),
    sections=(
        "institutions",
        "power",
        "positions",
    ),
)

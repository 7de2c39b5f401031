"""Drawn nearer: two without ties whose votes come together."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands
from detente.rules.readings import any_variant, chosen, is_unconnected, plainly, push_of, titled

ANSWERS = {
    "one": "One of the two moved, and no dated tie of {first} and {second} is behind it",
    "both": "Both moved, and no dated tie of {first} and {second} is behind it",
    "regime": "A regime changed, and the votes of {first} and {second} drew nearer",
    "": "Small moves of both, and no dated tie of {first} and {second}",
}
STANDS: Stands = {
    "one": ("mover",),
    "both": ("mover",),
    "regime": ("regime",),
    "": ("same_vote",),
}
"""Rules whose finding bears the answer out, by its form."""


def holds(relation: Relation, lines: Lines) -> bool:
    """Tell whether two without ties came nearer in votes."""
    votes = push_of(relation, "votes")
    nearer = any_variant(lines, "same_vote", "moved.nearer") or (
        votes is not None and votes.sign > 0
    )
    return is_unconnected(relation, lines) and nearer


def title(relation: Relation) -> str:
    """Ask what brings them nearer."""
    return titled(relation, "What brings {first} and {second} nearer in their votes?")


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by who moved."""
    case = [
        *(("one",) if any_variant(lines, "mover", "moved.one", "moved.jump") else ()),
        *(("both",) if any_variant(lines, "mover", "moved.both") else ()),
        *(("regime",) if any_variant(lines, "regime", "moved") else ()),
    ]
    return plainly(relation, chosen(ANSWERS, *case))


ANGLE = Angle(
    "drawn_nearer",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=("same_vote", "mover", "vote_when", "regime", "where", "paradox", "vote_level"),
    sections=("positions",),
)

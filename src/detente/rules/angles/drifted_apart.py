"""Drifted apart: two without ties whose votes part."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands
from detente.rules.readings import (
    any_variant,
    chosen,
    divided_over,
    is_unconnected,
    plainly,
    push_of,
    titled,
)

ANSWERS = {
    "one_subject": "One of the two moved, and {subject} divides {first} and {second} most",
    "subject": "Small moves and one subject: {subject} divides {first} and {second} most",
    "one": "One of the two moved, and nothing on record between {first} and {second} says why",
    "both": "Both moved, without a quarrel of {first} and {second}",
    "regime": "A regime changed, and the votes of {first} and {second} parted",
    "": "Many small moves: {first} and {second} have no quarrel on record",
}
STANDS: Stands = {
    "one_subject": ("where", "mover"),
    "subject": ("where",),
    "one": ("mover",),
    "both": ("mover",),
    "regime": ("regime",),
    "": ("same_vote",),
}
"""Rules whose finding bears the answer out, by its form."""


def holds(relation: Relation, lines: Lines) -> bool:
    """Tell whether two without ties or quarrels parted in votes."""
    votes = push_of(relation, "votes")
    apart = any_variant(lines, "same_vote", "moved.apart") or (votes is not None and votes.sign < 0)
    return is_unconnected(relation, lines) and apart


def title(relation: Relation) -> str:
    """Ask what parts them."""
    return titled(relation, "What parts {first} and {second} in their votes?")


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by who moved."""
    subject, one = divided_over(lines), any_variant(lines, "mover", "moved.one", "moved.jump")
    case = [
        *(("one_subject",) if subject and one else ()),
        *(("one",) if one else ()),
        *(("both",) if any_variant(lines, "mover", "moved.both") else ()),
        *(("regime",) if any_variant(lines, "regime", "moved") else ()),
        *(("subject",) if subject else ()),
    ]
    return plainly(relation, chosen(ANSWERS, *case), subject=subject)


ANGLE = Angle(
    "drifted_apart",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=("same_vote", "mover", "vote_when", "regime", "where", "first", "vote_level"),
    sections=("positions",),
)

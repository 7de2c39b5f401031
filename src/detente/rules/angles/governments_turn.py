"""A government's turn: votes jump in a year and the ties stay."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands
from detente.rules.readings import any_variant, chosen, is_calm, plainly, push_of, titled

ANSWERS = {
    "ties_away": "One side's votes turned at once, and the ties of {first} and {second} did not",
    "ties": "The ties of {first} and {second} are as they were before the votes of one came over",
    "away": "Not yet known: votes were lost in one year, and ties of the two went with them",
    "": "A turn of one year is no course yet",
}
STANDS: Stands = {
    "": ("mover", "same_vote"),
}
"""Rules whose finding bears the answer out, by its form."""


def holds(relation: Relation, lines: Lines) -> bool:
    """Tell whether one side's votes jumped in one year."""
    return any_variant(lines, "mover", "moved.jump") and is_calm(relation)


def title(relation: Relation) -> str:
    """Ask whether it will outlast the government."""
    return titled(relation, "{first} and {second}: will the turn outlast the government?")


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by whether institutions turned too."""
    ties = push_of(relation, "ties")
    stay = ties is None or ties.sign >= 0
    left = any_variant(lines, "mover", "moved.jump-away")
    known = {"ties_away": stay and left, "ties": stay, "away": left}
    return plainly(relation, chosen(ANSWERS, *(name for name, is_so in known.items() if is_so)))


ANGLE = Angle(
    "governments_turn",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=("mover", "same_vote", "circles", "regime", "where", "two_ways", "trade"),
    sections=("positions",),
)

"""Dense and unlike: many ties between two that do not grow alike."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands
from detente.rules.readings import any_variant, chosen, is_calm, plainly, titled

ANSWERS = {
    "regimes": "Less than their number says: {first} and {second} are ruled differently",
    "votes": "Less than their number says: {first} and {second} vote differently",
    "": "Less than their number says",
}
STANDS: Stands = {
    "regimes": ("peculiar", "regime"),
    "votes": ("peculiar", "vote_level"),
    "": ("peculiar",),
}
"""Rules whose finding bears the answer out, by its form."""


def holds(relation: Relation, lines: Lines) -> bool:
    """Tell whether the peculiar thing is density beside unlikeness."""
    return any_variant(lines, "peculiar", "unusual.organisations") and is_calm(relation)


def title(relation: Relation) -> str:
    """Ask what the ties hold."""
    return titled(relation, "What do so many ties hold between {first} and {second}?")


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by what makes them unlike."""
    regimes = any_variant(lines, "peculiar", "unusual.organisations_regimes")
    votes = any_variant(lines, "peculiar", "unusual.organisations_votes")
    known = (*(("regimes",) if regimes else ()), *(("votes",) if votes else ()))
    return plainly(relation, chosen(ANSWERS, *known))


ANGLE = Angle(
    "dense_and_unlike",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=("peculiar", "regime", "vote_level", "vote_when", "circles", "duty", "trade", "binds"),
    sections=("institutions", "positions"),
)

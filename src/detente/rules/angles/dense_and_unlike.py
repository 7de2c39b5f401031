"""Dense and unlike: many ties between two that do not grow alike."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, variants
from detente.rules.readings import answered, any_variant, chosen, is_calm, titled

ANSWERS = {
    "regimes": "Less than their number says: {first} and {second} are ruled differently",
    "votes": "Less than their number says: {first} and {second} vote differently",
    "": "Less than their number says",
}


def holds(relation: Relation, lines: Lines) -> bool:
    """Tell whether the peculiar thing is density beside unlikeness."""
    return any("dense" in variant for variant in variants(lines, "peculiar")) and is_calm(relation)


def title(relation: Relation) -> str:
    """Ask what the ties hold."""
    return titled(relation, "What do so many ties hold between {first} and {second}?")


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by what makes them unlike."""
    regimes = ("regimes",) if any_variant(lines, "regime", "unusual.far", "unexpected.far") else ()
    votes = ("votes",) if any_variant(lines, "vote_level", "unusual.far") else ()
    return answered(relation, chosen(ANSWERS, *regimes, *votes))


ANGLE = Angle(
    "dense_and_unlike",
    holds=holds,
    title=title,
    verdict=verdict,
    rules=("peculiar", "regime", "vote_level", "vote_when", "circles", "duty", "trade", "binds"),
    sections=("institutions", "positions"),
)

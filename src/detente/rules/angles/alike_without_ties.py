"""Alike without ties: two that vote alike and have built nothing."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, said
from detente.rules.readings import any_variant, chosen, is_unconnected, plainly, titled

NEAR = ("unusual.near", "unusual.high", "unusual.close")
"""Beginnings of the variants by which two vote nearly alike."""
ANSWERS = {
    "regimes": "{first} and {second} vote alike, though they are ruled differently",
    "blocs": "{first} and {second} vote alike from blocs that do not overlap",
    "": "{first} and {second} agree on the world and have built nothing on it",
}


def holds(relation: Relation, lines: Lines) -> bool:
    """Tell whether two without ties vote unusually alike."""
    alike = any_variant(lines, "same_vote", *NEAR) or any_variant(lines, "vote_level", *NEAR)
    return is_unconnected(relation, lines) and alike


def title(relation: Relation) -> str:
    """Ask what could be built on it."""
    return titled(relation, "{first} and {second} vote alike: is there more between them?")


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by regimes, else by blocs."""
    regimes = ("regimes",) if any_variant(lines, "regime", "unusual.far", "unexpected.far") else ()
    blocs = ("blocs",) if said(lines, "circles") else ()
    return plainly(relation, chosen(ANSWERS, *regimes, *blocs))


ANGLE = Angle(
    "alike_without_ties",
    holds=holds,
    title=title,
    verdict=verdict,
    rules=("same_vote", "vote_level", "paradox", "circles", "regime", "where"),
    sections=("positions",),
)

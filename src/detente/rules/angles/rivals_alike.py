"""Rivals who vote alike: a quarrel that votes do not show."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands
from detente.rules.readings import any_variant, chosen, in_quarrel, is_calm, plainly, titled

NEAR = ("unusual.near", "unusual.high")
"""Beginnings of the variants by which two vote nearly alike."""
ANSWERS = {
    "line": "A border: {first} and {second} vote alike and do not agree where it runs",
    "": "Their rivalry: {first} and {second} vote alike and arm against each other",
}
STANDS: Stands = {
    "line": ("open_claim", "paradox"),
    "": ("paradox", "vote_level"),
}
"""Rules whose finding bears the answer out, by its form."""


def holds(relation: Relation, lines: Lines) -> bool:
    """Tell whether two in a quarrel vote unusually alike."""
    mirror = any_variant(
        lines, "paradox", "unexpected.rival", "unexpected.mirror", "unexpected.claim"
    )
    alike = any_variant(lines, "vote_level", *NEAR) or any_variant(lines, "same_vote", *NEAR)
    return is_calm(relation) and (mirror or (in_quarrel(relation) and alike))


def title(relation: Relation) -> str:
    """Ask what votes do not show."""
    return titled(relation, "What do the votes of {first} and {second} not show?")


def verdict(relation: Relation, _lines: Lines) -> Statement:
    """Answer by what they quarrel over."""
    line = ("line",) if relation.state.holds("disputed line") else ()
    return plainly(relation, chosen(ANSWERS, *line))


ANGLE = Angle(
    "rivals_alike",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=(
        "paradox",
        "vote_level",
        "same_vote",
        "open_claim",
        "dispute",
        "lead",
        "episode",
        "outlook",
    ),
    sections=("positions", "now"),
)

"""Apart without a quarrel: two that vote apart and have no dispute."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands, said
from detente.rules.readings import (
    any_variant,
    chosen,
    divided_over,
    is_unconnected,
    plainly,
    titled,
)

FAR = ("unusual.far", "unusual.low")
"""Beginnings of the variants by which two vote far apart."""
ANSWERS = {
    "subject": "Above all {subject}, and no quarrel of {first} and {second}",
    "alone": "The agenda does: one of the two often votes nearly alone",
    "regimes": "Their regimes differ as the votes of {first} and {second} do",
    "blocs": "Their blocs do: {first} and {second} vote with different ones",
    "": "Nothing that {first} and {second} did to each other",
}
STANDS: Stands = {
    "subject": ("where",),
    "alone": ("alone",),
    "regimes": ("regime",),
    "blocs": ("circles",),
    "": ("same_vote", "vote_level"),
}
"""Rules whose finding bears the answer out, by its form."""


def holds(relation: Relation, lines: Lines) -> bool:
    """Tell whether two without a quarrel vote unusually far apart."""
    far = any_variant(lines, "same_vote", *FAR) or any_variant(lines, "vote_level", *FAR)
    return is_unconnected(relation, lines) and far


def title(relation: Relation) -> str:
    """Ask what keeps them apart."""
    return titled(relation, "What keeps {first} and {second} apart in New York?")


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by lone votes, regimes, blocs."""
    subject = divided_over(lines)
    known = {
        "subject": bool(subject),
        "alone": said(lines, "alone"),
        "regimes": any_variant(lines, "regime", "unusual.far", "unexpected.far"),
        "blocs": said(lines, "circles"),
    }
    holding = (name for name, is_so in known.items() if is_so)
    return plainly(relation, chosen(ANSWERS, *holding), subject=subject)


ANGLE = Angle(
    "apart_without_quarrel",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=("same_vote", "vote_level", "alone", "regime", "circles", "where", "opposed"),
    sections=("positions",),
)

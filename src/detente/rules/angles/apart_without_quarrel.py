"""Apart without a quarrel: two that vote apart and have no dispute."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands, said
from detente.rules.leading import LedBy, borne_out, led_forms
from detente.rules.readings import (
    any_variant,
    divided_over,
    is_unconnected,
    plainly,
    titled,
)

FAR = ("unusual.far", "unusual.low")
"""Beginnings of the variants by which two vote far apart."""
ANSWERS = {
    "subject": "Above all {subject}, and no quarrel of {first} and {second}",
    "first": "The agenda does, on which one of the two is alone more often than any state",
    "alone": "The agenda does: one of the two often votes nearly alone",
    "regimes": "Their regimes differ as the votes of {first} and {second} do",
    "blocs": "Their blocs do: {first} and {second} vote with different ones",
    "farthest": "More than one matter: hardly any state votes so far from {second}",
    "changed": "Not a quarrel: how one of the two is ruled has changed, and not the votes",
    "arms": "Nothing that {first} and {second} did to each other, and no shared effort in arms",
    "turned": "One matter above all, on which {first} and {second} have parted",
    "": "Nothing that {first} and {second} did to each other",
}
STANDS: Stands = {
    "subject": ("where",),
    "first": ("alone",),
    "alone": ("alone",),
    "regimes": ("regime",),
    "blocs": ("circles",),
    "farthest": ("vote_level",),
    "changed": ("regime",),
    "arms": ("burden",),
    "turned": ("matter_moved",),
    "": ("same_vote", "vote_level"),
}
"""Rules whose finding bears the answer out, by its form."""
LED_BY: LedBy = {
    "turned": ("matter_moved", "moved.apart"),
    "farthest": (
        "vote_level",
        "unusual.farthest",
    ),
    "changed": (
        "regime",
        "moved",
    ),
    "arms": ("burden",),
}
"""Forms that a finding of page 1 calls for; they follow those that hold without one."""


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
        "first": any_variant(lines, "alone", "unusual.first"),
        "alone": said(lines, "alone"),
        "regimes": any_variant(lines, "regime", "unusual.far", "unexpected.far"),
        "blocs": said(lines, "circles"),
    }
    holding = (name for name, is_so in known.items() if is_so)
    case = (*holding, *led_forms(relation, lines, LED_BY))
    answer = borne_out(relation, lines, (ANSWERS, STANDS), *case)
    return plainly(relation, answer, subject=subject)


ANGLE = Angle(
    "apart_without_quarrel",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=(
        "same_vote",
        "vote_level",
        "alone",
        "regime",
        "circles",
        "where",
        "opposed",
        "matter_moved",
    ),
    sections=("positions",),
)

"""In crisis: a crisis is open and nobody fights."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands, said
from detente.rules.readings import any_variant, chosen, own_sanctions, plainly, titled

ANSWERS = {
    "fought": "{first} and {second} have fought before, and this crisis is not closed",
    "regimes": "{first} and {second} are in a crisis between unlike regimes",
    "": "{first} and {second} are in a crisis that no body of theirs has met on",
    "bodies": "{first} and {second} are in a crisis, and still have a body to meet in",
}
STANDS: Stands = {
    "fought": ("last_fought",),
    "bodies": ("body",),
    "regimes": ("regime",),
    "": ("state",),
}
"""Rules whose finding bears the answer out, by its form."""


def holds(relation: Relation, _lines: Lines) -> bool:
    """Tell whether a crisis is the state of the relation."""
    return relation.state.headline == "crisis"


def title(relation: Relation) -> str:
    """Ask where it will end."""
    if own_sanctions(relation):
        return titled(relation, "Crisis and sanctions: where will {first} and {second} stop?")
    return titled(relation, "Where will the crisis between {first} and {second} end?")


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by the past, the bodies, the regimes."""
    known = {
        "fought": said(lines, "last_fought"),
        "bodies": said(lines, "body"),
        "regimes": any_variant(lines, "regime", "unusual.far", "unexpected.far"),
    }
    return plainly(relation, chosen(ANSWERS, *(name for name, is_so in known.items() if is_so)))


ANGLE = Angle(
    "in_crisis",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=(
        "state",
        "event",
        "sanctions",
        "last_fought",
        "mover",
        "same_vote",
        "regime",
        "circles",
        "first",
        "lead",
        "outlook",
    ),
    sections=(
        "now",
        "positions",
    ),
)

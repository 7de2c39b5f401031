"""Broken off: two that have no diplomatic relations."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands
from detente.rules.readings import chosen, plainly, titled

TITLES = {
    "occupied": "{first} and {second} have broken off: what would bring them to a table?",
    "": "Can {first} and {second} speak again?",
}
ANSWERS = {
    "occupied": "Land is held as well as embassies closed between {first} and {second}",
    "meeting": "{first} and {second} meet without embassies",
    "": "No embassy connects {first} and {second}",
}
STANDS: Stands = {
    "": ("state",),
}
"""Rules whose finding bears the answer out, by its form."""


def holds(relation: Relation, _lines: Lines) -> bool:
    """Tell whether relations are broken off."""
    return relation.state.headline in ("rupture", "occupation")


def _case(relation: Relation) -> tuple[str, ...]:
    occupied = ("occupied",) if relation.state.holds("occupation") else ()
    return (*occupied, *(("meeting",) if relation.state.holds("partners") else ()))


def title(relation: Relation) -> str:
    """Ask what would bring them back."""
    return titled(relation, chosen(TITLES, *_case(relation)))


def verdict(relation: Relation, _lines: Lines) -> Statement:
    """Answer by what is left between the two."""
    return plainly(relation, chosen(ANSWERS, *_case(relation)))


ANGLE = Angle(
    "broken_off",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=(
        "state",
        "event",
        "sanctions",
        "open_claim",
        "mover",
        "same_vote",
        "first",
        "thaws",
        "suspended",
    ),
    sections=("now", "positions"),
    rank=3,
)

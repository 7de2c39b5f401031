"""Unsettled past: texts that were to close a quarrel over the past, and did not hold."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands, said
from detente.rules.leading import borne_out
from detente.rules.now.repaired import newest_break
from detente.rules.readings import is_calm, plainly, titled, two_states

TITLES = {
    "repaired": "Can the repair between {first} and {second} survive their quarrel over the past?",
    "": "Why does the past between {first} and {second} stay unsettled?",
}
ANSWERS = {
    "repaired": "Not by itself: earlier settlements of the past are disputed",
    "": "Because earlier settlements of the past are disputed",
}
STANDS: Stands = {"repaired": ("settled",), "": ("settled",)}
"""Rules whose finding bears the answer out, by its form."""


def holds(relation: Relation, lines: Lines) -> bool:
    """Tell whether two states at peace have settlements that did not hold."""
    return is_calm(relation) and two_states(relation) is not None and said(lines, "settled")


def title(relation: Relation) -> str:
    """Ask whether the newest repair outlasts the quarrel."""
    return titled(relation, TITLES["repaired" if _is_repaired(relation) else ""])


def _is_repaired(relation: Relation) -> bool:
    broken = newest_break(relation)
    return broken is not None and broken.end is not None


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by what became of the settlements."""
    case = ("repaired",) if _is_repaired(relation) else ()
    return plainly(relation, borne_out(relation, lines, (ANSWERS, STANDS), *case))


ANGLE = Angle(
    "unsettled_past",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=(
        "settled",
        "repaired",
        "two_ways",
        "before",
        "third",
        "same_vote",
        "open_claim",
        "thaws",
        "suppliers",
        "public",
    ),
    sections=("why", "now", "institutions"),
)

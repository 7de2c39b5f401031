"""On the fast track: a candidate that has waited less than half of those who got in."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands, said
from detente.rules.readings import any_variant, candidacy, chosen, plainly, titled

FAST = ("unusual.fast",)
"""Beginnings of the variants of a short wait."""
BELOW = ("unusual.neither", "unusual.unfree", "unusual.line")
ANSWERS = {
    "claim": "Not {state}'s calendar but its open quarrels",
    "below": "Not {state}'s calendar but its own marks, which lie below those of earlier entrants",
    "": "Little that we measure in {state}, for the members decide",
}
STANDS: Stands = {
    "claim": ("veto", "open_claim"),
    "below": ("entrants",),
    "": ("clock",),
}
"""Rules whose finding bears the answer out, by its form."""


def holds(relation: Relation, lines: Lines) -> bool:
    """Tell whether the candidacy is young, and not longer than any that succeeded."""
    if candidacy(relation) is None or relation.state.headline in ("halted", "suspended"):
        return False
    over = said(lines, "equilibrium") or any_variant(lines, "clock", "unexpected.over")
    return not over and (any_variant(lines, "clock", *FAST) or said(lines, "entrants"))


def title(relation: Relation) -> str:
    """Ask what could still stop it."""
    return titled(relation, "What still stands between {state} and a seat in {bloc}?")


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by claims and marks."""
    claim = ("claim",) if said(lines, "open_claim") else ()
    below = ("below",) if any_variant(lines, "entrants", *BELOW) else ()
    return plainly(relation, chosen(ANSWERS, *claim, *below))


ANGLE = Angle(
    "fast_track",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=(
        "clock",
        "entrants",
        "veto",
        "with_bloc",
        "between",
        "accession_file",
        "regime",
        "shares",
        "votes_and_seats",
        "entrant_income",
    ),
    sections=("institutions", "membership", "positions"),
)

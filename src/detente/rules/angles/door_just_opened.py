"""The door just opened: talks on membership that began within two years."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands, said
from detente.rules.leading import borne_out
from detente.rules.readings import any_variant, candidacy, plainly, titled

YOUNG = 2.0
"""Years for which talks have just begun."""
BELOW = ("unusual.neither", "unusual.unfree", "unusual.line")
"""Variants by which the state lies below a mark of those who got in."""
SIGNED = "unusual.signed"
"""Variant by which a state of a like score has just signed its treaty."""
ANSWERS = {
    "below": "By precedent yes, but {state} begins below the marks of those that got in",
    "signed": "By precedent yes: nearly all got in, and {peer}, about as free, has just signed",
    "marks": "By precedent yes: nearly all got in, and {state} begins at their marks",
    "": "By precedent yes: nearly all before {state} got in",
}
STANDS: Stands = {
    "below": ("entrants", "entrant_income"),
    "signed": ("entrants",),
    "marks": ("entrants",),
    "": ("clock",),
}
"""Rules whose finding bears the answer out, by its form."""


def holds(relation: Relation, _lines: Lines) -> bool:
    """Tell whether a candidacy has a step of the last two years."""
    found = candidacy(relation)
    return found is not None and found[1] <= YOUNG


def title(relation: Relation) -> str:
    """Ask whether these talks will end as the others did."""
    return titled(relation, "Will {state}'s talks with {bloc} end as the others did?")


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by the marks of those who got in."""
    below = ("below",) if any_variant(lines, "entrants", *BELOW) else ()
    signed = ("signed",) if any_variant(lines, "entrants", SIGNED) else ()
    marks = ("marks",) if said(lines, "entrants") else ()
    answer = borne_out(relation, lines, (ANSWERS, STANDS), *signed, *below, *marks)
    return plainly(relation, answer, peer=_peer(lines))


def _peer(lines: Lines) -> str:
    """Name the state of a like score that has just signed; empty where there is none."""
    found = [line for line in lines.get("entrants", ()) if line.variant == SIGNED]
    return str(found[0].headline.parts["who"]) if found and found[0].headline is not None else ""


ANGLE = Angle(
    "door_just_opened",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=(
        "entrants",
        "veto",
        "clock",
        "with_bloc",
        "rank_in",
        "regime",
        "open_claim",
        "shares",
        "neighbours",
        "entrant_income",
    ),
    sections=("institutions", "membership"),
)

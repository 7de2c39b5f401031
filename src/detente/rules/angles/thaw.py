"""Thaw: what broke is repaired, and what broke it may still be there."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands, said
from detente.rules.leading import borne_out
from detente.rules.readings import is_calm, plainly, titled
from detente.rules.windows import outlook

CHANCES = (
    (0.2, "Very likely", "few"),
    (0.29, "Likely", "about a quarter"),
    (0.4, "Likely", "about a third"),
    (0.6, "It is an even chance", "about half"),
    (0.75, "Unlikely", "about two thirds"),
    (1.0, "Very unlikely", "most"),
)
"""Up to which part of like cases with a new dispute, how likely quiet is, and the part in words."""
YEARS, FEWEST = 10, 2
"""Years within which the break lies, and steps forward since."""
ANSWERS = {
    "odds": "{chance}: {part} of past cases most like theirs saw a new dispute within five years",
    "claim": "Not safely: they have repaired their ties and left their claim where it was",
    "before": "No earlier thaw between {first} and {second} has lasted",
    "": "So far they have: steps towards each other have followed the break",
}
STANDS: Stands = {
    "odds": ("repaired", "open_claim", "outlook"),
    "claim": ("repaired", "open_claim"),
    "before": ("thaws",),
    "": ("repaired", "event"),
}
"""Rules whose finding bears the answer out, by its form."""


def _repaired(relation: Relation) -> bool:
    """Tell whether a step back of ten years was followed by steps forward alone."""
    first = relation.pair.day.year - YEARS
    turns = [one for one in relation.situation.events if one.turn and one.date.year >= first]
    back = [place for place, one in enumerate(turns) if one.turn < 0]
    return bool(back) and len(turns) - 1 - back[-1] >= FEWEST


def holds(relation: Relation, lines: Lines) -> bool:
    """Tell whether a break was repaired."""
    return is_calm(relation) and (said(lines, "repaired") or _repaired(relation))


def title(relation: Relation) -> str:
    """Ask whether they can keep it."""
    if relation.state.holds("disputed line"):
        return titled(relation, "Can {first} and {second} keep the peace they repaired?")
    return titled(relation, "Can {first} and {second} keep what they repaired?")


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by whether the cause is still there."""
    claim = ("claim",) if relation.state.holds("disputed line") else ()
    before = ("before",) if said(lines, "thaws") else ()
    often = outlook.part_disputed(relation) if claim and said(lines, "outlook") else None
    if often is None:
        return plainly(relation, borne_out(relation, lines, (ANSWERS, STANDS), *claim, *before))
    chance, part = next((chance, part) for most, chance, part in CHANCES if often <= most)
    return plainly(relation, ANSWERS["odds"], chance=chance, part=part)


ANGLE = Angle(
    "thaw",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=(
        "repaired",
        "thaws",
        "event",
        "open_claim",
        "break",
        "body",
        "binds",
        "met_through",
        "mover",
        "public",
        "outlook",
    ),
    sections=("now", "institutions"),
)

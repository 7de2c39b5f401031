"""Hardly connected: no border, no body, no rung, no quarrel, and votes that say little."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands, said
from detente.rules.angles import continent_and_power
from detente.rules.leading import LedBy, borne_out, led_forms
from detente.rules.readings import (
    any_variant,
    is_unconnected,
    plainly,
    share_borders,
    share_nothing,
    titled,
)

ANSWERS = {
    "blocs": "Only through blocs to which the other does not belong",
    "regimes": "Hardly: {first} and {second} are ruled differently, and we hold no tie of the two",
    "changed": "Hardly, and what has changed is how one of {first} and {second} is ruled",
    "weight": "Hardly: {first} and {second} change in weight, not in ties",
    "votes": "In votes alone, which have moved",
    "measure": "Hardly, though one measure sets {first} and {second} closer than the others do",
    "parts": "With a part of {bloc} in votes, and with the whole of it in nothing",
    "subject": "Only in the Assembly, where on one matter the votes of the two have moved",
    "freer": "Hardly, though one of {first} and {second} is freer than it was",
    "": "Hardly: we hold no border, body or treaty of {first} and {second}",
}
STANDS: Stands = {
    "blocs": ("circles",),
    "regimes": ("regime",),
    "changed": ("regime",),
    "weight": ("lead",),
    "votes": ("same_vote",),
    "measure": ("outweighs",),
    "parts": ("split",),
    "subject": ("matter_moved",),
    "freer": ("regime",),
    "": ("outweighs",),
}
"""Rules whose finding bears the answer out, by its form."""
LED_BY: LedBy = {
    "freer": ("regime", "moved.apart.rose", "moved.nearer.rose", "moved.crossed.rose"),
    "votes": (
        "same_vote",
        "moved",
    ),
    "changed": (
        "regime",
        "moved",
    ),
    "weight": ("lead",),
    "parts": ("split",),
    "measure": (
        "outweighs",
        "unexpected",
    ),
    "subject": ("matter_moved", "moved"),
}
"""Forms that a finding of page 1 calls for; they follow those that hold without one."""


def holds(relation: Relation, lines: Lines) -> bool:
    """Tell whether nothing connects the two but the world's organisations."""
    if continent_and_power.holds(relation, lines):
        return False
    apart = is_unconnected(relation, lines) and share_nothing(relation)
    return apart and not share_borders(relation)


def title(relation: Relation) -> str:
    """Ask whether there is a relation at all."""
    return titled(relation, "Is there a relation between {first} and {second} to speak of?")


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by what does not connect them."""
    blocs = ("blocs",) if said(lines, "circles") else ()
    regimes = ("regimes",) if any_variant(lines, "regime", "unusual.far", "unexpected.far") else ()
    case = (*blocs, *regimes, *led_forms(relation, lines, LED_BY))
    return plainly(relation, borne_out(relation, lines, (ANSWERS, STANDS), *case))


ANGLE = Angle(
    "hardly_connected",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=(
        "circles",
        "regime",
        "vote_caveat",
        "lead",
        "outweighs",
        "split",
        "common_bodies",
        "matter_moved",
    ),
    sections=("positions",),
)

"""Hardly connected: no border, no body, no rung, no quarrel, and votes that say little."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands, said
from detente.rules.angles import continent_and_power
from detente.rules.readings import (
    any_variant,
    chosen,
    is_unconnected,
    plainly,
    share_borders,
    share_nothing,
    titled,
)

ANSWERS = {
    "blocs": "Only through blocs to which the other does not belong",
    "regimes": "Hardly: {first} and {second} are ruled differently, and we hold no tie of the two",
    "": "Hardly: we hold no border, body or treaty of {first} and {second}",
}
STANDS: Stands = {
    "blocs": ("circles",),
    "regimes": ("regime",),
    "": ("outweighs",),
}
"""Rules whose finding bears the answer out, by its form."""


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
    return plainly(relation, chosen(ANSWERS, *blocs, *regimes))


ANGLE = Angle(
    "hardly_connected",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=("circles", "regime", "vote_caveat", "lead", "outweighs", "split", "common_bodies"),
    sections=("positions",),
)

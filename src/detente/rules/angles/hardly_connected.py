"""Hardly connected: no border, no body, no rung, no quarrel."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, said
from detente.rules.angles import continent_and_power
from detente.rules.readings import (
    any_variant,
    chosen,
    in_quarrel,
    plainly,
    share_borders,
    titled,
)

ANSWERS = {
    "moved": "Only in votes, which have moved",
    "near": "Only in votes, where {first} and {second} come out alike",
    "far": "Only in votes, where {first} and {second} come out apart",
    "blocs": "Only through blocs to which the other does not belong",
    "": "Hardly: no border, body or treaty connects {first} and {second}",
}
UNTIED = ("normal", "not on record")


def holds(relation: Relation, lines: Lines) -> bool:
    """Tell whether nothing connects the two but the world's organisations."""
    if continent_and_power.holds(relation, lines):
        return False
    untied = relation.state.headline in UNTIED and relation.state.rung in ("", "none")
    quiet = not in_quarrel(relation) and not relation.situation.events
    built = said(lines, "body") or said(lines, "duty") or said(lines, "deep")
    return untied and quiet and not built and not share_borders(relation)


def title(relation: Relation) -> str:
    """Ask whether there is a relation at all."""
    return titled(relation, "Is there a relation between {first} and {second} to speak of?")


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by votes, else by what does not connect them."""
    moved = any_variant(lines, "same_vote", "moved") or any_variant(lines, "mover", "moved")
    near = any_variant(lines, "same_vote", "unusual.high") or any_variant(
        lines, "vote_level", "unusual.near"
    )
    far = any_variant(lines, "same_vote", "unusual.low") or any_variant(
        lines, "vote_level", "unusual.far"
    )
    known = {"moved": moved, "near": near, "far": far, "blocs": said(lines, "circles")}
    return plainly(relation, chosen(ANSWERS, *(name for name, is_so in known.items() if is_so)))


ANGLE = Angle(
    "hardly_connected",
    holds=holds,
    title=title,
    verdict=verdict,
    rules=("same_vote", "vote_level", "mover", "circles", "regime", "where", "lead", "outweighs"),
    sections=("positions",),
)

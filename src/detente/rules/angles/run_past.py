"""Run past by a third: both lose weight and one power gains it."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands
from detente.rules.readings import (
    any_variant,
    chosen,
    in_quarrel,
    is_calm,
    plainly,
    push_of,
    titled,
)

ANSWERS = {
    "rivals": "{first} and {second} lose to {third}, yet act as rivals",
    "": "{first} and {second} lose to {third} and not to each other",
}
STANDS: Stands = {
    "": ("joint", "third"),
}
"""Rules whose finding bears the answer out, by its form."""


def _both_lose(relation: Relation) -> bool:
    power = push_of(relation, "power")
    return power is not None and power.sign > 0


def holds(relation: Relation, lines: Lines) -> bool:
    """Tell whether both lose weight while a third power gains it."""
    fell = any_variant(lines, "joint", "moved.both_fall") or _both_lose(relation)
    return relation.power.third is not None and fell and is_calm(relation)


def title(relation: Relation) -> str:
    """Ask against whom they are together."""
    if in_quarrel(relation):
        return titled(relation, "{third} gains on {first} and {second}: will they see it?")
    return titled(relation, "Are {first} and {second} together against {third}?")


def verdict(relation: Relation, _lines: Lines) -> Statement:
    """Answer by whether they are rivals."""
    return plainly(relation, chosen(ANSWERS, *(("rivals",) if in_quarrel(relation) else ())))


ANGLE = Angle(
    "run_past",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=("joint", "third", "lead", "two_powers", "reach", "fore", "trade", "pulls"),
    sections=("power",),
)

"""Equal rivals who both grow: both gain in the world, and a claim is open; not after a repair."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands, said
from detente.rules.leading import borne_out
from detente.rules.readings import (
    any_variant,
    in_quarrel,
    is_calm,
    plainly,
    repaired_lately,
    titled,
)

ANSWERS = {
    "still": "Power does not decide it: {first} and {second} no longer gain on each other",
    "shifting": "Both grow, but not alike, and the claim between {first} and {second} stays open",
    "": "Growth has not closed the claim between {first} and {second}",
}
STANDS: Stands = {
    "still": ("plateau",),
    "shifting": ("lead",),
    "": ("open_claim",),
}
"""Rules whose finding bears the answer out, by its form."""


def holds(relation: Relation, lines: Lines) -> bool:
    """Tell whether both gain weight while they are in a quarrel that nothing has just repaired."""
    gain = any_variant(lines, "joint", "moved.both_gain") and not repaired_lately(relation, lines)
    return gain and in_quarrel(relation) and is_calm(relation)


def title(relation: Relation) -> str:
    """Ask whether they can keep the peace."""
    return titled(relation, "Can {first} and {second} keep the peace while both grow?")


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by whether the balance between them moves."""
    still = ("still",) if said(lines, "plateau") else ()
    shifting = ("shifting",) if said(lines, "lead") else ()
    return plainly(relation, borne_out(relation, lines, (ANSWERS, STANDS), *still, *shifting))


ANGLE = Angle(
    "equal_rivals",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=("joint", "plateau", "open_claim", "lead", "dispute", "break", "paper", "fore"),
    sections=("power", "now"),
)

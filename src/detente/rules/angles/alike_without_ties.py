"""Alike without ties: two that vote alike and have no dated tie of their own."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.phrasing import listed
from detente.rules.angle import Angle, Lines, Stands, said
from detente.rules.readings import (
    any_variant,
    chosen,
    is_unconnected,
    plainly,
    push_of,
    shared_blocs,
    titled,
)

NEAR = ("unusual.near", "unusual.high")
"""Beginnings of the variants by which two vote nearly alike."""
ANSWERS = {
    "regimes": "{first} and {second} vote alike, though they are ruled differently",
    "blocs": "{first} and {second} vote alike from blocs that do not overlap",
    "shared_regimes": "{shared} joins {first} and {second}, and so do votes, though not regimes",
    "shared_nearer": "{first} and {second} come still nearer in votes, and sit in {shared}",
    "shared_moved": "One of the two moved to where the other votes; both sit in {shared}",
    "shared": "{first} and {second} vote alike, and sit together in {shared}",
    "": "{first} and {second} agree on the world, and we hold no dated tie of the two",
}
STANDS: Stands = {
    "regimes": ("regime",),
    "shared_moved": ("mover",),
    "shared_nearer": ("same_vote", "mover"),
    "blocs": ("circles",),
    "": ("same_vote", "vote_level"),
}
"""Rules whose finding bears the answer out, by its form."""


def holds(relation: Relation, lines: Lines) -> bool:
    """Tell whether two without ties vote unusually alike."""
    alike = any_variant(lines, "same_vote", *NEAR) or any_variant(lines, "vote_level", *NEAR)
    return is_unconnected(relation, lines) and alike


def title(relation: Relation) -> str:
    """Ask what could be built on it."""
    return titled(relation, "{first} and {second} vote alike: is there more between them?")


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by regimes, else by blocs."""
    regimes = ("regimes",) if any_variant(lines, "regime", "unusual.far", "unexpected.far") else ()
    blocs = ("blocs",) if said(lines, "circles") else ()
    inside = shared_blocs(relation)
    votes = push_of(relation, "votes")
    known = {
        "shared_regimes": bool(inside and regimes),
        "shared_nearer": bool(inside and votes is not None and votes.sign > 0),
        "shared_moved": bool(inside) and any_variant(lines, "mover", "moved.one", "moved.jump"),
        "shared": bool(inside),
    }
    holding = (name for name, is_so in known.items() if is_so)
    answer = chosen(ANSWERS, *holding, *regimes, *blocs)
    return plainly(relation, answer, shared=listed(list(inside[:2])) if inside else "")


ANGLE = Angle(
    "alike_without_ties",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=("same_vote", "vote_level", "paradox", "circles", "regime", "where"),
    sections=("positions",),
)

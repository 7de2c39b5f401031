"""Integrated: a customs or currency union holds both."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands, said
from detente.rules.readings import any_variant, chosen, plainly, titled

ANSWERS = {
    "votes": "Votes, where {first} and {second} no longer go together",
    "markets": "The rules of a second market, which only one of the two has joined",
    "third": "Little between {first} and {second}, and more with a third power",
    "rung": "A body that one of {first} and {second} is a member of, and the other is not",
    "": "Little that we measure: {first} and {second} share what others negotiate",
}
STANDS: Stands = {
    "votes": ("same_vote", "drift"),
    "markets": ("deep",),
    "third": ("third",),
    "rung": ("rung",),
    "": ("deep",),
}
"""Rules whose finding bears the answer out, by its form."""


def holds(relation: Relation, lines: Lines) -> bool:
    """Tell whether the two are in one customs or currency union."""
    return relation.state.headline == "integrated" or any_variant(lines, "deep", "unusual")


def title(relation: Relation) -> str:
    """Ask what could come between them."""
    return titled(relation, "What can still come between {first} and {second}?")


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by votes, else by a second market."""
    apart = any_variant(lines, "same_vote", "moved.apart") or any_variant(
        lines, "drift", "moved.wider"
    )
    markets = any_variant(lines, "deep", "unusual.two_markets")
    known = {
        "votes": apart,
        "markets": markets,
        "third": said(lines, "third"),
        "rung": any_variant(lines, "rung", "unexpected"),
    }
    return plainly(relation, chosen(ANSWERS, *(name for name, is_so in known.items() if is_so)))


ANGLE = Angle(
    "integrated",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=("deep", "circles", "same_vote", "between", "with_bloc", "where", "outweighs", "state"),
    sections=("institutions", "positions"),
)

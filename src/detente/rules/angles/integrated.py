"""Integrated: a customs or currency union holds both."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands, said
from detente.rules.leading import LedBy, borne_out, led_forms
from detente.rules.readings import any_variant, plainly, titled

ANSWERS = {
    "votes": "Votes, where {first} and {second} no longer go together",
    "markets": "Little but the rules of a second market, which only one of the two has joined",
    "third": "Little between {first} and {second}, and more with a third power",
    "rung": "A body that one of {first} and {second} is a member of, and the other is not",
    "pact": "Little, while a pact of their own binds each to defend the other",
    "alliance": "Little, while an alliance holds them to each other's defence",
    "arms": "The cost of arms, which {first} and {second} do not bear alike",
    "subject": "One matter before the Assembly, on which {first} and {second} have parted",
    "regime": "How they are ruled, which {first} and {second} do not share",
    "nearest": "Hardly the votes: few states' are so near to those of {second}",
    "": "Little that we measure: {first} and {second} share what others negotiate",
}
STANDS: Stands = {
    "votes": ("same_vote", "drift"),
    "markets": ("deep",),
    "third": ("third",),
    "rung": ("rung",),
    "pact": ("duty",),
    "alliance": ("duty",),
    "arms": ("burden",),
    "subject": ("matter_moved",),
    "regime": ("regime",),
    "nearest": ("vote_level",),
    "": ("deep",),
}
"""Rules whose finding bears the answer out, by its form."""
LED_BY: LedBy = {
    "regime": ("regime",),
    "pact": (
        "duty",
        "unusual.pact",
    ),
    "subject": ("matter_moved", "moved.apart"),
    "nearest": (
        "vote_level",
        "unusual.nearest",
    ),
    "arms": ("burden",),
    "alliance": ("duty",),
}
"""Forms that a finding of page 1 calls for; they follow those that hold without one."""


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
    holding = (name for name, is_so in known.items() if is_so)
    case = (*holding, *led_forms(relation, lines, LED_BY))
    return plainly(relation, borne_out(relation, lines, (ANSWERS, STANDS), *case))


ANGLE = Angle(
    "integrated",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=(
        "deep",
        "split_area",
        "circles",
        "same_vote",
        "between",
        "with_bloc",
        "where",
        "outweighs",
        "state",
        "matter_moved",
    ),
    sections=("institutions", "positions"),
)

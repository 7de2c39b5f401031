"""A power and a far state: great weight, and no dated tie."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands
from detente.rules.readings import (
    any_variant,
    chosen,
    is_unconnected,
    plainly,
    share_borders,
    titled,
    two_states,
)

GREAT, SMALL = 0.04, 0.005
"""Parts of the world's product from which a state is a power, and up to which it is small."""
ANSWERS = {
    "votes": "Weight, and not votes: {smaller} goes its own way in New York",
    "near": "Less than weight says: {smaller} votes much as {power} does",
    "": "Weight: we hold no dated tie of {smaller} and {power}",
}
STANDS: Stands = {
    "votes": ("vote_level", "same_vote"),
    "near": ("vote_level", "same_vote"),
    "": ("outweighs",),
}
"""Rules whose finding bears the answer out, by its form."""


def _sizes(relation: Relation) -> tuple[str, str] | None:
    """Give the small side and the power; None where they are not such a pair."""
    if two_states(relation) is None:
        return None
    cells = [series.last(relation.pair.as_of) for series in relation.power.shares["gdp"][:2]]
    first, second = relation.pair.first.label, relation.pair.second.label
    if cells[0] is None or cells[1] is None:
        return None
    for small, great, found in (
        (cells[0], cells[1], (first, second)),
        (cells[1], cells[0], (second, first)),
    ):
        if small.value <= SMALL and great.value >= GREAT:
            return found
    return None


def holds(relation: Relation, lines: Lines) -> bool:
    """Tell whether a power and a small state have neither border nor tie."""
    far = is_unconnected(relation, lines) and not share_borders(relation)
    return far and _sizes(relation) is not None


def title(relation: Relation) -> str:
    """Ask what the power means to the other."""
    smaller, power = _sizes(relation) or ("", "")
    return titled(relation, "What is {power} to {smaller}?", smaller=smaller, power=power)


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by votes."""
    smaller, power = _sizes(relation) or ("", "")
    far = any_variant(lines, "vote_level", "unusual.far") or any_variant(
        lines, "same_vote", "unusual.low", "moved.apart"
    )
    near = any_variant(lines, "vote_level", "unusual.near") or any_variant(
        lines, "same_vote", "unusual.high"
    )
    case = (*(("votes",) if far else ()), *(("near",) if near else ()))
    return plainly(relation, chosen(ANSWERS, *case), smaller=smaller, power=power)


ANGLE = Angle(
    "power_and_far_state",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=("outweighs", "same_vote", "vote_level", "mover", "trade", "lead", "reach"),
    sections=(
        "power",
        "positions",
    ),
)

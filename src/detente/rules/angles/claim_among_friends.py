"""A claim among friends: a disputed line between two that are no rivals, and no unsettled past."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands, said
from detente.rules.leading import borne_out
from detente.rules.readings import plainly, titled, two_states

ANSWERS = {
    "rival": "A common rival, {third}, more than a text between {first} and {second}",
    "ally": "A common ally, {third}, more than a text between {first} and {second}",
    "": "{first} and {second} leave their claim open and do not fight over it",
}
STANDS: Stands = {
    "rival": ("third",),
    "ally": ("third",),
    "": ("open_claim", "repaired"),
}
"""Rules whose finding bears the answer out, by its form."""


def holds(relation: Relation, lines: Lines) -> bool:
    """Tell whether two states that are no rivals have a claim, and no past that was not settled."""
    # a claim beside settlements that did not hold is part of that quarrel
    if said(lines, "settled"):
        return False
    line = relation.state.headline == "disputed line"
    return line and two_states(relation) is not None and not relation.power.at_odds


def title(relation: Relation) -> str:
    """Ask what keeps it small."""
    return titled(relation, "What keeps the claim between {first} and {second} small?")


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by the third power: a rival, or an ally, of both."""
    third = relation.power.third_power
    sides = () if third is None else ({t.kind for t in third.first}, {t.kind for t in third.second})
    case = [
        name
        for name, kind in (("rival", "rivalry"), ("ally", "alliance"))
        if sides and all(kind in kinds for kinds in sides)
    ]
    return plainly(relation, borne_out(relation, lines, (ANSWERS, STANDS), *case))


ANGLE = Angle(
    "claim_among_friends",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=(
        "state",
        "open_claim",
        "dispute",
        "repaired",
        "thaws",
        "same_vote",
        "regime",
        "third",
        "lead",
        "two_ways",
    ),
    sections=(
        "now",
        "institutions",
    ),
)

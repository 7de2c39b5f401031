"""Allied and at odds: one alliance, and a quarrel inside it."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands, said
from detente.rules.readings import any_variant, chosen, in_quarrel, is_calm, plainly, titled

ANSWERS = {
    "claim": "An alliance that holds both of them, not an end of their claim",
    "dispute": "An alliance that holds both of them, not a lack of disputes",
    "": "An alliance that holds both {first} and {second}",
}
STANDS: Stands = {
    "claim": ("open_claim", "duty"),
    "dispute": ("dispute",),
    "": ("duty",),
}
"""Rules whose finding bears the answer out, by its form."""


def holds(relation: Relation, lines: Lines) -> bool:
    """Tell whether two allies have a quarrel, or more disputes than allies have."""
    allied = relation.state.holds("allied")
    quarrel = in_quarrel(relation) or any_variant(lines, "dispute", "unexpected.allies")
    return allied and quarrel and is_calm(relation)


def title(relation: Relation) -> str:
    """Ask what keeps the quarrels small."""
    if relation.state.holds("disputed line"):
        return titled(relation, "Allies with a claim: what keeps {first} and {second} in bounds?")
    return titled(relation, "What keeps the quarrels of {first} and {second} small?")


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by what they quarrel over."""
    claim = ("claim",) if relation.state.holds("disputed line") else ()
    dispute = ("dispute",) if said(lines, "dispute") else ()
    return plainly(relation, chosen(ANSWERS, *claim, *dispute))


ANGLE = Angle(
    "allied_at_odds",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=("duty", "dispute", "dispute_share", "open_claim", "lead", "repaired", "thaws", "regime"),
    sections=("institutions", "now"),
)

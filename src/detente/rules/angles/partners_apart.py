"""Partners who vote apart: a forum or pact without like votes."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands, said
from detente.rules.readings import any_variant, chosen, in_quarrel, plainly, titled

FAR = ("unusual.far", "unusual.low")
"""Beginnings of the variants by which two vote far apart."""
ANSWERS = {
    "allied": "For defence: {first} and {second} are allies that do not vote alike",
    "third": "For {third}'s sake: {first} and {second} do not vote alike",
    "": "Not for votes: {first} and {second} do not vote alike",
}
STANDS: Stands = {
    "third": ("third", "paradox"),
    "": ("paradox", "vote_level"),
}
"""Rules whose finding bears the answer out, by its form."""


def holds(relation: Relation, lines: Lines) -> bool:
    """Tell whether partners or allies vote unusually far apart."""
    tied = relation.state.headline in ("partners", "allied")
    mirror = any_variant(
        lines, "paradox", "unexpected.rival", "unexpected.mirror", "unexpected.claim"
    )
    far = said(lines, "paradox") or any_variant(lines, "vote_level", *FAR)
    return tied and far and not mirror and not in_quarrel(relation)


def title(relation: Relation) -> str:
    """Ask what the partnership is for."""
    if relation.state.headline == "allied":
        return titled(relation, "What is the alliance of {first} and {second} for?")
    return titled(relation, "What is the partnership of {first} and {second} for?")


def verdict(relation: Relation, _lines: Lines) -> Statement:
    """Answer by the alliance, or by the third power that is a rival of one side."""
    allied = ("allied",) if relation.state.headline == "allied" else ()
    third = relation.power.third_power
    kinds = {one.kind for one in (*third.first, *third.second)} if third else set()
    rival = ("third",) if "rivalry" in kinds else ()
    return plainly(relation, chosen(ANSWERS, *allied, *rival))


ANGLE = Angle(
    "partners_apart",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=(
        "paradox",
        "vote_level",
        "third",
        "body",
        "two_ways",
        "reach",
        "allies_inside",
        "where",
        "together",
    ),
    sections=("positions", "power"),
)

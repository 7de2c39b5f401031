"""All but in: an associate near the bloc's members that has not asked to come in."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands
from detente.rules.line import Line
from detente.rules.readings import any_variant, chosen, is_calm, plainly, push_of, titled

MOST = "some.free"
"""Variant of a duty that binds most members of an alliance already."""
NEAR = ("unusual.high", "unusual.near")
"""Beginnings of the variants by which a state votes with the bloc."""
ANSWERS = {
    "rest": "A promise from {who} and others that owe {state} none yet, and a seat",
    "guarantee": "A promise of defence and a seat: {state} already votes with {bloc}",
    "": "A seat and a vote: {state} already votes with {bloc}",
}
STANDS: Stands = {
    "rest": ("duty",),
    "guarantee": ("with_bloc", "vote_level"),
    "": ("with_bloc", "vote_level"),
}
"""Rules whose finding bears the answer out, by its form."""


def holds(relation: Relation, lines: Lines) -> bool:
    """Tell whether an associate is as near to the bloc as its members are."""
    votes = push_of(relation, "votes")
    near = any_variant(lines, "with_bloc", *NEAR) or any_variant(lines, "vote_level", *NEAR)
    drawn = relation.state.rung == "associate" and is_calm(relation)
    return drawn and near and (votes is None or votes.sign >= 0)


def title(relation: Relation) -> str:
    """Ask what membership would add."""
    return titled(relation, "What would membership of {bloc} still add for {state}?")


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by what the treaty of the bloc gives, and who owes the state defence already."""
    bloc = (relation.pair.bloc_and_state or (None, None))[0]
    binds = ("guarantee",) if bloc is not None and bloc.obliges else ()
    who = next((_who(line) for line in lines.get("duty", ()) if line.variant == MOST), "")
    case = (*(("rest",) if who else ()), *binds)
    return plainly(relation, chosen(ANSWERS, *case), who=who)


def _who(line: Line) -> str:
    """Name the first of those that owe no defence yet, as the finding names it."""
    return "" if line.headline is None else str(line.headline.parts["who"])


ANGLE = Angle(
    "all_but_in",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=(
        "duty",
        "with_bloc",
        "vote_level",
        "entrants",
        "body",
        "treaty",
        "shares",
        "neighbours",
        "third",
    ),
    sections=("membership", "institutions", "positions"),
)

"""Falling out: votes move apart and ties are cut."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands
from detente.rules.readings import (
    any_variant,
    chosen,
    is_calm,
    own_sanctions,
    plainly,
    push_of,
    reading,
    titled,
)

YEARS = 5
"""Years within which a step back counts."""
ANSWERS = {
    "all": "Farther, if what moves now is a guide: everything that we can date moves them apart",
    "sanctions": "{first} and {second} are at sanctions already",
    "": "{first} and {second} have parted in votes and in more",
}
STANDS: Stands = {
    "all": ("pulls",),
    "sanctions": ("sanctions",),
    "": ("same_vote", "mover"),
}
"""Rules whose finding bears the answer out, by its form."""


def _parts_in_votes(relation: Relation, lines: Lines) -> bool:
    votes = push_of(relation, "votes")
    by_votes = votes is not None and votes.sign < 0
    by_share = any_variant(lines, "same_vote", "moved.apart")
    return by_votes or by_share or any_variant(lines, "mover", "moved.one-away", "moved.jump-away")


def _steps_back(relation: Relation) -> bool:
    first = relation.pair.day.year - YEARS
    events = relation.situation.events
    back = any(one.turn < 0 and one.date.year >= first for one in events)
    return back or bool(own_sanctions(relation)) or relation.state.holds("suspended")


def holds(relation: Relation, lines: Lines) -> bool:
    """Tell whether the two part in votes and have stepped back from each other."""
    return is_calm(relation) and _parts_in_votes(relation, lines) and _steps_back(relation)


def title(relation: Relation) -> str:
    """Ask how far it will go."""
    if own_sanctions(relation):
        return titled(relation, "{first} and {second} under sanctions: how far will they fall out?")
    return titled(relation, "How far will {first} and {second} fall out?")


def verdict(relation: Relation, _lines: Lines) -> Statement:
    """Answer by what moves."""
    known = reading(relation)
    every = ("all",) if len(known.apart) > 1 and not known.together else ()
    sanctions = ("sanctions",) if own_sanctions(relation) else ()
    return plainly(relation, chosen(ANSWERS, *every, *sanctions))


ANGLE = Angle(
    "falling_out",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=("mover", "same_vote", "sanctions", "suspended", "event", "first", "regime", "circles"),
    sections=("positions", "now", "why"),
)

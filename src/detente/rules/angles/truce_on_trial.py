"""Truce on trial: a ceasefire after fighting within three years."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands, said
from detente.rules.readings import chosen, plainly, titled, truces

OLD = 10
"""Years from which a ceasefire is old."""
TITLES = {
    "again": "Will the ceasefire between {first} and {second} hold this time?",
    "old": "What keeps the old ceasefire between {first} and {second}?",
    "": "Will the ceasefire between {first} and {second} hold?",
}
ANSWERS = {
    "again": "Earlier ceasefires between {first} and {second} failed, so this one is on trial",
    "guarded": "{first} and {second} have a ceasefire that a treaty between them backs",
    "old": "{first} and {second} have a ceasefire that has outlived others, and no peace",
    "": "The ceasefire between {first} and {second} is young and untried",
}
STANDS: Stands = {
    "again": ("truce", "relapse"),
    "guarded": ("duty",),
    "old": ("truce",),
    "": ("truce",),
}
"""Rules whose finding bears the answer out, by its form."""


def holds(relation: Relation, _lines: Lines) -> bool:
    """Tell whether a ceasefire is in force between the two."""
    state = relation.state
    return state.headline == "truce" or (
        state.headline == "armed conflict" and state.holds("truce")
    )


def _case(relation: Relation) -> tuple[str, ...]:
    """Tell whether the ceasefire is old, or not the first."""
    first = relation.pair.day.year - OLD
    starts = [one.start.year for one in relation.state.conditions if one.headline == "truce"]
    if starts and min(starts) < first:
        return ("old",)
    return ("again",) if truces(relation) else ()


def title(relation: Relation) -> str:
    """Ask whether it will hold, and where others failed whether it will hold this time."""
    return titled(relation, chosen(TITLES, *_case(relation)))


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by whether earlier ones failed, or this one is old."""
    guarded = ("guarded",) if said(lines, "duty") else ()
    return plainly(relation, chosen(ANSWERS, *_case(relation), *guarded))


ANGLE = Angle(
    "truce_on_trial",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=(
        "state",
        "truce",
        "relapse",
        "last_fought",
        "event",
        "two_ways",
        "open_claim",
        "paradox",
        "war_ending",
    ),
    sections=("now", "windows"),
    rank=2,
)

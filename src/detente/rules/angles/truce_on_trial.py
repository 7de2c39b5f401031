"""Truce on trial: a ceasefire after fighting within three years."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, said
from detente.rules.readings import answered, chosen, titled, truces

TITLES = {
    "again": "Will the ceasefire between {first} and {second} hold this time?",
    "": "Will the ceasefire between {first} and {second} hold?",
}
ANSWERS = {
    "again": "Earlier ceasefires between {first} and {second} failed, so this one is on trial",
    "guarded": "{first} and {second} have a ceasefire that a treaty between them backs",
    "": "It is young, and most that fail do so while they are young",
}


def holds(relation: Relation, _lines: Lines) -> bool:
    """Tell whether a ceasefire is in force between the two."""
    state = relation.state
    return state.headline == "truce" or (
        state.headline == "armed conflict" and state.holds("truce")
    )


def title(relation: Relation) -> str:
    """Ask whether it will hold, and where others failed whether it will hold this time."""
    return titled(relation, chosen(TITLES, *(("again",) if truces(relation) else ())))


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by whether earlier ones failed."""
    case = [
        *(("again",) if truces(relation) else ()),
        *(("guarded",) if said(lines, "duty") else ()),
    ]
    return answered(relation, chosen(ANSWERS, *case))


ANGLE = Angle(
    "truce_on_trial",
    holds=holds,
    title=title,
    verdict=verdict,
    rules=(
        "state",
        "truce",
        "relapse",
        "last_fought",
        "event",
        "two_ways",
        "open_claim",
        "paradox",
    ),
    sections=("now", "windows"),
    rank=2,
)

"""Suspended: ties that are cut and not ended."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines
from detente.rules.readings import answered, chosen, own_sanctions, titled
from detente.rules.why.breaks import breaks

TITLES = {
    "again": "{first} and {second} have cut ties before: what will bring them back?",
    "rung": "What would make {bloc} and {state} resume what they cut?",
    "": "What can {first} and {second} take up again?",
}
ANSWERS = {
    "again": "{first} and {second} have repaired such a break before",
    "sanctions": "Ties are suspended and sanctions in force between {first} and {second}",
    "": "What {first} and {second} suspended is still suspended",
}


def holds(relation: Relation, _lines: Lines) -> bool:
    """Tell whether suspension is the state of the relation."""
    return relation.state.headline == "suspended"


def _again(relation: Relation) -> tuple[str, ...]:
    ended = [one for one in breaks(relation) if one.end is not None]
    return ("again",) if ended else ()


def title(relation: Relation) -> str:
    """Ask what would bring back what is suspended."""
    rung = ("rung",) if relation.state.rung else ()
    return titled(relation, chosen(TITLES, *_again(relation), *rung))


def verdict(relation: Relation, _lines: Lines) -> Statement:
    """Answer by whether earlier breaks ended."""
    sanctions = ("sanctions",) if own_sanctions(relation) else ()
    return answered(relation, chosen(ANSWERS, *_again(relation), *sanctions))


ANGLE = Angle(
    "suspended",
    holds=holds,
    title=title,
    verdict=verdict,
    rules=("state", "suspended", "break", "body", "sanctions", "first", "binds", "pulls", "mover"),
    sections=("now", "institutions"),
    rank=4,
)

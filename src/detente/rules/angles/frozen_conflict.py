"""Frozen conflict: one holds land that the other claims, and nobody fights."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.analysis.state.condition import Condition
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands
from detente.rules.readings import any_variant, chosen, plainly, titled

TITLES = {
    "land": "Who gains from leaving {land} as it is?",
    "": "Who gains from leaving the conflict of {first} and {second} frozen?",
}
ANSWERS = {
    "member": "The holder does, while {bloc} has a member on the other side",
    "land": "Whoever holds {land} gains from every quiet year",
    "": "Neither has moved the other by waiting",
}
STANDS: Stands = {
    "": ("state", "open_claim"),
}
"""Rules whose finding bears the answer out, by its form."""


def _occupation(relation: Relation) -> Condition | None:
    found = (one for one in relation.state.conditions if one.headline == "occupation")
    return next(found, None)


def holds(relation: Relation, lines: Lines) -> bool:
    """Tell whether land of one side is held and nobody has fought for three years."""
    calm = relation.state.headline not in ("war", "armed conflict", "truce", "rupture")
    return calm and (
        _occupation(relation) is not None or any_variant(lines, "open_claim", "frozen")
    )


def _land(relation: Relation) -> str:
    found = _occupation(relation)
    return found.land if found is not None else ""


def title(relation: Relation) -> str:
    """Ask who gains from leaving it."""
    land = _land(relation)
    return titled(relation, chosen(TITLES, *(("land",) if land else ())), land=land)


def verdict(relation: Relation, _lines: Lines) -> Statement:
    """Answer by who holds the land, and whose member claims it."""
    found, land = _occupation(relation), _land(relation)
    member = found is not None and found.by_member and relation.pair.bloc_and_state is not None
    case = [*(("member",) if member else ()), *(("land",) if land else ())]
    return plainly(relation, chosen(ANSWERS, *case), land=land)


ANGLE = Angle(
    "frozen_conflict",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=(
        "state",
        "open_claim",
        "last_fought",
        "thaws",
        "dispute",
        "support",
        "paradox",
        "overlap",
    ),
    sections=("now", "institutions"),
)

"""A third party's war: one side fights somebody else."""

from __future__ import annotations

from detente.actors.relation_key import short
from detente.analysis.relation import Relation
from detente.analysis.state.condition import OtherWar
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands, said
from detente.rules.leading import LedBy, borne_out, led_forms
from detente.rules.readings import in_quarrel, is_calm, own_sanctions, plainly, titled

TITLES = {
    "side": "Can {other} stay out of {side}'s war with {enemy}?",
}
ANSWERS = {
    "sanctions": "{other} has not stayed out of it: sanctions between it and {side} are in force",
    "members": "{other} stays out as a whole, though its members differ",
    "cost": "{other} is no party to it, and {side} bears its cost in arms",
    "between": "{other} is no party to it, and its ties to the enemy are older than the war",
    "": "{other} is no party to it, and has no sanctions on {side}",
}
STANDS: Stands = {
    "sanctions": ("sanctions", "third_war"),
    "members": ("third_war", "sanctions"),
    "cost": ("burden",),
    "between": ("third",),
    "": ("third_war",),
}
"""Rules whose finding bears the answer out, by its form."""
LED_BY: LedBy = {
    "between": (
        "third",
        "unexpected",
    ),
    "cost": (
        "burden",
        "moved.rose.war",
    ),
}
"""Forms that a finding of page 1 calls for; they follow those that hold without one."""


def _war(relation: Relation) -> tuple[OtherWar, str] | None:
    """Give a war of one side, and the other side's name."""
    pair = relation.pair
    for war in relation.state.other_wars:
        # who only helps in a war is no enemy that the title could name
        if war.helper:
            continue
        for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
            if war.side in (one.label, short(one)):
                return war, other.label
    return None


def holds(relation: Relation, lines: Lines) -> bool:
    """Tell whether a war of one side bears on the other: sanctions, a quarrel, an ally's enemy."""
    concerned = own_sanctions(relation) or in_quarrel(relation) or said(lines, "third_war")
    return is_calm(relation) and _war(relation) is not None and bool(concerned)


def _parts(relation: Relation) -> dict[str, str]:
    found = _war(relation)
    if found is None:
        return {"side": "", "enemy": "", "other": ""}
    war, other = found
    return {"side": war.side, "enemy": war.enemy, "other": other}


def title(relation: Relation) -> str:
    """Ask whether the other can stay out of it."""
    return titled(relation, TITLES["side"], **_parts(relation))


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by what the two have done to each other since."""
    sanctions = ("sanctions",) if own_sanctions(relation) else ()
    members = ("members",) if relation.pair.bloc_and_state is not None else ()
    case = (*sanctions, *members, *led_forms(relation, lines, LED_BY))
    answer = borne_out(relation, lines, (ANSWERS, STANDS), *case)
    return plainly(relation, answer, **_parts(relation))


ANGLE = Angle(
    "third_partys_war",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=(
        "state",
        "third_war",
        "sanctions",
        "spread",
        "dispute",
        "third",
        "trade",
        "episode",
        "support",
    ),
    sections=("now", "power"),
)

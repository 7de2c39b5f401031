"""At war: how such a war ends, and what would make a ceasefire last."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands
from detente.rules.readings import chosen, plainly, titled, truces

FIGHTS = ("war", "armed conflict")
TITLES = {
    "broken": "{first} and {second} at war: what would make a ceasefire last?",
    "members": "Can {first} and {second} end a conflict that only some members are in?",
    "fighting": "Can {first} and {second} stop the fighting for good?",
    "": "How do wars like that of {first} and {second} end?",
}
ANSWERS = {
    "broken": "Not a text alone: no ceasefire on record between {first} and {second} has held",
    "members": "Members of {bloc} fought {state}, and the bloc as a whole did not",
    "fighting": "{first} and {second} fought within three years, and no ceasefire binds them",
    "": "Nobody can say, but such wars have a record of how long they last and how they end",
}
STANDS: Stands = {
    "broken": ("truce",),
    "members": ("by_member", "last_fought"),
    "fighting": ("last_fought",),
    "": ("war_clock",),
}
"""Rules whose finding bears the answer out, by its form."""


def holds(relation: Relation, _lines: Lines) -> bool:
    """Tell whether the two fight and no ceasefire is in force."""
    return relation.state.headline in FIGHTS and not relation.state.holds("truce")


def _case(relation: Relation) -> tuple[str, ...]:
    leading, sides = relation.state.leading, relation.pair.bloc_and_state
    if leading is not None and leading.by_member and sides is not None:
        return ("members",)
    broken = ("broken",) if truces(relation) else ()
    return (*broken, "" if relation.state.at_war else "fighting")


def title(relation: Relation) -> str:
    """Ask for what would last, where ceasefires failed; else how such wars end."""
    return titled(relation, chosen(TITLES, *_case(relation)))


def verdict(relation: Relation, _lines: Lines) -> Statement:
    """Answer by what is known of ceasefires between the two."""
    return plainly(relation, chosen(ANSWERS, *_case(relation)))


ANGLE = Angle(
    "at_war",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=(
        "promised",
        "land_share",
        "guarantee",
        "burden",
        "relapse",
        "truce",
        "war_costs",
        "support",
        "paper",
        "first",
    ),
    sections=("now", "windows", "power"),
    rank=1,
)

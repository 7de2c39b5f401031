"""Suspended: ties that are cut and not ended."""

from __future__ import annotations

from detente.actors.joint_bodies import Body, bodies
from detente.analysis.relation import Relation
from detente.analysis.state.condition import OtherWar
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands, said
from detente.rules.institutions.body_words import plain_name
from detente.rules.readings import any_variant, chosen, own_sanctions, plainly, titled
from detente.rules.why.breaks import breaks

TITLES = {
    "again": "{first} and {second} have cut ties before: what will bring them back?",
    "rung": "What would make {bloc} and {state} resume what they cut?",
    "": "What can {first} and {second} take up again?",
}
ANSWERS = {
    "war": "First an end of {side}'s war with {enemy}: {most} breaks came with such a war",
    "over": "Not the old table: {table} has ended, and no other is in its place",
    "reported": "Not the old table: {table} is reported to have ended, and nothing replaces it",
    "longest": "Not what ended the earlier breaks: this one has outlasted them all",
    "again": "{first} and {second} have repaired such a break before, and this one is younger",
    "sanctions": "Ties are suspended and sanctions in force between {first} and {second}",
    "": "What {first} and {second} suspended is still suspended",
}
STANDS: Stands = {
    "war": ("wars", "third_war"),
    "over": ("break",),
    "reported": ("break",),
    "longest": ("break", "suspended"),
    "again": ("break",),
    "sanctions": ("sanctions",),
    "": ("suspended",),
}
"""Rules whose finding bears the answer out, by its form."""


def holds(relation: Relation, _lines: Lines) -> bool:
    """Tell whether suspension is the state of the relation."""
    return relation.state.headline == "suspended"


def _again(relation: Relation) -> tuple[str, ...]:
    ended = [one for one in breaks(relation) if one.end is not None]
    return ("again",) if ended else ()


def _longest(relation: Relation) -> tuple[str, ...]:
    """Tell whether the break that is open has lasted longer than every one that ended."""
    known = breaks(relation)
    ended = [one.end - one.start for one in known if one.end is not None]
    began = [one.start for one in known if one.end is None]
    if not ended or not began:
        return ()
    return ("longest",) if relation.pair.day - min(began) > max(ended) else ()


def title(relation: Relation) -> str:
    """Ask what would bring back what is suspended."""
    rung = ("rung",) if relation.state.rung else ()
    return titled(relation, chosen(TITLES, *_again(relation), *rung))


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by whether earlier breaks ended."""
    sanctions = ("sanctions",) if own_sanctions(relation) else ()
    gone = _gone(relation) if any_variant(lines, "break", "moved.over") else None
    case = () if gone is None else ("over" if _is_act(gone) else "reported",)
    table = "" if gone is None else f"the {plain_name(gone)}"
    war = _war(relation, lines)
    if war is not None and _again(relation):
        every = any_variant(lines, "wars", "unexpected.each")
        most = "their earlier" if every else "most of their"
        named = {"side": war.side, "enemy": war.enemy, "most": most}
        return plainly(relation, ANSWERS["war"], **named)
    answer = chosen(ANSWERS, *case, *_longest(relation), *_again(relation), *sanctions)
    return plainly(relation, answer, table=table)


def _war(relation: Relation, lines: Lines) -> OtherWar | None:
    """Give the war of a side with a third state, where their breaks came with such wars."""
    own = [one for one in relation.state.other_wars if not one.helper]
    return own[0] if own and said(lines, "wars") and said(lines, "third_war") else None


def _is_act(body: Body) -> bool:
    """Tell whether the act that ended a body is known, and not only a report of it."""
    return any(one.kind == "ended" and one.basis == "fixes" for one in body.event)


def _gone(relation: Relation) -> Body | None:
    """Give the newest body that ended and that no other followed; None without one."""
    pair = relation.pair
    known = bodies(pair.first.key, pair.second.key, pair.day, own=pair.own)
    gone = [one for one in known if one.ended is not None and not one.replaced_by]
    return max(gone, key=lambda one: one.ended or one.founded, default=None)


ANGLE = Angle(
    "suspended",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=(
        "third_war",
        "suspended",
        "break",
        "wars",
        "binds",
        "met_through",
        "sanctions",
        "body",
        "first",
        "mover",
    ),
    sections=("now", "institutions"),
    rank=4,
)

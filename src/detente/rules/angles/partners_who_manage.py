"""Partners who manage: they meet, they mend, and they come no nearer."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands, said
from detente.rules.leading import borne_out
from detente.rules.readings import any_variant, plainly, push_of, titled
from detente.rules.why.breaks import Break, breaks

RECENT = 20
"""Years within which a break bears on today."""
ANSWERS = {
    "mend": "Not so far: {first} and {second} mend their joint bodies and come no nearer in votes",
    "meet": "Not so far: {first} and {second} meet again and again and come no nearer in votes",
    "": "Not so far: {first} and {second} deal with each other and come no nearer in votes",
}
STANDS: Stands = {
    "mend": ("break", "same_vote"),
    "meet": ("body", "same_vote"),
    "": ("same_vote",),
}
"""Rules whose finding bears the answer out, by its form."""


def _recent(relation: Relation) -> list[Break]:
    """Give the breaks of twenty years that ended."""
    first = relation.pair.day.year - RECENT
    return [one for one in breaks(relation) if one.end is not None and one.start.year >= first]


def _come_no_nearer(relation: Relation) -> bool:
    """Tell whether their votes are known and do not move them together."""
    votes = push_of(relation, "votes")
    known = bool(relation.identity.distance)
    return known and (votes is None or votes.sign <= 0)


def holds(relation: Relation, lines: Lines) -> bool:
    """Tell whether partners meet while their votes come no nearer."""
    dealing = said(lines, "body") or said(lines, "break") or bool(_recent(relation))
    return relation.state.headline == "partners" and dealing and _come_no_nearer(relation)


def title(relation: Relation) -> str:
    """Ask whether they can do more."""
    if _recent(relation):
        return titled(relation, "Can {first} and {second} do more than mend their joint bodies?")
    return titled(relation, "Can {first} and {second} do more than meet?")


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by whether breaks were undone."""
    ended = any_variant(lines, "break", "moved.closed.all")
    case = (*(("mend",) if ended else ()), *(("meet",) if said(lines, "body") else ()))
    return plainly(relation, borne_out(relation, lines, (ANSWERS, STANDS), *case))


ANGLE = Angle(
    "partners_who_manage",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=(
        "break",
        "wars",
        "body",
        "vote_when",
        "drift",
        "first",
        "binds",
        "met_through",
        "peculiar",
        "tone",
        "same_vote",
    ),
    sections=("institutions", "positions", "why"),
)

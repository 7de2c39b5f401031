"""Unequal neighbours: one side has twenty times the people of the other."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.institutions.density import arrangements_of_both
from detente.rules.angle import Angle, Lines, Stands, said
from detente.rules.readings import (
    any_variant,
    chosen,
    in_quarrel,
    is_calm,
    plainly,
    share_borders,
    titled,
    two_states,
)

TIMES = 20
"""How many times the people of the smaller side the larger has."""
ANSWERS = {
    "votes": "{smaller} keeps its own vote beside {larger}",
    "circle": "{smaller} keeps what it chose to join, and {larger} is in most of it",
    "": "{smaller} keeps what size alone does not decide",
}
STANDS: Stands = {
    "votes": ("vote_level", "between"),
    "circle": ("circles",),
    "": ("outweighs",),
}
"""Rules whose finding bears the answer out, by its form."""


def _sizes(relation: Relation) -> tuple[str, str] | None:
    """Give the smaller and the larger side by people; None where neither is much larger."""
    first, second = (
        series.last(relation.pair.as_of) for series in relation.power.shares["pop"][:2]
    )
    if first is None or second is None or not min(first.value, second.value):
        return None
    ratio = first.value / second.value
    one, other = relation.pair.first.label, relation.pair.second.label
    if ratio >= TIMES:
        return other, one
    return (one, other) if ratio <= 1 / TIMES else None


def holds(relation: Relation, lines: Lines) -> bool:
    """Tell whether two calm neighbours differ so much in people."""
    if two_states(relation) is None or relation.state.headline == "integrated":
        return False
    near = share_borders(relation) or bool(arrangements_of_both(relation.pair))
    calm = is_calm(relation) and not in_quarrel(relation) and not said(lines, "dispute")
    return calm and near and _sizes(relation) is not None


def title(relation: Relation) -> str:
    """Ask what the smaller keeps."""
    smaller, larger = _sizes(relation) or ("", "")
    return titled(
        relation, "What does {smaller} keep beside {larger}?", smaller=smaller, larger=larger
    )


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by votes, else by circles."""
    smaller, larger = _sizes(relation) or ("", "")
    apart = any_variant(lines, "vote_level", "unusual.far") or said(lines, "between", "where")
    votes = ("votes",) if apart else ()
    circle = ("circle",) if any_variant(lines, "circles", "unusual.within") else ()
    answer = chosen(ANSWERS, *votes, *circle)
    return plainly(relation, answer, smaller=smaller, larger=larger)


ANGLE = Angle(
    "unequal_neighbours",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=("outweighs", "border", "circles", "between", "where", "deep", "same_vote", "trade"),
    sections=("power", "institutions", "positions"),
)

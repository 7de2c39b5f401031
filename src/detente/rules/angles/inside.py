"""Inside: a member and its bloc, by how long it has been one."""

from __future__ import annotations

from detente.analysis.relation import Relation
from detente.evidence.sentence import Statement
from detente.rules.angle import Angle, Lines, Stands, variants
from detente.rules.leading import borne_out
from detente.rules.positions.matter_moved import NEARER
from detente.rules.positions.where import NAMES
from detente.rules.readings import any_variant, chosen, is_calm, plainly, titled

YOUNG = 5
"""Years for which a member is new."""
APART = ("unusual.far", "unusual.low")
"""Beginnings of the variants by which a member votes apart."""
TITLES = {
    "new": "What has membership of {bloc} changed for {state}?",
    "": "What sets {state} apart inside {bloc}?",
}
ANSWERS = {
    "new_votes": "A promise of defence; in votes on {matter} {state} came nearer as it joined",
    "new_bound": "Above all a promise of defence, given and taken",
    "new": "Its rights and duties: {state} now decides where it used to be heard",
    "moved": "Its votes, which have moved: {state} is another member than it was",
    "apart": "Its votes: {state} goes its own way inside {bloc}",
    "": "Little that we measure: {state} is a member of {bloc} like others",
}
STANDS: Stands = {
    "new_votes": ("joined", "matter_moved"),
    "new_bound": ("joined",),
    "new": ("joined",),
    "moved": ("mover",),
    "apart": ("with_bloc", "vote_level"),
    "": ("joined",),
}
"""Rules whose finding bears the answer out, by its form."""


def _is_new(relation: Relation) -> tuple[str, ...]:
    if relation.pair.bloc_and_state is None:
        return ()
    bloc, state = relation.pair.bloc_and_state
    starts = [
        step.span.start.year
        for step in bloc.steps_of(state.letters)
        if step.rung == "member" and step.span.covers(relation.pair.day)
    ]
    return ("new",) if starts and relation.pair.day.year - max(starts) <= YOUNG else ()


def _is_bound(relation: Relation) -> tuple[str, ...]:
    """Tell whether a new member took on a promise of defence."""
    bloc = (relation.pair.bloc_and_state or (None, None))[0]
    bound = bloc is not None and bool(bloc.obliges)
    return ("new_bound",) if bound and _is_new(relation) else ()


def moved_nearer(lines: Lines) -> str:
    """Name the matter on which the votes of the two came nearer; empty where there is none.

    Parameters
    ----------
    lines : mapping
        What each rule says.
    """
    begins = f"moved.{NEARER}-"
    found = [one for one in variants(lines, "matter_moved") if one.startswith(begins)]
    # a slight move, or one that all states made, changes no answer
    topics = [one.removeprefix(begins) for one in found if not one.endswith("-slightly")]
    return NAMES[topics[0]].removeprefix("votes on ") if topics else ""


def holds(relation: Relation, _lines: Lines) -> bool:
    """Tell whether the state is a member."""
    return relation.state.rung == "member" and is_calm(relation)


def title(relation: Relation) -> str:
    """Ask what membership changed, or what sets the member apart."""
    return titled(relation, chosen(TITLES, *_is_new(relation)))


def verdict(relation: Relation, lines: Lines) -> Statement:
    """Answer by votes."""
    moved = any_variant(lines, "mover", "moved.one", "moved.jump")
    apart = any_variant(lines, "with_bloc", *APART) or any_variant(lines, "vote_level", *APART)
    near = (*_is_bound(relation), *_is_new(relation)) if not moved else ()
    case = (*(("moved",) if moved else ()), *near, *(("apart",) if apart else ()))
    matter = moved_nearer(lines)
    votes = ("new_votes",) if matter and not moved and _is_bound(relation) else ()
    answer = borne_out(relation, lines, (ANSWERS, STANDS), *votes, *case)
    return plainly(relation, answer, matter=matter)


ANGLE = Angle(
    "inside",
    holds=holds,
    title=title,
    verdict=verdict,
    answers=ANSWERS,
    stands=STANDS,
    rules=(
        "joined",
        "shock",
        "waited",
        "own_part",
        "mover",
        "with_bloc",
        "vote_level",
        "same_vote",
        "duty",
        "regime",
        "border",
        "left",
        "together",
        "matter_moved",
    ),
    sections=("membership", "institutions", "positions"),
    beside=("shock", "waited"),
)

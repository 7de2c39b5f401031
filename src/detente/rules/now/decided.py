"""Decisions as steps of a relation: what an organ decided, in the words of a chronology."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from detente.actors.chronology import Event
from detente.actors.decisions import BOTH, Decision, decisions
from detente.actors.relation_key import RelationKey
from detente.analysis.relation import Relation
from detente.analysis.state.words import label_of

PLACED = " at "
"""In the name of an organ of both sides that says where it met."""
ARTICLE = "the "
SAME = timedelta(days=3)
"""Days within which a decision and an event of one direction are one step."""
KNOWN_ALONE = ("European ", "North Atlantic ")
"""How the organs begin that need no name of their side."""


def decided(relation: Relation, events: Sequence[Event]) -> Iterator[Event]:
    """Give the decisions that go one way or the other and that no event of a chronology has.

    Parameters
    ----------
    relation : Relation
        The relation.
    events : sequence of Event
        The steps of its chronology.
    """
    pair = relation.pair
    known = decisions(pair.first.key, pair.second.key, pair.day)
    if known is None:
        return
    for one in known.rows:
        told = any(one.sign == it.turn and abs(one.date - it.date) <= SAME for it in events)
        if one.sign and not told:
            yield as_event(one, pair)


def is_answer(relation: Relation, event: Event) -> bool:
    """Tell whether a step is a decision that answers one of the other side.

    Parameters
    ----------
    relation : Relation
        The relation.
    event : Event
        A step.
    """
    pair = relation.pair
    known = decisions(pair.first.key, pair.second.key, pair.day)
    rows = known.rows if known is not None else ()
    return any(one.row == event.row and one.answers is not None for one in rows)


def as_event(one: Decision, pair: RelationKey) -> Event:
    """Write a decision as a chronology would.

    Parameters
    ----------
    one : Decision
        The decision.
    pair : RelationKey
        The parties.
    """
    return Event(
        date=one.date,
        what=f"{_organ(one, pair)} {one.what}",
        turn=one.sign,
        source=one.source,
        precision=one.precision,
        row=one.row,
        evidence=one.evidence,
        url=one.url,
        dataset=one.dataset,
    )


def _organ(one: Decision, pair: RelationKey) -> str:
    if one.by == BOTH:
        # of a bloc a member acts, and is named
        names = (side.label.removeprefix(ARTICLE) for side in (pair.first, pair.second))
        is_named = PLACED in one.organ or any(name in one.organ for name in names)
        if is_named:
            return f"The {one.organ}"
        # beside acts of others "both sides" is nobody's name
        both = (
            "both sides" if pair.bloc_and_state else f"{pair.second.label} and {pair.first.label}"
        )
        return f"The {one.organ} of {both}"
    if one.organ.startswith(KNOWN_ALONE):
        return f"The {one.organ}"
    whose = [side.label for side in (pair.first, pair.second) if side.key == one.by]
    return organ_of(one.organ, (whose or [label_of(one.by)])[0])


def organ_of(organ: str, side: str) -> str:
    """Name an organ with its side: a state in the possessive, a bloc after it.

    Parameters
    ----------
    organ : str
        The organ.
    side : str
        Its side, as a sentence has it.

    Examples
    --------
    >>> organ_of("Ministry of Foreign Affairs", "Russia")
    "Russia's Ministry of Foreign Affairs"
    >>> organ_of("President", "the United States")
    'The President of the United States'
    """
    if side.startswith(ARTICLE) or side.isupper() or organ.split()[0].islower():
        return f"The {organ} of {side}"
    return f"{side}'s {organ}"

"""Ties short of a bloc at the view: those of two parties, and those that a membership would end."""

from __future__ import annotations

from detente.actors.close_ties import UNION, CloseTie, ties_between, ties_ended_by
from detente.actors.relation_key import RelationKey
from detente.evidence.cell import Cell
from detente.institutions.ladder import held

MEMBER = "member"


def ties(pair: RelationKey) -> tuple[CloseTie, ...]:
    """Give the ties of two parties at the view, the oldest first, without customs and currency.

    Unions of customs and currency are arrangements, which other findings name.

    Parameters
    ----------
    pair : RelationKey
        The parties and the view.

    Examples
    --------
    >>> from detente.actors.relation_key import pair
    >>> [tie.kind for tie in ties(pair("New Zealand", "Tonga", 2024))]
    ['labour', 'trade']
    """
    known = ties_between(pair.first, pair.second, pair.day)
    return tuple(tie for tie in known if tie.kind != UNION)


def ended_by_membership(pair: RelationKey) -> tuple[CloseTie, ...]:
    """Give the ties of a state that membership in the bloc of the pair would end.

    Parameters
    ----------
    pair : RelationKey
        The parties and the view; other pairs than a state and a bloc, and members, have none.

    Examples
    --------
    >>> from detente.actors.relation_key import pair
    >>> len(ended_by_membership(pair("Serbia", "EU", "2026-06-30")))
    5
    """
    sides = pair.bloc_and_state
    if sides is None:
        return ()
    bloc, state = sides
    rung = held(bloc, state, pair.day)
    if rung is not None and rung.rung == MEMBER:
        return ()
    return ties_ended_by(state, bloc, MEMBER, pair.day)


def cell(tie: CloseTie, pair: RelationKey) -> Cell:
    """Write a tie at the view as a cell.

    Parameters
    ----------
    tie : CloseTie
        The tie.
    pair : RelationKey
        The parties and the view.
    """
    rule = f"{tie.source}; {tie.why}" if tie.why else tie.source
    return Cell(
        "close_ties",
        "in_force",
        keys=(("tie", tie.name), ("a", tie.one), ("b", tie.other), pair.dated),
        value=1.0,
        unit="in force",
        sources=("blocs",),
        rule=rule,
        checked=tie.checked,
    )

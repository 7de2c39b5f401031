"""The next mark of electoral democracy on a state's way into a bloc: one that it can pass."""

from __future__ import annotations

from dataclasses import dataclass

from detente.actors.blocs import Bloc
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.identity.member_regimes import members
from detente.identity.regime import polyarchy


@dataclass(frozen=True, slots=True)
class NearMark:
    """The score of the lowest member, where it lies ahead of a state.

    Attributes
    ----------
    cell : Cell
        The score.
    member : str
        Whose it is.
    """

    cell: Cell
    member: str


def near_mark(relation: Relation, bloc: Bloc, state: State) -> NearMark | None:
    """Give the lowest member's score in the year of the state's newest; None where it is below.

    What the least free entrant had may lie years ahead of a state: a watch that cannot come true
    within its time is none.

    Parameters
    ----------
    relation : Relation
        The relation.
    bloc : Bloc
        The bloc.
    state : State
        Who wants to enter it.
    """
    own = polyarchy(relation.catalog, state).last(relation.pair.as_of)
    if own is None or own.year is None:
        return None
    every = members(relation.catalog, bloc, relation.pair.day, own.year)
    others = [score for score in every if score.ccode not in state.codes]
    if not others or others[0].value <= own.value:
        return None
    return NearMark(others[0].cell, others[0].label)

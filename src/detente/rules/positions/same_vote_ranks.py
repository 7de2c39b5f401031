"""How far a relation moved in votes among all pairs of one of its sides."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.actors.relation_key import RelationKey
from detente.actors.states import State
from detente.estimators.surprise import unusual
from detente.rules.vote_windows import TwoWindows


@dataclass(frozen=True, slots=True)
class Rank:
    """How far a relation moved among all pairs of one of its sides.

    Attributes
    ----------
    side, other : str
        The side, and the other party, as a sentence has them.
    farther : tuple of int
        Codes of the states that moved farther in the same direction.
    of : int
        States that are compared.
    usual : float
        Median change of all states with the side.
    own : float
        How unusual the change is among them.
    names_states : bool
        Whether the other party is a state, so that states can be named beside it.
    """

    side: str
    other: str
    farther: tuple[int, ...]
    of: int
    usual: float
    own: float
    names_states: bool


def ranks(pair: RelationKey, found: TwoWindows) -> tuple[Rank, ...]:
    """Rank the change of a relation among the pairs of each side.

    Parameters
    ----------
    pair : RelationKey
        The relation.
    found : TwoWindows
        Its windows.
    """
    return tuple(_ranked(pair, found, side) for side in (0, 1))


def _ranked(pair: RelationKey, found: TwoWindows, side: int) -> Rank:
    parties = (pair.first, pair.second)
    changes, other = found.own_changes(side), found.sides[1 - side]
    beyond = changes < found.change if found.change < found.usual else changes > found.change
    beyond &= ~np.isin(found.now.codes, other)
    of = int(np.count_nonzero(~np.isnan(changes)))
    farther = tuple(found.now.codes[beyond].tolist())
    names_states = isinstance(parties[1 - side], State)
    return Rank(
        side=parties[side].label,
        other=parties[1 - side].label,
        farther=farther,
        of=of,
        usual=float(np.nanmedian(changes)),
        own=unusual(found.change, changes),
        names_states=names_states,
    )

"""Allies in votes: what the other members of a pact of both did over the same years."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.actors.blocs import blocs
from detente.actors.relation_facts import shared_by
from detente.actors.relation_key import RelationKey
from detente.actors.states import State
from detente.estimators.surprise import unusual
from detente.rules.vote_windows import HALF, TwoWindows

FEWEST = 5
"""Other members of a pact from which a move is compared with theirs."""


@dataclass(frozen=True, slots=True)
class WithAllies:
    """A move that one side made with its allies as a whole.

    Attributes
    ----------
    side : str
        The side that its allies moved towards, or from.
    pact : str
        The pact of both.
    usual : float
        Change of the median other member with that side.
    """

    side: str
    pact: str
    usual: float


def allies(pair: RelationKey) -> tuple[str, NDArray[np.int64]]:
    """Give the smallest pact of defence in which both states are, and its members besides the two.

    Parameters
    ----------
    pair : RelationKey
        The relation.

    Returns
    -------
    (str, ndarray of int)
        Empty where one party is a bloc, or no pact has both and enough others.
    """
    none = "", np.array([], dtype=np.int64)
    parties = [one for one in (pair.first, pair.second) if isinstance(one, State)]
    if len(parties) < len((pair.first, pair.second)):
        return none
    own = {code for one in parties for code in one.members(pair.day)}
    known = blocs(pair.own)
    pacts = [known[fact.one] for fact in shared_by("alliance") if fact.open_on(pair.day)]
    members = {bloc.label: set(bloc.members(pair.day)) for bloc in pacts}
    shared = {label: inside - own for label, inside in members.items() if own <= inside}
    large = {label: others for label, others in shared.items() if len(others) >= FEWEST}
    if not large:
        return none
    label = min(large, key=lambda name: (len(large[name]), name))
    return label, np.array(sorted(large[label]), dtype=np.int64)


def with_allies(pair: RelationKey, found: TwoWindows) -> WithAllies | None:
    """Tell whether the other members of a pact moved as the two did; None where they did not.

    Parameters
    ----------
    pair : RelationKey
        The relation.
    found : TwoWindows
        Its windows.
    """
    pact, others = allies(pair)
    if not others.size:
        return None
    ordinary = []
    for place, party in enumerate((pair.first, pair.second)):
        changes = found.own_changes(place)[np.isin(found.now.codes, others)]
        known = changes[~np.isnan(changes)]
        if known.size >= FEWEST and unusual(found.change, known) < HALF:
            ordinary.append(WithAllies(party.label, pact, usual=float(np.median(known))))
    same = [one for one in ordinary if one.usual * found.change > 0]
    return max(same, key=lambda one: abs(one.usual), default=None)

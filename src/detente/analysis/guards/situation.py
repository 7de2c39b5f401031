"""The situation: what guards know of a relation before a sentence is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from detente.actors.armed_forces import has_armed_forces
from detente.actors.chronology import Event, chronology
from detente.actors.relation_key import RelationKey
from detente.actors.states import State as StateActor
from detente.analysis.state.condition import RelationState
from detente.evidence.series import Series

FIGHTS = ("war", "armed conflict")
"""Conditions under which fighting goes on."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known of a relation before a sentence is made.

    Attributes
    ----------
    pair : RelationKey
        The parties and the view.
    day : datetime.date
        The day of the view.
    headline : str
        The state of the relation.
    conditions : frozenset of str
        Headlines of every condition between the two themselves.
    by_member : frozenset of str
        Headlines of conditions with single members of a bloc.
    rung : str
        Rung of the state in the bloc; empty for other pairs.
    unarmed : tuple of str
        Parties without armed forces, as a sentence has them.
    events : tuple of Event
        The chronology of the pair up to the view; empty where none is kept.
    disputes_to : int
        Last year in which disputes are known.
    fighting_since : int
        First year of the fighting that goes on between the two; zero without any.
    issues : callable
        Gives agreement in votes by issue; called only where somebody asks.
    """

    pair: RelationKey
    day: date
    headline: str = ""
    conditions: frozenset[str] = frozenset()
    by_member: frozenset[str] = frozenset()
    rung: str = ""
    unarmed: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    disputes_to: int = 0
    fighting_since: int = 0
    issues: Callable[[], Iterable[Series]] = tuple

    def holds(self, *kinds: str) -> str:
        """Give the first of some conditions that holds between the two; empty where none does.

        Parameters
        ----------
        *kinds : str
            Headlines of the table of states.
        """
        known = self.conditions | {self.headline}
        return next((kind for kind in kinds if kind in known), "")

    def holds_with_any(self, *kinds: str) -> str:
        """Give the first of some conditions that holds between the two, or with any member.

        Parameters
        ----------
        *kinds : str
            Headlines of the table of states.
        """
        known = self.conditions | self.by_member | {self.headline}
        return next((kind for kind in kinds if kind in known), "")


def situation(
    pair: RelationKey,
    state: RelationState,
    *,
    disputes_to: int,
    issues: Callable[[], Iterable[Series]],
) -> Situation:
    """Describe a pair for the guards.

    Parameters
    ----------
    pair : RelationKey
        The parties and the view.
    state : RelationState
        How they stand.
    disputes_to : int
        Last year in which disputes are known.
    issues : callable
        Gives agreement in votes by issue.
    """
    states = [party for party in (pair.first, pair.second) if isinstance(party, StateActor)]
    unarmed = tuple(party.label for party in states if not has_armed_forces(party, pair.day))
    own = frozenset(one.headline for one in state.conditions if not one.by_member)
    by_member = frozenset(one.headline for one in state.conditions if one.by_member)
    starts = (one.start.year for one in state.conditions if one.headline in FIGHTS)
    events = chronology(pair.first.key, pair.second.key, pair.day, own=pair.own)
    return Situation(
        pair,
        pair.day,
        headline=state.headline,
        conditions=own,
        by_member=by_member,
        rung=state.rung,
        unarmed=unarmed,
        events=events,
        disputes_to=disputes_to,
        fighting_since=max(starts, default=0),
        issues=issues,
    )

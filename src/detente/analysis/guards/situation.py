"""The situation: what guards know of a relation before a sentence is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from detente.actors.armed_forces import has_armed_forces
from detente.actors.chronology import Event, chronology
from detente.actors.relation_key import RelationKey
from detente.actors.states import State
from detente.evidence.series import Series
from detente.institutions import ladder
from detente.span import year_end


class Condition(Protocol):
    """One thing that holds between two parties on a day."""

    @property
    def kind(self) -> str:
        """Its headline, as the table of states names it."""


class StateOfRelation(Protocol):
    """How two parties stand on a day."""

    @property
    def headline(self) -> str:
        """The first condition of the table that holds."""

    @property
    def conditions(self) -> Sequence[Condition]:
        """Everything that holds, also with single members of a bloc."""


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
        The state of the relation, empty where nothing is known of it.
    conditions : frozenset of str
        Every condition that holds, also with single members of a bloc.
    rung : str
        Rung of the state in the bloc; empty for other pairs.
    suspended : tuple of str
        Forms of the ladder that are suspended on the day.
    unarmed : tuple of str
        Parties without armed forces, as a sentence has them.
    events : tuple of Event
        The chronology of the pair up to the view; empty where none is kept.
    disputes_to : int
        Last year in which disputes are known.
    issues : callable
        Gives agreement in votes by issue; called only where somebody asks.
    """

    pair: RelationKey
    day: date
    headline: str = ""
    conditions: frozenset[str] = frozenset()
    rung: str = ""
    suspended: tuple[str, ...] = ()
    unarmed: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    disputes_to: int = 0
    issues: Callable[[], Iterable[Series]] = tuple

    def holds(self, *kinds: str) -> str:
        """Give the first of some conditions that holds; empty where none does.

        Parameters
        ----------
        *kinds : str
            Headlines of the table of states.
        """
        known = self.conditions | {self.headline}
        return next((kind for kind in kinds if kind in known), "")


def situation(
    pair: RelationKey,
    state: StateOfRelation,
    *,
    disputes_to: int,
    issues: Callable[[], Iterable[Series]],
) -> Situation:
    """Describe a pair for the guards.

    Parameters
    ----------
    pair : RelationKey
        The parties and the view.
    state : StateOfRelation
        How they stand.
    disputes_to : int
        Last year in which disputes are known.
    issues : callable
        Gives agreement in votes by issue.
    """
    day = year_end(pair.as_of)
    sides = pair.bloc_and_state
    steps = sides[0].steps_of(sides[1].letters) if sides else ()
    open_steps = [step for step in steps if step.span.covers(day)]
    suspended = tuple(step.form for step in open_steps if step.rung == "suspended")
    states = [party for party in (pair.first, pair.second) if isinstance(party, State)]
    unarmed = tuple(party.label for party in states if not has_armed_forces(party, day))
    conditions = frozenset(condition.kind for condition in state.conditions)
    events = chronology(pair.first.key, pair.second.key, pair.as_of)
    rung = ladder.rung(*sides, pair.as_of) if sides else ""
    return Situation(
        pair,
        day,
        headline=state.headline,
        conditions=conditions,
        rung=rung,
        suspended=suspended,
        unarmed=unarmed,
        events=events,
        disputes_to=disputes_to,
        issues=issues,
    )

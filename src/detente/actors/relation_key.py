"""Relation keys: two different actors and the day from which they are looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.actors.blocs import Bloc, blocs
from detente.actors.names import Actor, When, actor
from detente.actors.own_rows import NO_FACTS, OwnFacts
from detente.actors.states import State, as_now_since
from detente.actors.view import view_day
from detente.errors import DateError, SameActor
from detente.span import end_words, last_full_year, view_words


@dataclass(frozen=True, slots=True)
class RelationKey:
    """Two actors and the day from which they are looked at.

    Attributes
    ----------
    first, second : State or Bloc
        The parties, in the order in which they were named.
    day : datetime.date
        The view. Dated facts (memberships, rungs, events, meetings, wars) are read on this day.
    own : OwnFacts
        A user's own facts, with which the hand-made tables are read.
    """

    first: Actor
    second: Actor
    day: date
    own: OwnFacts = NO_FACTS

    @property
    def as_of(self) -> int:
        """Give the last full year at the view: a yearly series ends there or earlier."""
        return last_full_year(self.day)

    @property
    def at(self) -> str:
        """Give the view as a title has it: ``"2013"`` for its 31 December, or the day."""
        return view_words(self.day)

    @property
    def at_end(self) -> str:
        """Give the view with its preposition: at the end of a year, or on a day."""
        return end_words(self.day)

    @property
    def dated(self) -> tuple[str, int | str]:
        """Give what a cell that is read on the day of the view has in its key."""
        if self.at == str(self.as_of):
            return ("year", self.as_of)
        return ("day", self.day.isoformat())

    @property
    def label(self) -> str:
        """Give both names, as a title has them."""
        return self.words[:1].upper() + self.words[1:]

    @property
    def words(self) -> str:
        """Give both names, as the middle of a sentence has them."""
        return f"{self.first.label} and {self.second.label}"

    @property
    def of(self) -> str:
        """Give both names, as a table has them."""
        return f"{short(self.first)} | {short(self.second)}"

    @property
    def as_now_since(self) -> int:
        """Give the first whole year in which every state of the pair has the extent it has now."""
        states = (party for party in (self.first, self.second) if isinstance(party, State))
        return max((as_now_since(state, self.as_of) for state in states), default=0)

    @property
    def bloc_and_state(self) -> tuple[Bloc, State] | None:
        """Give the bloc and the state where the relation has one of each."""
        for one, other in ((self.first, self.second), (self.second, self.first)):
            if isinstance(one, Bloc) and isinstance(other, State):
                return one, other
        return None


def short(party: Actor) -> str:
    """Give the name that a chart or a table has room for.

    Parameters
    ----------
    party : State or Bloc
        The actor.

    Examples
    --------
    >>> short(actor("NATO")), short(actor("USA"))
    ('NATO', 'United States')
    """
    return party.short if isinstance(party, Bloc) else party.name


def pair(
    first: str | int | Actor,
    second: str | int | Actor,
    as_of: When = None,
    *,
    own: OwnFacts = NO_FACTS,
) -> RelationKey:
    """Name a relation.

    Parameters
    ----------
    first, second : str, int, State or Bloc
        The parties.
    as_of : int, str or datetime.date, optional
        The day from which they are looked at, or the year whose 31 December is meant; the day to
        which facts are checked by default.
    own : OwnFacts
        A user's own facts, with which the hand-made tables are read.

    Raises
    ------
    UnknownActor, AmbiguousActor, DateError
        Where a name means nothing, several things, or nothing at that date.
    SameActor
        Where both names mean one actor.

    Examples
    --------
    >>> pair("NATO", "Russia", 2013).label
    'NATO and Russia'
    """
    day = view_day(as_of)
    parties = with_own(actor(first, day), own, day), with_own(actor(second, day), own, day)
    if parties[0].key == parties[1].key:
        raise SameActor(
            f"'{first}' and '{second}' are both {parties[0].label}",
            next_step="a relation needs two different actors",
        )
    for party in parties:
        if isinstance(party, Bloc) and not party.members(day):
            raise DateError(
                f"{party.id} had no member in the state system {end_words(day)}",
                next_step="choose another day with --as-of",
            )
    return RelationKey(*parties, day=day, own=own)


def with_own(party: Actor, own: OwnFacts, day: date) -> Actor:
    """Give a party with the steps of a user's file; a state is the same.

    Parameters
    ----------
    party : State or Bloc
        The actor.
    own : OwnFacts
        A user's own facts.
    day : datetime.date
        The day whose name a bloc has.

    Examples
    --------
    >>> with_own(actor("NATO"), NO_FACTS, date(2013, 12, 31)) is actor("NATO")
    True
    """
    if not own or not isinstance(party, Bloc):
        return party
    return blocs(own)[party.id].named(day)

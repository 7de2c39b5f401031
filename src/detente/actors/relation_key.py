"""Pairs: two different actors and the year from which they are looked at."""

from __future__ import annotations

from dataclasses import dataclass

from detente.actors.blocs import Bloc
from detente.actors.names import NEWEST, Actor, actor
from detente.actors.states import State
from detente.errors import DateError, SameActor


@dataclass(frozen=True, slots=True)
class RelationKey:
    """Two actors and the year from which they are looked at.

    Attributes
    ----------
    a, b : State or Bloc
        The parties, in the order in which they were named.
    as_of : int
        The year; the view is that of its 31 December.
    """

    a: Actor
    b: Actor
    as_of: int

    @property
    def label(self) -> str:
        """Give both names, as a title has them."""
        return self.words[:1].upper() + self.words[1:]

    @property
    def words(self) -> str:
        """Give both names, as the middle of a sentence has them."""
        return f"{self.a.label} and {self.b.label}"

    @property
    def of(self) -> str:
        """Give both names, as a table has them."""
        return f"{short(self.a)} | {short(self.b)}"

    @property
    def bloc_and_state(self) -> tuple[Bloc, State] | None:
        """Give the bloc and the state where the pair has one of each."""
        if isinstance(self.a, Bloc) and isinstance(self.b, State):
            return self.a, self.b
        if isinstance(self.b, Bloc) and isinstance(self.a, State):
            return self.b, self.a
        return None


def short(party: Actor) -> str:
    """Give the name that a chart or a table has room for.

    Examples
    --------
    >>> short(actor("NATO")), short(actor("USA"))
    ('NATO', 'United States')
    """
    return party.short if isinstance(party, Bloc) else party.name


def pair(a: str | int | Actor, b: str | int | Actor, as_of: int = NEWEST) -> RelationKey:
    """Name a relation.

    Parameters
    ----------
    a, b : str, int, State or Bloc
        The parties.
    as_of : int
        The year from which they are looked at.

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
    first, second = actor(a, as_of), actor(b, as_of)
    if first.key == second.key:
        raise SameActor(
            f"'{a}' and '{b}' are both {first.label}",
            next_step="a relation needs two different actors",
        )
    for party in (first, second):
        if isinstance(party, Bloc) and not party.members(as_of):
            raise DateError(
                f"{party.id} had no member in the state system at the end of {as_of}",
                next_step="choose another year with --as-of",
            )
    return RelationKey(first, second, as_of=as_of)

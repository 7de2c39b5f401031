"""Hand-made rows that a view of a relation reads, each under its stable id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from detente.actors.blocs import Bloc, Step, blocs
from detente.actors.chronology import chronology
from detente.actors.joint_bodies import bodies
from detente.actors.own_rows import OWN, OwnFacts, OwnRow
from detente.actors.relation_facts import facts_between, own_keys
from detente.actors.relation_key import RelationKey
from detente.actors.row_sources import Sourced, said_of


@dataclass(frozen=True, slots=True)
class HandRow:
    """One hand-made row.

    Attributes
    ----------
    id, table : str
        Its stable id, and the table that it is from.
    day : datetime.date
        Its first day.
    what, source, url : str
        In words, the public document, and its address; empty where none is given.
    origin : Sourced
        What it says of its source.
    """

    id: str
    table: str
    day: date
    what: str
    source: str
    url: str
    origin: Sourced

    @property
    def checked(self) -> bool:
        """Whether a page or a data set that states it was read."""
        return self.origin.checked

    @property
    def own(self) -> bool:
        """Whether it is from a user's file."""
        return self.id.startswith(OWN)


def rows_of_pair(pair: RelationKey) -> tuple[HandRow, ...]:
    """Give the hand-made rows between two actors that a view reads, by table and day.

    Parameters
    ----------
    pair : RelationKey
        The parties, the view and the user's own facts.

    Examples
    --------
    >>> from detente.actors.relation_key import pair
    >>> rows = rows_of_pair(pair("NATO", "Russia", 2013))
    >>> "meeting:NATO-RUS:NRC:2002-05-28" in {row.id for row in rows}
    True
    """
    rows = (*_facts(pair), *_events(pair), *_meetings(pair), *_steps(pair))
    return tuple(sorted(set(rows), key=lambda row: (row.table, row.day, row.id)))


def _facts(pair: RelationKey) -> Iterator[HandRow]:
    """Give the facts about the relation, those of members and of blocs among them."""
    for between in facts_between(pair.first, pair.second, pair.day, own=pair.own):
        fact = between.fact
        yield HandRow(
            id=fact.id,
            table="relations",
            day=fact.start,
            what=fact.what,
            source=fact.source,
            url=fact.url,
            origin=said_of(fact),
        )


def _events(pair: RelationKey) -> Iterator[HandRow]:
    """Give the chronology."""
    for event in chronology(pair.first.key, pair.second.key, pair.day, own=pair.own):
        yield HandRow(
            id=event.row,
            table="chronology",
            day=event.date,
            what=event.what,
            source=event.source,
            url=event.url,
            origin=said_of(event),
        )


def _meetings(pair: RelationKey) -> Iterator[HandRow]:
    """Give the meetings and halts of joint bodies."""
    joint = bodies(pair.first.key, pair.second.key, pair.day, own=pair.own)
    for happening in (one for body in joint for one in body.event):
        yield HandRow(
            id=happening.row,
            table="bodies",
            day=happening.date,
            what=happening.what,
            source=happening.source,
            url=happening.url,
            origin=said_of(happening),
        )


def _steps(pair: RelationKey) -> Iterator[HandRow]:
    """Give the steps: of the state in the bloc, or of both states in every bloc."""
    for step in _of_ladders(pair):
        if step.span.start <= pair.day:
            yield HandRow(
                id=step.row,
                table="blocs",
                day=step.span.start,
                what=f"{step.condition or step.rung}: {step.form}",
                source=step.document or step.address,
                url=step.address,
                origin=said_of(step),
            )


def _of_ladders(pair: RelationKey) -> Iterator[Step]:
    sides = pair.bloc_and_state
    if sides is not None:
        bloc, state = sides
        yield from bloc.steps_of(state.letters)
    elif not any(isinstance(party, Bloc) for party in (pair.first, pair.second)):
        for bloc in blocs(pair.own).values():
            for party in (pair.first, pair.second):
                yield from bloc.steps_of(own_keys(party))


def own_facts_of(pair: RelationKey) -> OwnFacts:
    """Give what a user's file says of a relation: rows about either side, or a member of each.

    Parameters
    ----------
    pair : RelationKey
        The parties, the view and the user's own facts.
    """
    own = pair.own
    rows = tuple(row for row in own.rows if _concerns(row.parties, pair))
    withdrawals = tuple(one for one in own.withdrawals if _concerns(one.parties, pair))
    return own.only(rows, withdrawals)


def _concerns(parties: frozenset[str], pair: RelationKey) -> bool:
    """Tell whether a row is about a side of the pair, or about a member of each."""
    itself = {*own_keys(pair.first), *own_keys(pair.second)}
    if parties & itself:
        return True
    sides = [
        set(actor.member_letters(pair.day)) if isinstance(actor, Bloc) else set(own_keys(actor))
        for actor in (pair.first, pair.second)
    ]
    return all(parties & side for side in sides)


def seen_by(row: OwnRow, pair: RelationKey) -> bool:
    """Tell whether a view reads a row: it began by that day.

    Parameters
    ----------
    row : OwnRow
        The row.
    pair : RelationKey
        The parties and the view.
    """
    return row.day <= pair.day

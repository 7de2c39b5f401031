"""Leaders of two states at the view, and who entered office around a year."""

from __future__ import annotations

from datetime import date

from detente.actors.leaders import LAST_OF_ARCHIGOS, Leader, changes, leader_on
from detente.actors.names import Actor
from detente.actors.relation_key import RelationKey
from detente.evidence.cell import Cell
from detente.span import year_end


def in_office(pair: RelationKey) -> tuple[tuple[Actor, Leader], ...]:
    """Give each party with its leader on the day of the view; those without one are left out.

    Parameters
    ----------
    pair : RelationKey
        The parties and the view.

    Examples
    --------
    >>> from detente.actors.relation_key import pair
    >>> [one.name for _, one in in_office(pair("Brazil", "Argentina", 2024))]
    ['Luiz Inacio Lula da Silva', 'Javier Milei']
    """
    if pair.day <= LAST_OF_ARCHIGOS:
        return ()
    known = ((party, leader_on(party, pair.day)) for party in (pair.first, pair.second))
    return tuple((party, leader) for party, leader in known if leader is not None)


def entered_since_2016(party: Actor, pair: RelationKey) -> tuple[Leader, ...]:
    """Give the leaders who entered from 2016 to the view, without those who only acted.

    Parameters
    ----------
    party : State or Bloc
        The party.
    pair : RelationKey
        Gives the view.
    """
    return changes(party, date(LAST_OF_ARCHIGOS.year + 1, 1, 1), pair.day)


def entered_by(party: Actor, year: int, *, within: int = 1) -> Leader | None:
    """Give who entered office last in a year or in those before it, for a change seen in that year.

    Parameters
    ----------
    party : State or Bloc
        The party.
    year : int
        Year of the change.
    within : int
        Years before it that count too.

    Examples
    --------
    >>> from detente.actors.names import state
    >>> found = entered_by(state("Argentina"), 2024)
    >>> found.name if found else ""
    'Javier Milei'
    """
    entered = changes(party, date(year - within, 1, 1), year_end(year))
    return entered[-1] if entered else None


def cell(leader: Leader, pair: RelationKey) -> Cell:
    """Write who leads a state at the view as a cell.

    Parameters
    ----------
    leader : Leader
        The leader.
    pair : RelationKey
        Gives the view.
    """
    return Cell(
        "leaders",
        "in_office",
        keys=(("leader", leader.key), pair.dated),
        value=float(leader.span.start.year),
        unit="year of entry",
        sources=("blocs",),
        rule=leader.source or leader.dataset or "no document at hand",
        checked=leader.checked,
    )

"""Presence at the view: troops and gas of one party in the other, and of a third in either."""

from __future__ import annotations

from detente.actors.blocs import Bloc
from detente.actors.names import Actor
from detente.actors.presence import GAS, TROOPS, Presence, newest
from detente.actors.relation_key import RelationKey
from detente.evidence.cell import Cell

OLDEST = {TROOPS: 5, GAS: 3}
"""Years before the view after which a size is said no more: suppliers change sooner."""


def of_pair(pair: RelationKey) -> tuple[Presence, ...]:
    """Give the newest sizes of what one party has in the other.

    Parameters
    ----------
    pair : RelationKey
        The parties and the view.

    Examples
    --------
    >>> from detente.actors.relation_key import pair
    >>> [one.kind for one in of_pair(pair("Turkey", "Russia", 2024))]
    ['gas']
    """
    first, second = _keys(pair.first), _keys(pair.second)
    both = (*_in(first, pair), *_in(second, pair))
    return tuple(one for one in both if one.sender in {*first, *second})


def of_third(pair: RelationKey) -> tuple[Presence, ...]:
    """Give the newest sizes of what a third has in either party.

    Parameters
    ----------
    pair : RelationKey
        The parties and the view.

    Examples
    --------
    >>> from detente.actors.relation_key import pair
    >>> {one.sender for one in of_third(pair("Poland", "Belarus", 2024))} == {"RUS", "USA"}
    True
    """
    first, second = _keys(pair.first), _keys(pair.second)
    both = (*_in(first, pair), *_in(second, pair))
    return tuple(one for one in both if one.sender not in {*first, *second})


def _in(hosts: tuple[str, ...], pair: RelationKey) -> tuple[Presence, ...]:
    """Give the sizes in one party that are not too old: troops first, then the largest share."""
    known = (one for host in hosts for one in newest(pair.day, host=host))
    recent = [one for one in known if one.on.year >= pair.day.year - OLDEST[one.kind]]
    return tuple(sorted(recent, key=lambda one: (one.kind != TROOPS, -one.size)))


def _keys(actor: Actor) -> tuple[str, ...]:
    return (actor.id,) if isinstance(actor, Bloc) else actor.letters


def cell(one: Presence) -> Cell:
    """Write a size as a cell.

    Parameters
    ----------
    one : Presence
        The size.
    """
    keys = (("sender", one.sender), ("host", one.host), ("day", one.on.isoformat()))
    return Cell(
        "presence",
        one.kind,
        keys=keys,
        value=one.size,
        unit=one.unit,
        sources=("blocs",),
        rule=one.source,
        checked=one.checked,
    )

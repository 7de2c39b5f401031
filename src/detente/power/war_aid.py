"""Aid committed to a party at war, as decided and as producers count it, at the view."""

from __future__ import annotations

from dataclasses import dataclass

from detente.actors.names import Actor
from detente.actors.relation_key import RelationKey
from detente.actors.war_aid import WarAid, committed, counted
from detente.evidence.cell import Cell


@dataclass(frozen=True, slots=True)
class Aid:
    """What is known of the aid to one party.

    Attributes
    ----------
    recipient : State or Bloc
        Who has it.
    counts : tuple of WarAid
        The newest count of each donor, the largest first.
    decisions : tuple of WarAid
        Decisions for the time of the view or later, the oldest first.
    """

    recipient: Actor
    counts: tuple[WarAid, ...]
    decisions: tuple[WarAid, ...]


def aid(pair: RelationKey) -> tuple[Aid, ...]:
    """Give the aid to each party that has some at the view.

    Parameters
    ----------
    pair : RelationKey
        The parties and the view.

    Examples
    --------
    >>> from detente.actors.relation_key import pair
    >>> [one.decisions[-1].billions for one in aid(pair("Ukraine", "EU", "2026-06-30"))]
    [90.0]
    """
    known = [
        Aid(party, counted(party, pair.day), decisions=committed(party, pair.day))
        for party in (pair.first, pair.second)
    ]
    return tuple(one for one in known if one.counts or one.decisions)


def cell(one: WarAid) -> Cell:
    """Write a sum as a cell.

    Parameters
    ----------
    one : WarAid
        The sum.
    """
    keys = (("donor", one.donor), ("recipient", one.recipient), ("day", one.on.isoformat()))
    return Cell(
        "war_aid",
        "billions",
        keys=keys,
        value=one.billions,
        unit=f"billions of {one.currency}",
        sources=("blocs",),
        rule=f"{one.kind}; {one.source}",
        checked=one.checked,
    )

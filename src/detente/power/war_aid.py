"""Aid committed to a party at war, as decided and as producers count it, at the view."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.actors.blocs import Bloc, blocs
from detente.actors.names import Actor, actor
from detente.actors.relation_facts import facts, own_keys
from detente.actors.relation_key import RelationKey
from detente.actors.war_aid import WarAid, committed, counted, halted
from detente.evidence.cell import Cell

WAR = "war"
WITHIN = {"EUROPE": "EU"}
"""Groups of donors, and the bloc to which most of them belong."""


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
    halted : tuple of WarAid
        Of each donor that has stopped, its last sum.
    """

    recipient: Actor
    counts: tuple[WarAid, ...]
    decisions: tuple[WarAid, ...]
    halted: tuple[WarAid, ...] = ()


def aid(pair: RelationKey) -> tuple[Aid, ...]:
    """Give the aid to each party that has some at the view, and to whom a party is at war with.

    Of a third state at war with one party, only what the other party and its members give.

    Parameters
    ----------
    pair : RelationKey
        The parties and the view.

    Examples
    --------
    >>> from detente.actors.relation_key import pair
    >>> [one.decisions[-1].billions for one in aid(pair("Ukraine", "EU", "2026-06-30"))]
    [90.0]
    >>> [one.recipient.key for one in aid(pair("NATO", "Russia", 2024))]
    ['UKR']
    """
    parties = (pair.first, pair.second)
    own = [_aid(party, pair) for party in parties]
    sides = (parties, parties[::-1])
    third = [
        _given(enemy, other, pair) for party, other in sides for enemy in _enemies(party, pair)
    ]
    return tuple(one for one in (*own, *third) if one.counts or one.decisions)


def _aid(recipient: Actor, pair: RelationKey) -> Aid:
    counts, decisions = counted(recipient, pair.day), committed(recipient, pair.day)
    return Aid(recipient, counts, decisions=decisions, halted=halted(recipient, pair.day))


def _enemies(party: Actor, pair: RelationKey) -> list[Actor]:
    """Give the states outside the pair with which a party is at war at the view."""
    own = set(own_keys(party))
    both = {*own_keys(pair.first), *own_keys(pair.second)}
    wars = [fact.keys for fact in facts() if fact.severity == WAR and fact.open_on(pair.day)]
    others = {key for keys in wars if keys & own for key in keys - own}
    return [actor(key, pair.day) for key in sorted(others - both)]


def _given(recipient: Actor, donor: Actor, pair: RelationKey) -> Aid:
    """Give the aid to a third state that comes from one party or its members."""
    donors = _donors(donor, pair.day)
    known = _aid(recipient, pair)
    counts = tuple(one for one in known.counts if one.donor in donors)
    decisions = tuple(one for one in known.decisions if one.donor in donors)
    stopped = tuple(one for one in known.halted if one.donor in donors)
    return Aid(recipient, counts, decisions=decisions, halted=stopped)


def _donors(party: Actor, day: date) -> set[str]:
    """Name a party as a donor: itself, a bloc's members, and a group that lies mostly inside it."""
    if not isinstance(party, Bloc):
        return set(own_keys(party))
    members = set(party.member_letters(day))
    inside = {group for group, bloc in WITHIN.items() if _mostly(bloc, members, day)}
    return {party.id, *members, *inside}


def _mostly(bloc: str, members: set[str], day: date) -> bool:
    known = blocs()[bloc].member_letters(day)
    return sum(letters in members for letters in known) > len(known) / 2


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

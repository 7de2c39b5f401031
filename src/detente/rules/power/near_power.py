"""Whether a far power is near all the same: by an ally or by soldiers in the region of a party."""

from __future__ import annotations

from datetime import date

from detente.actors.names import Actor
from detente.actors.powers import in_force
from detente.actors.states import State, ccode_on
from detente.rules.peers import region

NEAR = ("alliance", "troops")
"""Kinds of tie by which a power acts from a place that is not its own."""


def stands_near(power: Actor, party: Actor, day: date) -> bool:
    """Tell whether a power from another region has an ally or soldiers in that of a party.

    A weight that is counted by distance from a capital leaves these out.

    Parameters
    ----------
    power : State or Bloc
        The power.
    party : State or Bloc
        The party.
    day : datetime.date
        The view.

    Examples
    --------
    >>> from detente.actors.names import actor
    >>> view = date(2026, 6, 30)
    >>> stands_near(actor("USA"), actor("India"), view)
    True
    >>> stands_near(actor("China"), actor("India"), view)
    False
    """
    own, place = power.members(day), party.members(day)
    if not own or not place or region(own) == region(place):
        return False
    letters = power.letters if isinstance(power, State) else (power.key,)
    hosts = {
        other
        for tie in in_force(day)
        if tie.kind in NEAR
        for sender, other in tie.from_both_ends()
        if sender in letters
    }
    codes = [ccode_on(host, day) for host in hosts]
    return any(code is not None and region((code,)) == region(place) for code in codes)

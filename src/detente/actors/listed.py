"""Listed actors: who is no member of the state system, and yet has a place in an institution.

Blocs list a few that the Correlates of War count as no state (Palestine, the Holy See, Western
Sahara, the Cook Islands, Niue). They can be shown with their places; a relation of one cannot be
measured, since no yearly series has a row of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from detente.actors.blocs import Step, blocs
from detente.actors.states import Identity, identities


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a listed actor in a bloc.

    Attributes
    ----------
    bloc : str
        Id of the bloc.
    step : Step
        The rung, its form, and from when to when it is held.
    """

    bloc: str
    step: Step


@dataclass(frozen=True, slots=True)
class Listed:
    """An actor that blocs list and the state system does not.

    Attributes
    ----------
    key, name : str
        Letters and name.
    aliases : tuple of str
        Other names.
    places : tuple of Place
        Every place that it ever had, the oldest first.
    """

    key: str
    name: str
    aliases: tuple[str, ...]
    places: tuple[Place, ...]

    def on(self, day: date) -> tuple[Place, ...]:
        """Give the places that it has on a day.

        Parameters
        ----------
        day : datetime.date
            The day.

        Examples
        --------
        >>> [place.bloc for place in listed()["VAT"].on(date(1972, 1, 1))]
        ['COE']
        """
        return tuple(place for place in self.places if place.step.span.covers(day))


@cache
def listed() -> dict[str, Listed]:
    """Give every listed actor, by its letters.

    Examples
    --------
    >>> sorted(listed())
    ['COK', 'ESH', 'NIU', 'PSE', 'VAT']
    """
    found: dict[str, list[Place]] = {}
    for bloc in blocs().values():
        for step in bloc.steps:
            found.setdefault(step.letters, []).append(Place(bloc.id, step))
    members = {letters for one in identities() if one.ccode for letters in (one.key, one.iso3)}
    others = [one for one in identities() if one.key in found and one.key not in members]
    return {one.key: _listed(one, found[one.key]) for one in others}


def _listed(identity: Identity, places: list[Place]) -> Listed:
    """Join the names of a listed actor with its places."""
    in_order = sorted(places, key=lambda place: (place.step.span.start, place.bloc))
    return Listed(
        key=identity.key, name=identity.name, aliases=identity.aliases, places=tuple(in_order)
    )

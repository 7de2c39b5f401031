"""Search as people type: states, former states and blocs, by names of many languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from detente.actors.blocs import Bloc, blocs
from detente.actors.checked import facts_checked_to
from detente.actors.names import fold, near_names
from detente.actors.other_names import all_names
from detente.actors.states import Identity, identities
from detente.span import OPEN_END

LETTERS = 2
"""Letters from which on a text is looked for inside a name."""
MOST = 10
"""Actors that a search gives."""
EXACT, BEGINS, WORD, INSIDE = range(4)
"""How well a name fits, the best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An actor that a search can give.

    Attributes
    ----------
    key, kind, name : str
        Key, ``"state"`` or ``"bloc"``, and English name.
    years : str
        When it existed; empty where it still does.
    names : tuple of str
        What people type, reduced to what matters.
    """

    key: str
    kind: str
    name: str
    years: str
    names: tuple[str, ...]

    def plain(self) -> dict[str, str]:
        """Give it as plain data."""
        return {"key": self.key, "kind": self.kind, "name": self.name, "years": self.years}


@cache
def everybody() -> tuple[Known, ...]:
    """Give every state, former state and bloc, blocs first."""
    of_states = (_state(one) for one in identities() if one.ccode is not None)
    return (*map(_bloc, blocs().values()), *of_states)


def _bloc(bloc: Bloc) -> Known:
    years = "" if bloc.span.end == OPEN_END else f"{bloc.span.start:%Y}-{bloc.span.end:%Y}"
    names = _folded(bloc.id, bloc.name, bloc.label, *bloc.aliases)
    return Known(key=bloc.id, kind="bloc", name=bloc.name, years=years, names=names)


def _state(one: Identity) -> Known:
    is_former = not one.alive(facts_checked_to())
    return Known(
        key=one.key,
        kind="state",
        name=one.name,
        years=one.years() if is_former else "",
        names=_folded(one.key, one.iso3, one.name, *one.aliases),
    )


def _folded(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(name) for name in names if fold(name)))


@cache
def foreign_names() -> dict[str, str]:
    """Give the key of a state by its name in other languages; one of several states has none."""
    keys = {one.iso3: one.key for one in identities() if one.alive(facts_checked_to())}
    return {
        name: keys[letters[0]]
        for name, letters in all_names().items()
        if len(letters) == 1 and letters[0] in keys
    }


def key_of(name: str) -> str | None:
    """Give the key of the state that a name means in another language; None where it means none.

    Parameters
    ----------
    name : str
        What was typed.

    Examples
    --------
    >>> key_of("Rusko"), key_of("中国"), key_of("Atlantis")
    ('RUS', 'CHN', None)
    """
    return foreign_names().get(fold(name))


def search(typed: str, most: int = MOST) -> list[Known]:
    """Find actors by the begin of a name, in many languages; near names where nothing begins so.

    Parameters
    ----------
    typed : str
        What has been typed so far.
    most : int
        Actors to give.

    Returns
    -------
    list of Known
        The best fit first.

    Examples
    --------
    >>> [one.key for one in search("russ")][:1], search("Německo")[0].key
    (['RUS'], 'DEU')
    """
    text = fold(typed)
    if not text:
        return []
    places: dict[str, tuple[int, int]] = {}
    for place, one in enumerate(everybody()):
        fit = min((_fit(text, name) for name in one.names), default=None, key=_worst)
        if fit is not None:
            places[one.key] = (fit + (2 if one.years else 0), place)
    by_key = {one.key: (place, one) for place, one in enumerate(everybody())}
    for name, key in foreign_names().items():
        fit = _fit(text, name)
        if fit is not None and fit <= BEGINS:
            place = by_key[key][0]
            places[key] = min(places.get(key, (fit, place)), (fit, place))
    if not places:
        near = [key_of_name(name) for name in near_names(typed)]
        return [by_key[key][1] for key in near if key in by_key][:most]
    best = sorted(places, key=lambda key: places[key])[:most]
    return [by_key[key][1] for key in best]


def key_of_name(name: str) -> str:
    """Give the key of an actor by its English name; empty where nobody has it.

    Parameters
    ----------
    name : str
        The name.

    Examples
    --------
    >>> key_of_name("Serbia")
    'SRB'
    """
    wanted = fold(name)
    called = [one for one in everybody() if wanted in one.names]
    # of several the one that exists now
    return min(called, key=lambda one: bool(one.years)).key if called else ""


def _fit(text: str, name: str) -> int | None:
    """Tell how well a name fits what was typed; None where it does not."""
    if name == text:
        return EXACT
    if name.startswith(text):
        return BEGINS
    if f" {text}" in name:
        return WORD
    return INSIDE if len(text) > LETTERS and text in name else None


def _worst(fit: int | None) -> int:
    return INSIDE + 1 if fit is None else fit

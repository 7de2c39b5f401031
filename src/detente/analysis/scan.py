"""Scanning: which relations of an actor changed since a day, and how."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import polars as pl

from detente.actors.blocs import Bloc, blocs
from detente.actors.names import Actor
from detente.actors.relation_key import RelationKey, pair
from detente.actors.states import State
from detente.actors.systems import members_on
from detente.analysis.state.condition import RelationState
from detente.analysis.state.read import state_of
from detente.errors import ActorError, DateError
from detente.models.windows.read import dated
from detente.store.catalog import Catalog

logger = logging.getLogger(__name__)
SERIES = "adopted"
"""Positions in votes on adopted resolutions: the series that reaches furthest."""
EVERY = 1000
"""Relations between two lines of progress."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A window that opened since a day.

    Attributes
    ----------
    outcome, structure : str
        Which.
    year, shut : int
        The newest dated year, in which it is open, and the earlier one, in which it was not.
    """

    outcome: str
    structure: str
    year: int
    shut: int


@dataclass(frozen=True, slots=True)
class Moved:
    """How far two states moved in the votes of the General Assembly.

    Attributes
    ----------
    first, last : int
        Years that are compared.
    was, now : float
        Distance of their positions, in ideal-point units.
    """

    first: int
    last: int
    was: float
    now: float

    @property
    def change(self) -> float:
        """What was added to the distance; negative where they came closer."""
        return self.now - self.was


@dataclass(frozen=True, slots=True)
class Scanned:
    """One relation, at the day and at the view.

    Attributes
    ----------
    relation : str
        The parties.
    was, now : str
        Headline of the state of the relation; `was` is empty where it could not be looked at then.
    sentence : str
        The state at the view as a sentence.
    begun, ended : tuple of str
        Conditions that hold at one of the days only.
    opened : tuple of Opened
        Windows that opened.
    moved : Moved or None
        None where a position is not known.
    """

    relation: str
    was: str
    now: str
    sentence: str
    begun: tuple[str, ...]
    ended: tuple[str, ...]
    opened: tuple[Opened, ...]
    moved: Moved | None

    @property
    def changed(self) -> bool:
        """Whether its state is another, or a condition began or ended."""
        return bool(self.was) and bool(self.was != self.now or self.begun or self.ended)

    def plain(self) -> dict[str, Any]:
        """Give it as plain data."""
        change = None if self.moved is None else round(self.moved.change, 4)
        return {**asdict(self), "changed": self.changed, "change_of_distance": change}


def scan(catalog: Catalog, party: Actor | None, since: date, day: date) -> tuple[Scanned, ...]:
    """Look at every relation of an actor on two days.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    party : State, Bloc or None
        The actor; None for every pair of states.
    since, day : datetime.date
        The earlier day, and the view.

    Returns
    -------
    tuple of Scanned
        In the order of the codes of the other states, then the blocs.

    Raises
    ------
    DateError
        Where the earlier day is not the earlier one.

    Examples
    --------
    >>> from detente.actors.names import state
    >>> from detente.store.catalog import default_catalog
    >>> days = date(2021, 12, 31), date(2022, 12, 31)
    >>> found = scan(default_catalog(), state("Russia", 2022), *days)
    >>> [(one.was, one.now) for one in found if one.relation == "Russia and Ukraine"]
    [('armed conflict', 'war')]
    """
    if since >= day:
        raise DateError(
            f"{since} does not lie before the view {day}", next_step="choose an earlier --since"
        )
    before, now = catalog.as_of(since), catalog.as_of(day)
    positions, windows = _positions(now), _opened(now, since.year)
    newest = max((year for known in positions.values() for year in known), default=since.year)
    found = []
    for number, key in enumerate(_relations(party, day), start=1):
        if not number % EVERY:
            logger.info("%s relations", f"{number:,}")
        state = now.remember(state_of, key)
        earlier = _earlier(before, key, since)
        codes = _codes(key)
        opened, moved = windows.get(codes, ()), _moved(positions, codes, since.year, newest)
        found.append(_scanned(key, earlier, state, opened=opened, moved=moved))
    return tuple(found)


def _scanned(
    key: RelationKey,
    earlier: RelationState | None,
    state: RelationState,
    *,
    opened: tuple[Opened, ...],
    moved: Moved | None,
) -> Scanned:
    """Join what is known of one relation."""
    return Scanned(
        relation=key.label,
        was=earlier.headline if earlier else "",
        now=state.headline,
        sentence=state.sentence,
        begun=_only(state, earlier),
        ended=_only(earlier, state),
        opened=opened,
        moved=moved,
    )


def _relations(party: Actor | None, day: date) -> Iterator[RelationKey]:
    """Name the relations of an actor with every state and bloc, or those of all states."""
    states = members_on(day)
    if party is None:
        for place, first in enumerate(states):
            yield from (pair(first, second, day) for second in states[place + 1 :])
        return
    own = party.ccode if isinstance(party, State) else None
    yield from (pair(party, code, day) for code in states if code != own)
    for bloc in blocs().values():
        if bloc.span.covers(day) and bloc.members(day) and bloc.id != party.key:
            yield pair(party, bloc.named(day), day)


def _earlier(catalog: Catalog, key: RelationKey, since: date) -> RelationState | None:
    """Give the state of a relation on the earlier day; None where one of the two was not there."""
    parties = [_on(party, since) for party in (key.first, key.second)]
    try:
        first, second = parties
        return catalog.remember(state_of, pair(first, second, since))
    except (ActorError, DateError):
        return None


def _on(party: Actor, day: date) -> Actor | int:
    """Give an actor as it was on another day."""
    return party.named(day) if isinstance(party, Bloc) else party.ccode


def _codes(key: RelationKey) -> tuple[int, int] | None:
    """Give the codes of a pair of states, the lower first; None where a bloc is in it."""
    if not isinstance(key.first, State) or not isinstance(key.second, State):
        return None
    lower, higher = sorted((key.first.ccode, key.second.ccode))
    return lower, higher


def _only(state: RelationState | None, other: RelationState | None) -> tuple[str, ...]:
    """Name the conditions that hold in one state of a relation and not in the other."""
    if state is None or other is None:
        return ()
    held = {one.headline for one in other.conditions if not one.by_member}
    own = (one.headline for one in state.conditions if not one.by_member)
    return tuple(dict.fromkeys(name for name in own if name not in held))


def _opened(catalog: Catalog, since: int) -> dict[tuple[int, int] | None, tuple[Opened, ...]]:
    """Give the windows that are open in the newest dated year and were not in an earlier one.

    Where nothing newer than that year is dated, the year before the newest is compared.
    """
    table = dated(catalog)
    if table.is_empty():
        return {}
    last = int(table["year"].to_numpy().max())
    shut = min(since, last - 1)
    keys = ["outcome", "structure", "ccode1", "ccode2"]
    is_open = table.filter("open").select(*keys, "year")
    newest = is_open.filter(pl.col("year") == last)
    before = is_open.filter(pl.col("year") == shut)
    found: dict[tuple[int, int] | None, tuple[Opened, ...]] = {}
    for outcome, structure, first, second, year in newest.join(before, on=keys, how="anti").rows():
        opened = Opened(outcome=outcome, structure=structure, year=year, shut=shut)
        found[first, second] = (*found.get((first, second), ()), opened)
    return found


def _positions(catalog: Catalog) -> dict[int, dict[int, float]]:
    """Give the positions of each state by year."""
    table = catalog.frame("positions").select("ccode", "year", SERIES).drop_nulls()
    found: dict[int, dict[int, float]] = {}
    for code, year, position in table.rows():
        found.setdefault(code, {})[year] = position
    return found


def _moved(
    positions: dict[int, dict[int, float]],
    codes: tuple[int, int] | None,
    since: int,
    newest: int,
) -> Moved | None:
    """Compare the distance of two states in the newest year with that of the earlier day.

    Where nothing newer than that day is known of any state, the year before the newest is compared.
    Two states of which only older years are known did not move since.
    """
    if codes is None:
        return None
    first, second = (positions.get(code, {}) for code in codes)
    shared = sorted(first.keys() & second.keys())
    earlier = [year for year in shared[:-1] if year <= since]
    if not earlier:
        return None
    begin, last = earlier[-1], shared[-1]
    if last <= since and last < newest:
        return None  # what is known of the two is older than the day
    was, now = (abs(first[year] - second[year]) for year in (begin, last))
    return Moved(first=begin, last=last, was=was, now=now)


def furthest(found: Iterable[Scanned], most: int) -> list[Scanned]:
    """Give the relations whose distance in votes changed most, the largest change first.

    Parameters
    ----------
    found : iterable of Scanned
        What was looked at.
    most : int
        How many.
    """
    known = [(abs(one.moved.change), one) for one in found if one.moved is not None]
    ordered = sorted(known, key=lambda entry: entry[0], reverse=True)
    return [one for _, one in ordered[:most]]

"""Leaders of forty states after 2015, under the key with which Archigos goes on to that year."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise

from detente.actors.fact_rows import Layout, Row, parties, read, sourced
from detente.actors.names import Actor
from detente.actors.row_sources import Sourced
from detente.actors.states import State
from detente.errors import DateError, RequestError
from detente.span import OPEN_END, Span

LAST_OF_ARCHIGOS = date(2015, 12, 31)
"""Last day of Archigos 4.1; a row that began before has the key of its row there."""
KEY = re.compile(r"[A-Z]{3}-\d{4}(?:-\d)?")
"""How a key is written: Archigos' letters of the state, year of entry, and a number if needed."""
LAYOUT = Layout(
    file="leaders.toml",
    kind="leader",
    fields={
        "key": str,
        "state": str,
        "name": str,
        "office": str,
        "party": str,
        "from": date,
        "to": date,
        "acting": bool,
    },
    required=("key", "state", "name", "office", "from"),
    sourced=False,
)


@dataclass(frozen=True, slots=True)
class Leader(Sourced):
    """One leader in one spell of office.

    Attributes
    ----------
    key : str
        Archigos' ``obsid``, or one made as it makes them.
    state : str
        Letters of the state.
    name, office : str
        The leader, and the office.
    span : Span
        From the day of entry to that on which the next one entered.
    party : str
        Party, as it names itself at entry; empty where there is none.
    acting : bool
        Whether in office for want of an elected leader.
    source : str
        The document; empty where none is at hand.
    """

    key: str
    state: str
    name: str
    office: str
    span: Span
    party: str = ""
    acting: bool = False
    source: str = ""


def leader_of(row: Row) -> Leader:
    """Build a leader from a row.

    Parameters
    ----------
    row : dict
        A row that was checked.

    Raises
    ------
    RequestError
        Where the key is misspelled or the state is not known.

    Examples
    --------
    >>> row = {"key": "XY", "state": "FRA", "name": "A", "office": "president", "where": "x.toml"}
    >>> leader_of({**row, "from": date(2016, 1, 1)})
    Traceback (most recent call last):
    detente.errors.RequestError: 'XY' is no key of a leader, as USA-2009; in x.toml
    """
    where = row["where"]
    if not KEY.fullmatch(row["key"]):
        raise RequestError(f"'{row['key']}' is no key of a leader, as USA-2009", where=where)
    span = Span(row["from"], row.get("to", OPEN_END))
    (letters,) = parties(row["state"], where, span)
    return Leader(
        key=row["key"],
        state=letters,
        name=row["name"],
        office=row["office"],
        span=span,
        party=row.get("party", ""),
        acting=row.get("acting", False),
        source=row.get("source", ""),
        **sourced(row),
    )


def in_order(known: tuple[Leader, ...]) -> tuple[Leader, ...]:
    """Give leaders by state and day, and refuse two at once or one key twice.

    Parameters
    ----------
    known : tuple of Leader
        In any order.

    Raises
    ------
    DateError
        Where one entered before the one before left.
    RequestError
        Where a key is there twice.
    """
    ordered = tuple(sorted(known, key=lambda one: (one.state, one.span.start)))
    for earlier, later in pairwise(ordered):
        if earlier.state == later.state and later.span.start < earlier.span.end:
            raise DateError(
                f"{later.name} enters on {later.span.start}, before {earlier.name} left",
                where=LAYOUT.file,
            )
    keys = [one.key for one in ordered]
    repeated = sorted({key for key in keys if keys.count(key) > 1})
    if repeated:
        raise RequestError(f"the key '{repeated[0]}' is there twice", where=LAYOUT.file)
    return ordered


@cache
def leaders() -> tuple[Leader, ...]:
    """Read the table, by state and day.

    Examples
    --------
    >>> len({one.state for one in leaders()}) >= 40
    True
    """
    return in_order(tuple(leader_of(row) for row in read(LAYOUT)))


def leader_on(actor: Actor, day: date) -> Leader | None:
    """Give who led a state on a day, as that day knew it; None for a bloc, or where none is known.

    Parameters
    ----------
    actor : State or Bloc
        The actor.
    day : datetime.date
        The day; on a day of change the one who enters.

    Examples
    --------
    >>> from detente.actors.names import state
    >>> leader_on(state("Poland"), date(2020, 6, 30)).name
    'Mateusz Morawiecki'
    """
    if not isinstance(actor, State):
        return None
    of_state = [one for one in leaders() if one.state in actor.letters and one.span.covers(day)]
    if not of_state:
        return None
    held = of_state[-1]
    return held if held.span.end == day else replace(held, span=Span(held.span.start, OPEN_END))


def changes(actor: Actor, first: date, last: date) -> tuple[Leader, ...]:
    """Give the leaders who entered office between two days, without those who only acted.

    Parameters
    ----------
    actor : State or Bloc
        The actor.
    first, last : datetime.date
        The days; a leader who was in office before is none.

    Examples
    --------
    >>> from detente.actors.names import state
    >>> [one.name for one in changes(state("Argentina"), date(2016, 1, 1), date(2024, 12, 31))]
    ['Alberto Fernandez', 'Javier Milei']
    """
    if not isinstance(actor, State):
        return ()
    return tuple(
        one
        for one in leaders()
        if one.state in actor.letters and first <= one.span.start <= last and not one.acting
    )


def other_party(actor: Actor, first: date, last: date) -> Leader | None:
    """Give the first elected leader of another party than the one in office on the first day.

    Parameters
    ----------
    actor : State or Bloc
        The actor.
    first, last : datetime.date
        The days between which the party in power changed.

    Returns
    -------
    Leader or None
        None where the party stayed, where it is not known, and for a bloc.

    Examples
    --------
    >>> from detente.actors.names import state
    >>> other_party(state("Argentina"), date(2017, 1, 1), date(2021, 1, 1)).name
    'Alberto Fernandez'
    >>> other_party(state("Japan"), date(2017, 1, 1), date(2025, 1, 1)) is None
    True
    """
    before = leader_on(actor, first)
    if before is None or not before.party:
        return None
    later = (one for one in changes(actor, first, last) if one.party)
    return next((one for one in later if one.party != before.party), None)

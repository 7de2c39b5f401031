"""States without armed forces, by date: what is said of armies is not said of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from detente.actors.hand_made import table_of
from detente.actors.row_sources import Sourced, read_source
from detente.actors.states import State
from detente.errors import ActorError
from detente.span import Span


@dataclass(frozen=True, slots=True)
class Unarmed(Sourced):
    """A time in which a state has no regular armed forces.

    Attributes
    ----------
    state : str
        Its ISO letters.
    span : Span
        From when, and to when where they were set up again.
    source : str
        The law or the public record that states it.
    """

    state: str
    span: Span
    source: str


@cache
def unarmed() -> tuple[Unarmed, ...]:
    """Give every time in which a state has no regular armed forces, by letters.

    Returns
    -------
    tuple of Unarmed

    Raises
    ------
    ActorError
        Where a row has no source or names a state in no known way.

    Examples
    --------
    >>> [row.span.start.year for row in unarmed() if row.state == "LIE"]
    [1868]
    """
    rows = table_of("no_armed_forces.toml")["state"]
    return tuple(sorted(map(_row, rows), key=lambda row: (row.state, row.span.start)))


def _row(entry: dict[str, object]) -> Unarmed:
    state, source, start, end = (entry.get(key) for key in ("state", "source", "from", "to"))
    if not (isinstance(state, str) and len(state) == 3 and isinstance(source, str) and source):
        raise ActorError(f"the row '{state}' of no_armed_forces.toml needs three letters, a source")
    if not isinstance(start, date) or not isinstance(end, date | None):
        raise ActorError(f"the row '{state}' of no_armed_forces.toml needs dates in 'from', 'to'")
    span = Span(start, end - timedelta(days=1)) if end else Span(start)
    said = read_source(entry, where=f"no_armed_forces.toml, {state}")
    return Unarmed(state, span, source=source, **said)


def has_armed_forces(state: State, day: date) -> bool:
    """Tell whether a state has regular armed forces on a day.

    Parameters
    ----------
    state : State
        The state.
    day : datetime.date
        The day.

    Examples
    --------
    >>> from detente.actors.names import state
    >>> has_armed_forces(state("Liechtenstein"), date(2013, 12, 31))
    False
    >>> has_armed_forces(state("Switzerland"), date(2013, 12, 31))
    True
    """
    return not any(row.state == state.key and row.span.covers(day) for row in unarmed())

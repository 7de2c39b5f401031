"""Contested rows: which row of the project's tables an id means."""

from __future__ import annotations

import difflib

from detente.actors.blocs import blocs
from detente.actors.chronology import chronology
from detente.actors.joint_bodies import bodies_of
from detente.actors.relation_facts import FILES, facts
from detente.errors import RequestError

Row = tuple[frozenset[str], str]
"""Keys of the parties, and what the row says."""
LIFE = ("meeting", "suspended", "resumed", "ended")
LIKE = 0.5
"""How alike an id must be to be offered as a near one."""


def contested(row: str, where: str) -> Row:
    """Find the row of the project that an id names.

    Parameters
    ----------
    row : str
        The id, as evidence and JSON print it.
    where : str
        File and row that contest it, for the error.

    Returns
    -------
    tuple of (frozenset of str, str)
        Keys of its parties, and what it says.

    Raises
    ------
    RequestError
        Where no row has the id.

    Examples
    --------
    >>> contested("event:NATO-RUS:1949-04-04", "my.toml")[1][:5]
    'The N'
    """
    known = rows_like(row)
    if row in known:
        return known[row]
    raise RequestError(
        f"no row has the id '{row}'",
        where=where,
        near=difflib.get_close_matches(row, list(known), n=3, cutoff=LIKE),
        next_step="'detente relation A B --json' and the notes of a paper name the ids",
    )


def rows_like(row: str) -> dict[str, Row]:
    """Give the rows of the table and the parties that an id names.

    Parameters
    ----------
    row : str
        The id.
    """
    table, _, rest = row.partition(":")
    parties = rest.partition(":")[0]
    if table in FILES:
        return {fact.id: (fact.keys, fact.what) for fact in facts() if not fact.part}
    if table == "step" and parties in blocs():
        steps = blocs()[parties].steps
        return {
            step.row: (frozenset((parties, step.letters)), f"{step.rung}: {step.form}")
            for step in steps
        }
    keys = tuple(parties.split("-"))
    if len(keys) != 2 or table not in ("event", *LIFE):
        return {}
    return _of_pair(table, keys[0], keys[1])


def _of_pair(table: str, first: str, second: str) -> dict[str, Row]:
    """Give the events of two parties, or the rows in the life of their bodies."""
    both = frozenset((first, second))
    if table == "event":
        return {event.row: (both, event.what) for event in chronology(first, second)}
    return {event.row: (both, event.what) for body in bodies_of(both) for event in body.event}

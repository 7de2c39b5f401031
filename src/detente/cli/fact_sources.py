"""``detente actors NAME [OTHER] --sources``: what was read of the rows about a bloc or a pair."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from detente.actors.blocs import Bloc
from detente.actors.every_row import (
    LADDERS,
    LADDERS_SINCE,
    FactRow,
    about_bloc,
    about_pair,
    by_class,
    share_read,
)
from detente.actors.names import Actor, actor
from detente.actors.pair_tables import latest
from detente.actors.source_rules import CLASSES, NO_DOCUMENT, UNVERIFIED
from detente.errors import RequestError
from detente.phrasing import percent_sign
from detente.span import end_words, view_fields

WIDTH = 100
Groups = Mapping[str, Sequence[FactRow]]


def sources_of(name: str, other: str | None, day: date) -> dict[str, Any]:
    """Count the rows about a bloc, or about two parties, by what was read of them.

    Parameters
    ----------
    name : str
        A bloc; a bloc or a state where there is another.
    other : str or None
        The other party of a pair.
    day : datetime.date
        Last day; rows that begin later are left out.

    Returns
    -------
    dict
        ``of``, the day, ``counts`` by group and class, and the rows that are ``unverified``.

    Raises
    ------
    RequestError
        Where a state has no other party.
    """
    called, rows = _rows(actor(name, day), None if other is None else actor(other, day))
    known = [row for row in rows if latest(row.day, row.precision) <= day]
    groups = _grouped(known)
    counts = {title: _counted(of_group) for title, of_group in groups.items()}
    unverified = [_plain(row) for row in known if row.evidence_class == UNVERIFIED]
    return {"of": called, **view_fields(day), "counts": counts, UNVERIFIED: unverified}


def _rows(first: Actor, second: Actor | None) -> tuple[str, tuple[FactRow, ...]]:
    """Give what a list of rows is called, and the rows."""
    if second is not None:
        return f"{first.label} and {second.label}", about_pair(first.key, second.key)
    if isinstance(first, Bloc):
        return first.label, about_bloc(first.id)
    raise RequestError(
        f"the sources of {first.label} alone are not listed",
        where="--sources",
        next_step=f"name a bloc, or a second party: detente actors {first.key} EU --sources",
    )


def _grouped(rows: Sequence[FactRow]) -> dict[str, list[FactRow]]:
    """Put rows in groups: the ladder since 1991 and before, then table by table."""
    groups: dict[str, list[FactRow]] = {}
    for row in sorted(
        rows, key=lambda one: (one.table != LADDERS, one.table, one.day < LADDERS_SINCE)
    ):
        groups.setdefault(_group(row), []).append(row)
    return groups


def _group(row: FactRow) -> str:
    """Name the group of a row."""
    if row.table != LADDERS:
        return row.table
    return "ladder since 1991" if row.day >= LADDERS_SINCE else "ladder before 1991"


def _counted(rows: Sequence[FactRow]) -> dict[str, float]:
    """Count a group by class."""
    return {**by_class(rows), "rows": len(rows), "share_read": share_read(rows)}


def _plain(row: FactRow) -> dict[str, str]:
    """Write a row as plain data."""
    said = {"what": row.what, "document": row.document}
    return {"file": row.file, "from": row.day.isoformat(), "precision": row.precision, **said}


def lines(found: Mapping[str, Any], day: date) -> Iterator[str]:
    """Write counts and unverified rows, at most 100 columns wide.

    Parameters
    ----------
    found : dict
        From `sources_of`.
    day : datetime.date
        The view.
    """
    yield f"{found['of']}: rows of the hand-made tables {end_words(day)}, by what was read"
    yield f"{'':<22}" + "".join(f"{name:>12}" for name in (*CLASSES, "read"))
    for title, counts in found["counts"].items():
        numbers = "".join(f"{counts[name]:>12}" for name in CLASSES)
        yield f"{title:<22}{numbers}{percent_sign(counts['share_read']):>12}"
    rows = found[UNVERIFIED]
    yield f"unverified: {len(rows)}" + (", by file and day" if rows else "")
    for row in rows:
        text = f"{row['from']}  {row['what']} ({row['document'] or NO_DOCUMENT})"
        yield from textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent=" " * 14)

"""Rows of small hand-made tables: each field has a type, and each row has its source."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from detente.actors.hand_made import table_of
from detente.actors.parties import existed, known_parties
from detente.actors.row_sources import SOURCE_KEYS, read_source, without_source
from detente.actors.source_rules import check_source
from detente.errors import DateError, RequestError
from detente.span import Span

LIKE = 0.5
"""How alike a word must be to be offered as a near one."""
NUMBER = float
"""A field with a number, whole or not."""
FORMS: dict[type, str] = {
    str: "a text in quotes",
    date: "a date as 2014-03-18",
    int: "a whole number",
    float: "a number",
    bool: "true",
}
"""How a value of each type is written."""
COMMON: dict[str, type] = {"source": str, "note": str}
"""What every row may say beside its own fields and the words of its source."""
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Layout:
    """What the rows of a table look like.

    Attributes
    ----------
    file, kind : str
        File in the folder of tables, and the name of its list of rows.
    fields : mapping of str to type
        The fields that a row may have, with the type of each.
    required : tuple of str
        Those that it must have, beside its source.
    words : mapping of str to tuple of str
        Fields that have one of a few words.
    sourced : bool
        Whether each row must name a document.
    """

    file: str
    kind: str
    fields: Mapping[str, type]
    required: tuple[str, ...]
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    sourced: bool = True


def read(layout: Layout) -> tuple[Row, ...]:
    """Read a table and check each row of it.

    Parameters
    ----------
    layout : Layout
        What its rows look like.
    """
    return checked(layout, table_of(layout.file)[layout.kind])


def checked(layout: Layout, rows: Sequence[Row]) -> tuple[Row, ...]:
    """Give rows whose fields are known, typed and dated, each with its place under ``where``.

    Parameters
    ----------
    layout : Layout
        What they look like.
    rows : sequence of dict
        As the file has them.

    Raises
    ------
    RequestError
        Where a field is unknown, missing, of the wrong type, or no word of its list.
    DateError
        Where a date is none, or a row ends before it begins.

    Examples
    --------
    >>> layout = Layout("x.toml", "x", {"name": str}, required=("name",))
    >>> checked(layout, [{"name": "one", "source": "A/RES/1"}])[0]["where"]
    'x.toml, row 1 of x'
    """
    good: list[Row] = []
    for place, row in enumerate(rows, start=1):
        where = f"{layout.file}, row {place} of {layout.kind}"
        said = read_source(row, where)
        own = without_source(row)
        _check(layout, own, where)
        check_source(row, where)
        good.append({**own, **said, "where": where})
    return tuple(good)


def _check(layout: Layout, row: Row, where: str) -> None:
    """Refuse a row at its first fault."""
    known = {**COMMON, **layout.fields}
    for name, value in row.items():
        if name not in known:
            near = difflib.get_close_matches(name, list(known), cutoff=LIKE)
            raise RequestError(f"no field is called '{name}'", where=where, near=near)
        _check_value(name, value, known[name], where)
    for name in (*layout.required, *(("source",) if layout.sourced else ())):
        if row.get(name) in (None, ""):
            raise RequestError(f"the field '{name}' is missing", where=where)
    for name, words in layout.words.items():
        if name in row and row[name] not in words:
            raise RequestError(f"'{name}' is '{row[name]}'", where=where, near=tuple(words))
    first, last = row.get("from"), row.get("to")
    if first is not None and last is not None and last < first:
        raise DateError(f"it ends on {last}, before it begins on {first}", where=where)


def _check_value(name: str, value: object, form: type, where: str) -> None:
    """Refuse a value of the wrong type; a number may be written without a point."""
    fits = type(value) is form or (form is NUMBER and type(value) is int)
    if not fits:
        fault = DateError if form is date else RequestError
        raise fault(f"'{name}' is not {FORMS[form]}: {str(value)[:60]}", where=where)


def parties(text: str, where: str, life: Span | None = None) -> tuple[str, ...]:
    """Read letters of states and ids of blocs, separated by blanks.

    Parameters
    ----------
    text : str
        As a row has them.
    where : str
        File and row, for the error.
    life : Span, optional
        Days, on one of which each must have existed.

    Raises
    ------
    RequestError
        Where nobody has such letters.
    DateError
        Where a party existed on none of the days.

    Examples
    --------
    >>> parties("GRC TUR", "x.toml")
    ('GRC', 'TUR')
    """
    keys = tuple(text.split())
    for key in keys:
        if key not in known_parties():
            near = difflib.get_close_matches(key, sorted(known_parties()), cutoff=LIKE)
            raise RequestError(f"no state or bloc has the key '{key}'", where=where, near=near)
        if life is not None and not existed(key, life.start, life.end):
            raise DateError(f"'{key}' did not exist from {life.start}", where=where)
    return keys


def sourced(row: Row) -> dict[str, Any]:
    """Give what `Sourced` takes of a row.

    Parameters
    ----------
    row : dict
        A row from `checked`.

    Examples
    --------
    >>> sourced({"name": "one", "evidence": "verified", "url": "https://x.org/page"})
    {'evidence': 'verified', 'url': 'https://x.org/page'}
    """
    return {key: row[key] for key in SOURCE_KEYS if key in row}

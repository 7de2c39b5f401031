"""The file of own facts: how it is read, and what in it is refused.

A file names its author and holds rows in the schema of the project's own tables; a row may replace
one of theirs, and a row of theirs may be withdrawn. docs/own-facts.md describes it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from detente.actors import own_tables
from detente.actors.contested import contested
from detente.actors.own_fields import EXTRA, check_row, refuse
from detente.actors.own_rows import OWN, OwnFacts, OwnRow, Withdrawal
from detente.actors.relation_facts import FILES
from detente.errors import RequestError
from detente.given import Unfit, parse_toml, read_bytes, reason_of
from detente.limits import LARGEST_TEXT

MOST_ROWS = 5_000
"""Rows that it may have."""
HEAD = ("author", "title")
"""What a file says of itself."""
WITHDRAW = "withdraw"
"""The table of rows of the project that are left out."""
NEXT_STEP = "docs/own-facts.md describes the file"
READERS: dict[str, Callable[[dict[str, Any], str, str], Iterator[OwnRow]]] = {
    "event": own_tables.event,
    "meeting": own_tables.meeting,
    "body": own_tables.body,
    "step": own_tables.step,
}
"""The reader of each table that is not one of facts about a relation."""
TABLES = (*READERS, *FILES)
"""Every table of rows that a file may have."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a row is: its table, its number in it, and the file."""

    table: str
    number: int
    file: str

    @property
    def words(self) -> str:
        """Say it, for an error."""
        return f"{self.file}, row {self.number} of {self.table}"


def read_own_facts(path: str | Path) -> OwnFacts:
    """Read a file of own facts.

    Parameters
    ----------
    path : str or pathlib.Path
        The file.

    Returns
    -------
    OwnFacts

    Raises
    ------
    RequestError
        Where the file cannot be read, or a row breaks the rules of its table.
    DateError
        Where a date is none, ends before it begins, or lies outside a party's life.
    """
    file = Path(path)
    return parse_own_facts(_bytes(file), name=file.name)


def parse_own_facts(data: bytes, *, name: str = "facts.toml") -> OwnFacts:
    """Read own facts from the bytes of a file.

    Parameters
    ----------
    data : bytes
        The whole file.
    name : str
        What the file is called, for errors and papers.

    Raises
    ------
    RequestError, DateError
        As `read_own_facts`.

    Examples
    --------
    >>> own = parse_own_facts(
    ...     b'''author = "the Institute"
    ... [[event]]
    ... a = "NATO"
    ... b = "RUS"
    ... date = 2013-10-23
    ... what = "The council met"
    ... source = "Communique of 23 October 2013"
    ... '''
    ... )
    >>> own.rows[0].id
    'own:event:NATO-RUS:2013-10-23'
    """
    table = _parsed(data, name)
    author = _head(table, "author", name)
    rows = [
        row
        for kind in TABLES
        for number, entry in enumerate(_entries(table, kind, name), start=1)
        for row in _rows(entry, _Place(table=kind, number=number, file=name), author)
    ]
    _refuse_repeated([row.id for row in rows], "two rows have the id", name)
    withdrawals = [*_replaced(rows, name), *_withdrawn(table, name)]
    _refuse_repeated([one.row for one in withdrawals], "two rows contest", name)
    return OwnFacts(
        digest=hashlib.sha256(data).hexdigest(),
        author=author,
        title=_head(table, "title", name, required=False),
        file=name,
        rows=tuple(rows),
        withdrawals=tuple(withdrawals),
    )


def _bytes(file: Path) -> bytes:
    """Read a file of at most a megabyte."""
    try:
        return read_bytes(file)
    except FileNotFoundError:
        raise RequestError(
            f"there is no file '{file}'", next_step="examples/own-facts.toml is one to start from"
        ) from None
    except (OSError, Unfit) as error:
        raise RequestError(
            f"'{file}' cannot be read ({reason_of(error)})", next_step=NEXT_STEP
        ) from None


def _parsed(data: bytes, name: str) -> dict[str, Any]:
    """Read TOML, and refuse what is too large, no TOML, or has unknown tables."""
    if len(data) > LARGEST_TEXT:
        raise RequestError(
            f"'{name}' has more than {LARGEST_TEXT:,} bytes",
            next_step="keep the rows of one relation in one file",
        )
    try:
        table = parse_toml(data, as_given=True)
    except Unfit as error:
        raise RequestError(
            f"'{name}' is not TOML: {reason_of(error)}", next_step=NEXT_STEP
        ) from None
    known = (*HEAD, *TABLES, WITHDRAW)
    for key in table:
        if key not in known:
            raise refuse(f"no table of own facts is called '{key}'", name, key, known)
    return table


def _head(table: dict[str, Any], key: str, name: str, *, required: bool = True) -> str:
    """Read what a file says of itself."""
    value = table.get(key, "")
    if not isinstance(value, str) or (required and not value.strip()):
        raise RequestError(
            f"'{key}' must be a text in quotes: who answers for the rows",
            where=name,
            next_step=f'write {key} = "..." in the first line',
        )
    check_row({key: value}, {key: str}, where=name)
    return value.strip()


def _entries(table: dict[str, Any], kind: str, name: str) -> list[dict[str, Any]]:
    """Give the rows of one table."""
    entries = table.get(kind, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise RequestError(f"'{kind}' is not a list of rows", where=name, next_step=f"[[{kind}]]")
    if len(entries) > MOST_ROWS:
        raise RequestError(f"'{kind}' has more than {MOST_ROWS:,} rows", where=name)
    return entries


def _rows(entry: dict[str, Any], place: _Place, author: str) -> Iterator[OwnRow]:
    """Read one row of a file; it may make several, an ally or a state each."""
    fields = {**own_tables.FIELDS[place.table], **EXTRA}
    check_row(entry, fields, where=place.words)
    why = entry.get("why", "")
    contests = entry.get("replaces", "")
    if bool(contests) != bool(why):
        raise RequestError(
            "'replaces' and 'why' go together: the id of the row, and what is wrong with it",
            where=place.words,
        )
    plain = {key: value for key, value in entry.items() if key not in EXTRA}
    reader = READERS.get(place.table)
    if reader is None:
        made = own_tables.facts(place.table, plain, author, place.words)
    else:
        made = reader(plain, author, place.words)
    for number, row in enumerate(made):
        yield replace(row, contests=contests, why=why) if number == 0 else row


def _replaced(rows: list[OwnRow], name: str) -> Iterator[Withdrawal]:
    """Give the rows of the project that own rows replace."""
    for row in rows:
        if row.contests:
            yield replace(_contest(row.contests, row.why, name), replaced_by=row.id)


def _withdrawn(table: dict[str, Any], name: str) -> Iterator[Withdrawal]:
    """Give the rows of the project that are left out."""
    for number, entry in enumerate(_entries(table, WITHDRAW, name), start=1):
        where = _Place(table=WITHDRAW, number=number, file=name).words
        check_row(entry, {"row": str, "why": str}, required=("row", "why"), where=where)
        yield _contest(entry["row"], entry["why"], where)


def _contest(row: str, why: str, where: str) -> Withdrawal:
    """Find the row that is contested."""
    if row.startswith(OWN):
        raise RequestError(f"'{row}' is a row of the file itself", where=where)
    parties, what = contested(row, where)
    return Withdrawal(row=row, parties=parties, what=what, why=why)


def _refuse_repeated(ids: list[str], fault: str, name: str) -> None:
    """Refuse the first id that is there twice."""
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise RequestError(
                f"{fault} '{one}'", where=name, next_step="keep one of them, or date them apart"
            )
        seen.add(one)

"""The chain: each line of a ledger holds the digest of the line before it and of itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from detente.errors import LedgerError

FIRST = "0" * 64
"""What the first line has in place of the digest of a line before it."""
NUMBER, PREVIOUS, HASH = "number", "previous", "hash"
"""Fields that the chain adds to a record."""
OWN = (NUMBER, PREVIOUS, HASH)
Record = Mapping[str, Any]


def canonical(record: Record) -> bytes:
    """Write a record in the one form that is hashed: keys in order, no spaces, UTF-8.

    Parameters
    ----------
    record : mapping
        Plain data.

    Raises
    ------
    ValueError, TypeError
        Where a value is no JSON, such as a number that is not finite.

    Examples
    --------
    >>> canonical({"b": 0.5, "a": "é"}).decode()
    '{"a":"é","b":0.5}'
    """
    text = json.dumps(
        record, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )
    return text.encode()


def digest(previous: str, record: Record) -> str:
    """Give SHA-256 over the digest of the line before and the record.

    Parameters
    ----------
    previous : str
        Digest of the line before.
    record : mapping
        The record; its own digest is left out.

    Examples
    --------
    >>> digest(FIRST, {"a": 1}) == digest(FIRST, {"a": 1, "hash": "anything"})
    True
    """
    body = {name: value for name, value in record.items() if name != HASH}
    return hashlib.sha256(previous.encode() + canonical(body)).hexdigest()


def link(bodies: Iterable[Record], *, after: Iterable[Record] = ()) -> tuple[Record, ...]:
    """Give records their number, the digest of the line before, and their own.

    Parameters
    ----------
    bodies : iterable of mapping
        What is added.
    after : iterable of mapping
        The records that are there.

    Examples
    --------
    >>> first, second = link([{"a": 1}, {"a": 2}])
    >>> first["number"], second["number"], second["previous"] == first["hash"]
    (1, 2, True)
    """
    there = list(after)
    number, previous = len(there), there[-1][HASH] if there else FIRST
    added = []
    for body in bodies:
        number += 1
        record = {**body, NUMBER: number, PREVIOUS: previous}
        previous = digest(previous, record)
        added.append({**record, HASH: previous})
    return tuple(added)


def written(records: Iterable[Record]) -> bytes:
    """Write linked records, a line each.

    Parameters
    ----------
    records : iterable of mapping
        As `link` gives them.

    Examples
    --------
    >>> written(link([{"a": 1}])).count(b"\\n")
    1
    """
    return b"".join(canonical(record) + b"\n" for record in records)


def read(data: bytes, *, where: str = "the ledger") -> tuple[Record, ...]:
    """Read every line and check that each follows from the one before.

    Parameters
    ----------
    data : bytes
        The whole file.
    where : str
        The file, for the error.

    Returns
    -------
    tuple of mapping

    Raises
    ------
    LedgerError
        Where a line is cut off, changed, missing or in another order: it names the first such
        line, and what to do.

    Examples
    --------
    >>> data = written(link([{"chance": 0.2}]))
    >>> read(data)[0]["chance"]
    0.2
    >>> read(data.replace(b"0.2", b"0.3"))
    Traceback (most recent call last):
    ...
    detente.errors.LedgerError: entry 1 was changed after it was written; in the ledger; ...
    """
    records: list[Record] = []
    for record, fault in _checked(data):
        if record is None:
            raise _broken(len(records) + 1, fault, where)
        records.append(record)
    return tuple(records)


def sound(data: bytes) -> tuple[Record, ...]:
    """Give the entries before the first broken one; all of them where none is broken.

    Parameters
    ----------
    data : bytes
        The whole file.

    Examples
    --------
    >>> two = written(link([{"a": 1}, {"a": 2}]))
    >>> len(sound(two)), len(sound(two[:-5]))
    (2, 1)
    """
    return tuple(record for record, _ in _checked(data) if record is not None)


def _checked(data: bytes) -> Iterator[tuple[Record | None, str]]:
    """Give each record in order; None and the fault at the first that is broken, then nothing."""
    lines = data.split(b"\n")
    last = lines.pop()
    previous = FIRST
    for number, line in enumerate(lines, start=1):
        record = _parsed(line)
        fault = "cannot be read" if record is None else _fault(record, number, previous)
        if record is None or fault:
            yield None, fault
            return
        yield record, ""
        previous = record[HASH]
    if last:
        yield None, "is cut off"


def _parsed(line: bytes) -> dict[str, Any] | None:
    """Read a line; None where it is no object, or not written as a ledger writes it."""
    try:
        record = json.loads(line)
        # a space more, or a field twice, says the same and is still not what was written
        same = isinstance(record, dict) and canonical(record) == line
    except (ValueError, TypeError, RecursionError):
        return None
    return record if same else None


def _fault(record: Record, number: int, previous: str) -> str:
    """Say what is wrong with a record; empty where nothing is."""
    if record.get(NUMBER) != number:
        return "does not follow the one before: an entry is missing, added or out of order"
    if record.get(PREVIOUS) != previous:
        return "does not follow from the one before"
    if record.get(HASH) != digest(previous, record):
        return "was changed after it was written"
    return ""


def _broken(number: int, fault: str, where: str) -> LedgerError:
    before = "the sound entries before it" if number > 1 else "nothing before it"
    return LedgerError(
        f"entry {number} {fault}",
        where=where,
        next_step="put a copy of the file back in its place; 'detente ledger export --sound' "
        f"saves {before}",
    )

"""A list of relations of which a ledger is begun, each with the reason for which it is there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from detente.errors import RequestError
from detente.given import Unfit, parse_toml, read_bytes, reason_of
from detente.limits import MOST_ENTRIES

FIELDS = {"a", "b", "reason"}


@dataclass(frozen=True, slots=True)
class Named:
    """One relation of the list.

    Attributes
    ----------
    first, second : str
        The parties, as a user types them.
    reason : str
        Why it is on the list, in a line.
    """

    first: str
    second: str
    reason: str


def read_relations(path: Path) -> tuple[Named, ...]:
    """Read a list of relations.

    Parameters
    ----------
    path : pathlib.Path
        TOML with ``[[relation]]``: ``a``, ``b``, ``reason``.

    Raises
    ------
    RequestError
        Where it is missing, holds none, lacks a field, or names one twice.
    """
    try:
        read = parse_toml(read_bytes(path))
    except OSError as error:
        what = f"the list '{path}' cannot be read ({reason_of(error)})"
        raise RequestError(what, next_step="name a TOML file with [[relation]]") from error
    except Unfit as error:
        raise RequestError(f"'{path.name}' is no sound TOML ({error})") from error
    rows = read.get("relation", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RequestError(f"'{path.name}' lists no relation", next_step="write [[relation]]")
    if len(rows) > MOST_ENTRIES:
        raise RequestError(f"'{path.name}' lists more than {MOST_ENTRIES:,} relations")
    if not rows:
        raise RequestError(f"'{path.name}' lists no relation", next_step="write [[relation]]")
    found = []
    for number, row in enumerate(rows, start=1):
        given = {name: value for name, value in row.items() if isinstance(value, str) and value}
        if set(row) != FIELDS or set(given) != FIELDS:
            raise RequestError(
                f"relation {number} needs the texts a, b and reason, and nothing else",
                where=path.name,
            )
        found.append(Named(given["a"], given["b"], reason=given["reason"]))
    _refuse_twice(found, path.name)
    return tuple(found)


def _refuse_twice(found: list[Named], where: str) -> None:
    seen: set[frozenset[str]] = set()
    for one in found:
        both = frozenset((one.first, one.second))
        if both in seen:
            raise RequestError(f"{one.first} and {one.second} are listed twice", where=where)
        seen.add(both)

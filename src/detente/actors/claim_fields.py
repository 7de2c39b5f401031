"""Fields of claims: what is disputed, who holds it, how it ended, which texts touch it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.errors import DateError, RequestError

MATTERS = ("land", "islands", "sea", "river", "name", "status", "history")
"""What a claim may be about."""
CLOSINGS = ("treaty", "judgment", "award", "declaration")
"""How a claim may end."""
OF_CLAIM = ("matter", "naming", "closed", "held_by", "assembly")
"""Fields that only a claim has."""
BETWEEN = "; "
"""What separates the ids and words by which texts are found."""


def check_claim(kind: str, row: Mapping[str, Any], where: str) -> None:
    """Refuse what only a claim may say, and a claim that says how it ended without its last day.

    Parameters
    ----------
    kind : str
        Kind of the fact.
    row : mapping
        The row as a file has it.
    where : str
        File and row, for the error.

    Raises
    ------
    RequestError
        Where another kind of fact has such a field, or a word is not of the vocabulary.
    DateError
        Where it is closed and has no last day.

    Examples
    --------
    >>> check_claim("claim", {"matter": "sea"}, where="claims.toml")
    """
    given = [name for name in OF_CLAIM if name in row]
    if given and kind != "claim":
        raise RequestError(f"only a claim has the field '{given[0]}'", where=where)
    for name, known in (("matter", MATTERS), ("closed", CLOSINGS)):
        if row.get(name, known[0]) not in known:
            raise RequestError(f"'{name}' is '{row[name]}'", where=where, near=known)
    parties = (row.get("a"), row.get("b"))
    if row.get("held_by", parties[0]) not in parties:
        raise RequestError(f"'held_by' is '{row['held_by']}', none of the two", where=where)
    if "closed" in row and "to" not in row:
        raise DateError("it is closed and has no last day 'to'", where=where)

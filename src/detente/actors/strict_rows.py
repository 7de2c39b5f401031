"""Strict rows: what a row of a small table may say, and which words of it are refused."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from detente.errors import DateError, RequestError

Fields = Mapping[str, type]
"""Fields that a row may have, with the type of each."""
SOURCE: Fields = {
    "source": str,
    "document_date": date,
    "basis": str,
    "evidence": str,
    "url": str,
    "dataset": str,
}
"""What every row may say of its source."""
FORMS = {
    str: "a text in quotes",
    date: "a date as 2014-03-18",
    int: "a whole number",
    float: "a number with a point",
    bool: "true or false",
    list: "a list in brackets",
}
"""How a value of each type is written."""
LIKE = 0.5
"""How alike a name must be to be offered as a near one."""


def check_row(
    row: Mapping[str, Any], fields: Fields, *, required: Iterable[str] = (), where: str
) -> None:
    """Refuse a row with a field that nobody knows, of the wrong type, or without a needed one.

    Parameters
    ----------
    row : mapping
        The row.
    fields : mapping of str to type
        The fields that it may have.
    required : iterable of str
        Those that it must have.
    where : str
        File and row, for the error.

    Raises
    ------
    RequestError, DateError
        At the first fault.

    Examples
    --------
    >>> check_row({"what": "signed"}, {"what": str}, required=("what",), where="x.toml")
    """
    for name, value in row.items():
        if name not in fields:
            near = difflib.get_close_matches(name, list(fields), cutoff=LIKE)
            raise RequestError(f"no field is called '{name}'", where=where, near=near)
        # a bool is an int to Python and no number to a reader, so types are compared as they are
        if type(value) is not fields[name]:
            fault = DateError if fields[name] is date else RequestError
            raise fault(f"'{name}' is not {FORMS[fields[name]]}: {value!r}"[:120], where=where)
    for name in required:
        if row.get(name) in (None, ""):
            raise RequestError(f"the field '{name}' is missing", where=where)


def one_of(row: Mapping[str, Any], name: str, known: Iterable[Any], where: str) -> None:
    """Refuse a value that is not one of a list; a field that is not given passes.

    Parameters
    ----------
    row : mapping
        The row.
    name : str
        The field.
    known : iterable
        The values that it may have.
    where : str
        File and row, for the error.

    Raises
    ------
    RequestError
        Where the value is not among them.

    Examples
    --------
    >>> one_of({"sign": 1}, "sign", (-1, 0, 1), where="x.toml")
    """
    values = tuple(known)
    if name in row and row[name] not in values:
        words = [str(one) for one in values]
        near = difflib.get_close_matches(str(row[name]), words, cutoff=LIKE) or words
        raise RequestError(f"'{name}' is '{row[name]}'", where=where, near=near)

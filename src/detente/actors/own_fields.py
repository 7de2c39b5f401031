"""Fields of own facts: which a row may have, and what in them is refused."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from detente.actors.names import actor, near_names
from detente.actors.parties import existed, known_parties
from detente.actors.states import identities
from detente.errors import DateError, DetenteError, RequestError

EXTRA: dict[str, type] = {"replaces": str, "why": str}
"""What every row may say beside the fields of its table."""
FORMS = {str: "a text in quotes", date: "a date as 2014-03-18", int: "a whole number", bool: "true"}
"""How a value of each type is written."""
LONGEST = 500
"""Letters that a text may have."""
YEARS = (1800, 2100)
"""Years in which a date may lie."""
LIKE = 0.5
"""How alike a name must be to be offered as a near one."""
NEXT_STEP = "docs/own-facts.md lists the fields"


def refuse(what: str, where: str, given: str, known: Iterable[str]) -> RequestError:
    """Make the error of a word that is not one of those known.

    Parameters
    ----------
    what, where : str
        What is wrong, and where.
    given : str
        The word.
    known : iterable of str
        The words that are known.
    """
    near = difflib.get_close_matches(given, list(known), n=4, cutoff=LIKE)
    return RequestError(what, where=where, near=near, next_step=NEXT_STEP)


def check_row(
    row: Mapping[str, Any],
    fields: Mapping[str, type],
    *,
    required: Iterable[str] = (),
    where: str,
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
    """
    for name, value in row.items():
        if name not in fields:
            raise refuse(f"no field is called '{name}'", where, name, fields)
        _check_value(name, value, fields[name], where)
    for name in required:
        if row.get(name) in (None, ""):
            raise RequestError(f"the field '{name}' is missing", where=where, next_step=NEXT_STEP)


def _check_value(name: str, value: object, form: type, where: str) -> None:
    """Refuse a value of the wrong type, a text too long or unprintable, a date outside history."""
    if type(value) is not form:
        fault = DateError if form is date else RequestError
        raise fault(f"'{name}' is not {FORMS[form]}: {str(value)[:60]}", where=where)
    if isinstance(value, str):
        if len(value) > LONGEST:
            raise RequestError(f"'{name}' has more than {LONGEST} letters", where=where)
        if not value.isprintable():
            raise RequestError(f"'{name}' has a sign that cannot be printed", where=where)
    if isinstance(value, date) and not YEARS[0] <= value.year <= YEARS[1]:
        raise DateError(f"'{name}' is {value}, outside {YEARS[0]} to {YEARS[1]}", where=where)


def parties_of(row: Mapping[str, Any], day: date, where: str) -> frozenset[str]:
    """Read the two parties of a row.

    Parameters
    ----------
    row : mapping
        The row, with ``a`` and ``b``.
    day : datetime.date
        A day on which both must have existed.
    where : str
        File and row, for the error.

    Returns
    -------
    frozenset of str
        Their keys.
    """
    keys = frozenset(party(row[side], day, where) for side in ("a", "b"))
    if len(keys) == 1:
        raise RequestError(f"'{row['a']}' is on both sides", where=where)
    return keys


def party(letters: str, day: date, where: str) -> str:
    """Read the letters of a state or the id of a bloc.

    Parameters
    ----------
    letters : str
        As written.
    day : datetime.date
        A day on which it must have existed.
    where : str
        File and row, for the error.

    Raises
    ------
    RequestError
        Where nobody has these letters.
    DateError
        Where the party did not exist on the day.
    """
    if letters not in known_parties():
        raise RequestError(
            f"no state or bloc has the letters '{letters}'",
            where=where,
            near=_letters_near(letters),
            next_step="'detente actors' lists them",
        )
    if not existed(letters, day, day):
        raise DateError(f"'{letters}' did not exist on {day}", where=where)
    return _key(letters)


def _key(letters: str) -> str:
    """Give the letters under which tables of pairs name a state (DEU for West Germany's BRD)."""
    standard = {one.key: one.iso3 for one in identities() if one.iso3}
    return standard.get(letters, letters)


def _letters_near(text: str) -> list[str]:
    """Give the letters of what a name means, or of names like it."""
    try:
        return [actor(text).key]
    except DetenteError:
        alike = [actor(name).key for name in near_names(text) if _exists_now(name)]
    return alike or difflib.get_close_matches(text.upper(), sorted(known_parties()), n=3)


def _exists_now(name: str) -> bool:
    try:
        actor(name)
    except DetenteError:
        return False
    return True

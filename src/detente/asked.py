"""What callers of the face ask for: values of another kind are refused before they are used.

A frame has no truth, a list cannot be looked up in a table of names and a number of five thousand
digits cannot be printed: each breaks a plain comparison in its own way, far from who passed it.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from detente.errors import RequestError, quoted


def is_one_of(value: object, choices: Container[str]) -> bool:
    """Tell whether a value is one of some words, whatever it is.

    Parameters
    ----------
    value : object
        What was given.
    choices : container of str
        The words.

    Examples
    --------
    >>> is_one_of("cow", ("cow", "gw")), is_one_of(["cow"], {"cow": 1})
    (True, False)
    """
    return isinstance(value, str) and value in choices


def flag(value: object, name: str) -> bool:
    """Accept yes or no, and nothing else.

    Parameters
    ----------
    value : object
        What was given.
    name : str
        Of the argument.

    Raises
    ------
    RequestError
        For anything but True and False.

    Examples
    --------
    >>> flag(True, "directed")
    True
    """
    if not isinstance(value, bool):
        raise RequestError(f"{name}={quoted(value)} is neither True nor False")
    return value


def words(value: object, name: str) -> dict[str, str]:
    """Accept words by words, or None for none, and nothing else.

    Parameters
    ----------
    value : object
        What was given.
    name : str
        Of the argument.

    Raises
    ------
    RequestError
        For anything but a mapping of text to text.

    Examples
    --------
    >>> words({"date": "when"}, "columns"), words(None, "columns")
    ({'date': 'when'}, {})
    """
    if value is None:
        return {}
    given = dict(of_kind(value, (Mapping,), name))
    if not all(isinstance(part, str) for pair in given.items() for part in pair):
        raise RequestError(f"{name} is no mapping of text to text")
    return given


def whole(value: object, name: str, least: int, most: int) -> int:
    """Accept a whole number within bounds, and nothing else.

    Parameters
    ----------
    value : object
        What was given.
    name : str
        Of the argument.
    least, most : int
        The bounds.

    Raises
    ------
    RequestError
        For anything else, True and False among it.

    Examples
    --------
    >>> whole(3, "seed", 0, 9)
    3
    """
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise RequestError(
            f"{name}={quoted(value)} is not a whole number from {least:,} to {most:,}"
        )
    return value


def of_kind(value: Any, kind: type[Any] | tuple[type[Any], ...], name: str) -> Any:
    """Accept a value of a class, or of one of several, and nothing else.

    Parameters
    ----------
    value : object
        What was given.
    kind : type or tuple of type
        What it has to be.
    name : str
        Of the argument.

    Raises
    ------
    RequestError
        For any other.

    Examples
    --------
    >>> of_kind("events.csv", str, "path")
    'events.csv'
    """
    kinds = kind if isinstance(kind, tuple) else (kind,)
    if not isinstance(value, kinds):
        wanted = " or ".join(one.__name__ for one in kinds)
        raise RequestError(f"{name}={quoted(value)} is not of the kind {wanted}")
    return value

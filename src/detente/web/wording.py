"""What an argument has to be, in our words: for requests, and for calls of assistants."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

SHOWN = 40
"""Letters of a value, or of a name that a caller gave, in a refusal."""
WORDS = {
    "missing": "is needed",
    "extra_forbidden": "is not known",
    "string_type": "is a text",
    "string_unicode": "is a text of sound letters",
    "string_too_long": "has at most {max_length} letters",
    "string_pattern_mismatch": "has another form",
    "int_type": "is a whole number",
    "int_parsing": "is a whole number",
    "int_parsing_size": "is a whole number of few digits",
    "int_from_float": "is a whole number",
    "greater_than_equal": "is {ge} or more",
    "less_than_equal": "is {le} or less",
    "bool_type": "is true or false",
    "bool_parsing": "is true or false",
    "literal_error": "is one of {expected}",
    "tuple_type": "is a list",
    "list_type": "is a list",
    "too_long": "has at most {max_length} entries",
    "json_invalid": "has to be JSON",
    "value_error": "cannot be read",
}
"""By the kind of a fault."""
OTHERWISE = "has another form"
QUOTED = re.compile(r"'([^']+)'")
"""An allowed value, in the text of a fault."""


def fault_of(one: Mapping[str, Any], name: str) -> str:
    """Say what an argument has to be, and what it is.

    Parameters
    ----------
    one : mapping
        A fault, as pydantic lists it.
    name : str
        How the argument is shown.

    Examples
    --------
    >>> fault_of({"type": "greater_than_equal", "ctx": {"ge": 1816}, "input": 5}, "'since'")
    "'since' is 1816 or more, not 5"
    """
    kind = str(one["type"])
    needed = WORDS.get(kind, OTHERWISE).format(**one.get("ctx", {}))
    shown = f", not {value_shown(one.get('input'))}" if kind not in WITHOUT_VALUE else ""
    return f"{name} {needed}{shown}"


WITHOUT_VALUE = ("missing", "extra_forbidden", "json_invalid")
"""Faults that no value would explain."""


def near_of(one: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the allowed values near the one that was given.

    Parameters
    ----------
    one : mapping
        A fault, as pydantic lists it.

    Examples
    --------
    >>> near_of({"ctx": {"expected": "'csv' or 'json'"}, "input": "jsn"})
    ('json',)
    """
    allowed = QUOTED.findall(str(one.get("ctx", {}).get("expected", "")))
    return tuple(get_close_matches(str(one.get("input"))[:SHOWN], allowed, n=3, cutoff=0.5))


def value_shown(value: object) -> str:
    """Show a value by its first letters; what is large by what it is.

    Parameters
    ----------
    value : object
        What was given.

    Examples
    --------
    >>> value_shown("soon"), value_shown("x" * 500), value_shown([1, 2])
    ("'soon'", '500 letters', 'a list of 2')
    """
    if isinstance(value, str):
        return f"'{value}'" if len(value) <= SHOWN else f"{len(value):,} letters"
    if isinstance(value, list | dict | tuple):
        return f"a {'table' if isinstance(value, dict) else 'list'} of {len(value):,}"
    if value is None or isinstance(value, bool):
        return {None: "nothing", True: "true", False: "false"}[value]
    if isinstance(value, int) and value.bit_length() > 4 * SHOWN:
        return "a number of so many digits"
    return f"{value}"[:SHOWN]

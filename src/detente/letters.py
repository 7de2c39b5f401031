"""Letters that nobody sees: written as escapes wherever a text leaves the program.

A name, a claim or a file may hold letters that steer a terminal, turn the direction of a line or
have no width. Every writer (terminal, page, log, error) passes its text through `visible` once.
"""

from __future__ import annotations

import re
from typing import Any

UNSEEN = re.compile(
    "["
    "\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f"  # controls, but for the tab and the end of a line
    "\\xad\\u061c\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f"  # directions, no width
    "\\ufeff\\ufff9-\\ufffb\\U000e0000-\\U000e007f"  # order of bytes, notes between lines, tags
    "\\ud800-\\udfff"  # halves of a letter: no file in UTF-8 can hold them
    "]"
    # these two join letters, or keep them apart, in Arabic and the scripts of India alone
    "|(?<![\\u0600-\\u0dff])[\\u200c\\u200d]"
)
"""Letters that steer what shows a text, and have no picture of their own."""


def visible(text: str) -> str:
    """Write letters that steer what shows a text as escapes; tabs and ends of lines are kept.

    Use it where a text is written: once, and on the whole of it.

    Parameters
    ----------
    text : str
        What is written.

    Examples
    --------
    >>> print(visible("Ru\\x1b[31mssia \\u202e"))
    Ru\\x1b[31mssia \\u202e
    """
    return UNSEEN.sub(_escape, text)


def visible_json(text: str) -> str:
    """Write such letters in JSON in JSON's own way: who reads it gets the same value.

    Parameters
    ----------
    text : str
        JSON.

    Examples
    --------
    >>> print(visible_json('"\\x9b"'))
    "\\u009b"
    """
    return UNSEEN.sub(_json_escape, text)


def all_visible(value: Any) -> Any:
    """Make every string of nested plain data visible.

    Parameters
    ----------
    value : dict, list, tuple, str or anything else
        Keys are left as they are.

    Examples
    --------
    >>> all_visible({"a": ["x\\x07", 1]})
    {'a': ['x\\\\x07', 1]}
    """
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, dict):
        return {key: all_visible(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [all_visible(inner) for inner in value]
    return value


def _escape(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")


def _json_escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass")
    halves = (units[place : place + 2].hex() for place in range(0, len(units), 2))
    return "".join(f"\\u{half}" for half in halves)

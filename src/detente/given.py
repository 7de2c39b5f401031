"""Files that users give as text, in TOML or JSON: measured before they are parsed.

Letters in them that nobody sees are written as escapes, for what they say is printed in papers.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import tomli

from detente.errors import DetenteError
from detente.letters import all_visible
from detente.limits import (
    DEEPEST,
    DEEPEST_RECORD,
    LARGEST_RECORD,
    LARGEST_TEXT,
    LONGEST_NUMBER,
    LONGEST_QUOTE,
)

PIECE = re.compile(
    # texts, up to the end where they are left open; a group is not possessive: Python before
    # 3.11.5 matches such groups wrongly where they could go back
    r'"""[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*(?:"{3,5}|\\?\Z)'
    r"|'''[^']*+(?:'(?!'')[^']*+)*(?:'{3,5}|\Z)"
    r'|"[^"\\\n]*+(?:\\.[^"\\\n]*+)*(?:"|\\?$)'
    r"|'[^'\n]*+(?:'|$)"
    r"|\#[^\n]*+",
    re.DOTALL | re.MULTILINE,
)
"""Texts and comments of TOML: what stands in them is neither a bracket nor a key."""
DOTTED = re.compile(rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{DEEPEST}}}")
"""A key of more parts than a file may have."""
LONG_NUMBER = re.compile(rf"(?<![0-9A-Fa-f_])[0-9A-Fa-f_]{{{LONGEST_NUMBER + 1}}}")
"""Digits of a number that is too long; a word of these letters is no value of TOML."""
BRACKETS = re.compile(r"[\[\]{}]")
TEXT = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*(?:"|\\?\Z)', re.DOTALL)
"""A text of JSON."""


class Unfit(ValueError):
    """A text that is larger, deeper or longer than is allowed, or cannot be parsed."""


def is_file(path: Path) -> bool:
    """Tell whether a file is there; one whose name no file can have is not.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Examples
    --------
    >>> is_file(Path("x" * 9999))
    False
    """
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Tell whether a folder is there; one whose name no folder can have is not.

    Parameters
    ----------
    path : pathlib.Path
        The folder.

    Examples
    --------
    >>> is_folder(Path("x" * 9999))
    False
    """
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def is_there(path: Path) -> bool:
    """Tell whether a file or folder is there; what has a name that none can have is not.

    Parameters
    ----------
    path : pathlib.Path
        The file or folder.

    Examples
    --------
    >>> is_there(Path("x" * 9999))
    False
    """
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def read_bytes(path: Path, *, most: int = LARGEST_TEXT) -> bytes:
    """Read a file of at most so many bytes; a device or a pipe without an end is no danger.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    most : int
        Bytes.

    Raises
    ------
    OSError
        Where it cannot be read; a name that no file can have counts as one that is not there.
    Unfit
        Where it has more.
    """
    try:
        if not path.is_file():
            path.stat()
            raise Unfit("it is a folder or a device, not a file")
        with path.open("rb") as file:
            data = file.read(most + 1)
    except Unfit:
        raise
    except ValueError:  # a name with a zero byte
        raise Unfit("no file can have this name") from None
    require_size(data, most)
    return data


def require_size(data: bytes, most: int) -> None:
    """Refuse bytes that are too many.

    Parameters
    ----------
    data : bytes
        What was given.
    most : int
        How many are allowed.

    Raises
    ------
    Unfit
        Where they are more.
    """
    if len(data) > most:
        raise Unfit(f"it has more than {most:,} bytes")


def parse_toml(data: bytes | str, *, as_given: bool = False) -> dict[str, Any]:
    """Parse TOML after its size, depth, keys and numbers were measured.

    Parameters
    ----------
    data : bytes or str
        The whole file.
    as_given : bool
        Whether letters that nobody sees are left for the caller to refuse.

    Raises
    ------
    Unfit
        Where it is too large or too deep, or is not TOML.

    Examples
    --------
    >>> parse_toml(b"a = [1, 2]")
    {'a': [1, 2]}
    >>> parse_toml("a = " + "[" * 100 + "]" * 100)
    Traceback (most recent call last):
    ...
    detente.given.Unfit: it has lists or tables more than 32 deep
    """
    try:
        require_size(data.encode() if isinstance(data, str) else data, LARGEST_TEXT)
        text = (data if isinstance(data, str) else data.decode("utf-8")).replace("\r\n", "\n")
        bare = PIECE.sub("s", text)
        _require_shallow(bare, DEEPEST)
        if DOTTED.search(bare):
            raise Unfit(f"it has a key of more than {DEEPEST} parts")
        if LONG_NUMBER.search(bare):
            raise Unfit(f"it has a number of more than {LONGEST_NUMBER} digits")
        read = tomli.loads(text)
    except Unfit:
        raise
    except (ValueError, RecursionError) as error:
        raise Unfit(first_line(error)) from None
    shown: dict[str, Any] = read if as_given else all_visible(read)
    return shown


def parse_json(data: bytes | str) -> Any:
    """Parse JSON after its size and depth were measured.

    Parameters
    ----------
    data : bytes or str
        The whole file.

    Raises
    ------
    Unfit
        Where it is too large or too deep, holds NaN or a number without end, or is not JSON.

    Examples
    --------
    >>> parse_json('{"a": "[[["}')
    {'a': '[[['}
    """
    try:
        require_size(data.encode() if isinstance(data, str) else data, LARGEST_RECORD)
        text = data if isinstance(data, str) else data.decode("utf-8-sig")
        _require_shallow(TEXT.sub("s", text), DEEPEST_RECORD)
        return all_visible(json.loads(text, parse_constant=_refuse_constant))
    except Unfit:
        raise
    except (ValueError, RecursionError) as error:
        raise Unfit(first_line(error)) from None


def _refuse_constant(written: str) -> None:
    raise Unfit(f"{written} is no number of JSON")


def _require_shallow(bare: str, most: int) -> None:
    """Refuse brackets that are too many inside each other."""
    depth = 0
    for found in BRACKETS.finditer(bare):
        depth = depth + 1 if found[0] in "[{" else max(0, depth - 1)
        if depth > most:
            raise Unfit(f"it has lists or tables more than {most} deep")


def first_line(error: BaseException, most: int = LONGEST_QUOTE) -> str:
    """Give the first line of what a library says of a fault, without what follows.

    Parameters
    ----------
    error : BaseException
        What was raised.
    most : int
        Letters.

    Examples
    --------
    >>> first_line(ValueError("no\\nsecond line")), first_line(ValueError())
    ('no', 'ValueError')
    """
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0][:most]


def reason_of(error: BaseException) -> str:
    """Say why a file could not be read, in a few words.

    Parameters
    ----------
    error : BaseException
        An `OSError`, or `Unfit`.

    Examples
    --------
    >>> reason_of(FileNotFoundError(2, "No such file or directory"))
    'No such file or directory'
    """
    if isinstance(error, DetenteError):
        return error.what
    return getattr(error, "strerror", None) or first_line(error)

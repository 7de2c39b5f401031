"""Reading the files by which a site is set: the theme, the mail server, the staff."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from detente.errors import RequestError
from detente.given import Unfit, parse_toml, read_bytes, reason_of


def own_file(path: Path, *, called: str, of: str, names: Iterable[str]) -> dict[str, Any]:
    """Read a file of a site; an entry that it does not have is refused with the nearest ones.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    called : str
        What it is, as an error begins: ``"the theme"``.
    of : str
        What its entries belong to: ``"a theme"``.
    names : iterable of str
        Its entries.

    Raises
    ------
    RequestError
        Where it cannot be read, or has an entry of another name.
    """
    try:
        given: dict[str, Any] = parse_toml(read_bytes(path))
    except (OSError, Unfit) as error:
        reason = reason_of(error)
        raise RequestError(f"{called} cannot be read ({reason})", where=str(path)) from error
    known = tuple(names)
    for name in given:
        if name not in known:
            near = get_close_matches(name, known)
            raise RequestError(f"'{name}' is nothing of {of}", where=str(path), near=near)
    return given

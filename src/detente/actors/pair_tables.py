"""Hand-made tables of relations: one file a pair, named by both keys."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def named(folder: str) -> dict[frozenset[str], str]:
    """Give the file of each relation in a folder of tables, without reading any.

    Parameters
    ----------
    folder : str
        Folder of tables.

    Examples
    --------
    >>> named("chronology")[frozenset(("NATO", "RUS"))]
    'nato_rus.toml'
    """
    paths = files("detente.actors").joinpath(f"tables/{folder}").iterdir()
    names = sorted(path.name for path in paths if path.name.endswith(".toml"))
    return {frozenset(name.removesuffix(".toml").upper().split("_")): name for name in names}


def read(folder: str, keys: frozenset[str]) -> dict[str, Any] | None:
    """Read the table of a relation; None where there is none.

    Parameters
    ----------
    folder : str
        Folder of tables, such as ``chronology``.
    keys : frozenset of str
        Keys of the two actors.
    """
    name = named(folder).get(keys)
    if name is None:
        return None
    path = files("detente.actors").joinpath(f"tables/{folder}/{name}")
    return tomllib.loads(path.read_text(encoding="utf-8"))

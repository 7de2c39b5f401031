"""Hand-made tables of relations: one file a pair, named by both keys."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def named(folder: str) -> dict[frozenset[str], str]:
    """Give the file of each relation in a folder of tables, without reading any.

    Examples
    --------
    >>> named("chronology")[frozenset(("NATO", "RUS"))]
    'nato_rus.toml'
    """
    found = (
        e.name
        for e in files("detente.actors").joinpath(f"tables/{folder}").iterdir()
        if e.name.endswith(".toml")
    )
    return {frozenset(n.removesuffix(".toml").upper().split("_")): n for n in sorted(found)}


def read(folder: str, keys: frozenset[str]) -> dict[str, Any] | None:
    """Read the table of a relation; None where there is none."""
    name = named(folder).get(keys)
    return (
        tomllib.loads(
            files("detente.actors").joinpath(f"tables/{folder}/{name}").read_text(encoding="utf-8")
        )
        if name
        else None
    )

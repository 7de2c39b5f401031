"""Flatten brief.json to one row a number: the pair, the place of the number, and its value.

A place is made of names, not of positions, wherever the record gives a name: the id of a finding,
the keys of a cell, the id and owner of a series, the year of a value. So a record keeps its places
when something is added to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import polars as pl

NAMES = (
    "id",
    "name",
    "names",
    "block",
    "of",
    "outcome",
    "structure",
    "year",
    "first",
    "table",
    "column",
    "keys",
    "finding",
)
"""Fields that name an entry of a list, in the order in which they are put together."""
BY_YEAR = ("values", "low", "high")
"""Lists that run beside the field `years`."""
NUMBER = re.compile(r"[-+]?(?:\d[\d,]*)?\.?\d+")
"""A figure inside a sentence."""
LEFT_OUT = ("software", "schema")
"""What names the edition of the program, not a measurement."""


def rows(record: dict[str, Any]) -> Iterator[tuple[str, float | None, str]]:
    """Give every number of a record: place, value (None for null), figures of a sentence."""
    for field, value in record.items():
        if field not in LEFT_OUT:
            yield from _walk(value, field)


def frame(records: dict[str, dict[str, Any]]) -> pl.DataFrame:
    """Give every number of several records, in order."""
    found = [(pair, *row) for pair, record in records.items() for row in rows(record)]
    schema = {"pair": pl.String, "place": pl.String, "value": pl.Float64, "figures": pl.String}
    return pl.DataFrame(found, orient="row", schema=schema).sort("pair", "place")


def _walk(value: Any, place: str) -> Iterator[tuple[str, float | None, str]]:
    if isinstance(value, dict):
        for field, inner in value.items():
            if (
                field in BY_YEAR
                and isinstance(inner, list)
                and len(inner) == len(value.get("years", ()))
            ):
                for year, number in zip(value["years"], inner, strict=True):
                    yield from _walk(number, f"{place}.{field}@{year}")
            else:
                yield from _walk(inner, f"{place}.{field}")
    elif isinstance(value, list):
        taken: dict[str, int] = {}
        for position, inner in enumerate(value):
            name = _name(inner, position)
            taken[name] = taken.get(name, 0) + 1
            again = f"#{taken[name]}" if taken[name] > 1 else ""
            yield from _walk(inner, f"{place}[{name}{again}]")
    elif isinstance(value, bool) or value is None:
        yield place, None if value is None else float(value), ""
    elif isinstance(value, int | float):
        yield place, float(value), ""
    elif isinstance(value, str) and NUMBER.search(value):
        yield place, None, " ".join(NUMBER.findall(value))


def _name(entry: Any, position: int) -> str:
    if not isinstance(entry, dict):
        return str(position)
    parts = []
    for field in NAMES:
        if field in entry:
            inner = entry[field]
            parts.append(
                ",".join(f"{k}={v}" for k, v in sorted(inner.items()))
                if isinstance(inner, dict)
                else str(inner)
            )
    return "|".join(parts) or str(position)

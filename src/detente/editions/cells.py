"""Cells as plain rows, each in its place, and back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from detente.errors import EditionError
from detente.evidence.cell import Cell, Key


def plain_cells(cells: Iterable[Cell]) -> list[dict[str, Any]]:
    """Write cells as rows, each in its place.

    Parameters
    ----------
    cells : iterable of Cell
        The cells.
    """
    names = [one.name for one in fields(Cell)]
    return [
        {**{name: getattr(cell, name) for name in names}, "keys": dict(cell.keys)} for cell in cells
    ]


def read_cells(rows: Any) -> list[Cell]:
    """Read the rows that `plain_cells` writes.

    Parameters
    ----------
    rows : list of dict
        One a cell.

    Raises
    ------
    EditionError
        Where a row is no cell.

    Examples
    --------
    >>> cell = Cell("states", "cinc", (("year", 2013),), 0.29, "share", ("cow_nmc",), "mean")
    >>> read_cells(plain_cells([cell])) == [cell]
    True
    """
    try:
        return [Cell(**_fields(row)) for row in rows]
    except (AttributeError, KeyError, TypeError):
        raise EditionError("the table of cells has a row that is no cell") from None


def _fields(row: dict[str, Any]) -> dict[str, Any]:
    keys = tuple((name, _key(value)) for name, value in row["keys"].items())
    return {**row, "keys": keys, "sources": tuple(row["sources"])}


def _key(value: Any) -> Key:
    return tuple(value) if isinstance(value, list) else value

"""Cells: one number of one table, with its source, unit, interval and rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Key = str | int | tuple[int, ...]
"""What a key of a cell may be."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One number and where it stands.

    Attributes
    ----------
    table, column : str
        Table of the starter or the store, and its column.
    keys : tuple of (str, value)
        What names the row, for example ``(("ccode", 365), ("year", 2013))``.
    value : float
        The number, in `unit`.
    low, high : float or None
        Its interval (90 % unless the measure says otherwise); None where the source gives none.
    unit : str
        Unit of the value.
    sources : tuple of str
        Ids of the sources it was computed from.
    rule : str
        How it was computed, in one line.

    Examples
    --------
    >>> Cell(
    ...     "states",
    ...     "cinc",
    ...     (("ccode", 2), ("year", 2013)),
    ...     0.14,
    ...     "share",
    ...     ("cow_nmc",),
    ...     "mean of six shares",
    ... ).year
    2013
    """

    table: str
    column: str
    keys: tuple[tuple[str, Key], ...]
    value: float
    unit: str
    sources: tuple[str, ...]
    rule: str
    low: float | None = None
    high: float | None = None

    @property
    def year(self) -> int | None:
        """Year of the cell, or of its day; None where its key has neither."""
        for name, value in self.keys:
            if name == "year" and isinstance(value, int):
                return value
            if name == "day" and isinstance(value, str):
                return date.fromisoformat(value).year
        return None

    @property
    def is_dated(self) -> bool:
        """Whether it is a fact read on a day, and not the value of a whole year."""
        return any(name == "day" for name, _ in self.keys)

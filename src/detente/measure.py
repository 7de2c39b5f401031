"""Cells, series and measures: numbers that can name where they come from.

A `Cell` is one number of one table. A `Series` is a measure over years for one party or one pair. Structures
return series, findings are built from their cells, and the evidence bundle of a paper writes the cells out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

Key = str | int | tuple[int, ...]
STALE = 12
"""Years after which the newest value of a series no longer describes the view."""


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
        """Year of the cell; None where its key has none."""
        for name, value in self.keys:
            if name == "year" and isinstance(value, int):
                return value
        return None


@dataclass(frozen=True, slots=True)
class Series:
    """A measure over years, for a party, a pair or a third power.

    Attributes
    ----------
    id : str
        Stable name such as ``power.cinc_share``.
    label : str
        What the measure is, as a reader would say it.
    of : str
        Whose it is: ``"NATO"``, ``"NATO | Russia"``.
    unit : str
        Unit of the values.
    table, column : str
        Where the cells stand.
    keys : tuple of (str, value)
        The keys that do not change over the years.
    years : tuple of int, shape (T,)
        Years in which there is a value; a year without one is absent, never zero.
    values : tuple of float, shape (T,)
        The values.
    low, high : tuple of float or None, shape (T,) or empty
        Interval of each value; empty where the source gives none.
    sources : tuple of str
        Ids of the sources.
    rule : str
        How it is computed, in one line.
    method : str
        The entry of the report card that tells how well the method does; empty where nothing is estimated.

    Examples
    --------
    >>> s = Series(
    ...     "power.x",
    ...     "x",
    ...     "A",
    ...     "share",
    ...     "states",
    ...     "x",
    ...     (),
    ...     (1990, 1991),
    ...     (0.5, 0.4),
    ...     ("cow_nmc",),
    ...     "given",
    ... )
    >>> s.last(2013).value, s.at(1990).value, s.at(1980) is None
    (0.4, 0.5, True)
    """

    id: str
    label: str
    of: str
    unit: str
    table: str
    column: str
    keys: tuple[tuple[str, Key], ...]
    years: tuple[int, ...]
    values: tuple[float, ...]
    sources: tuple[str, ...]
    rule: str
    low: tuple[float | None, ...] = field(default=())
    high: tuple[float | None, ...] = field(default=())
    method: str = ""

    def __bool__(self) -> bool:
        return bool(self.years)

    def cells(self) -> Iterator[Cell]:
        """Give each value as a `Cell`."""
        for i, year in enumerate(self.years):
            yield Cell(
                table=self.table,
                column=self.column,
                keys=(*self.keys, ("year", year)),
                value=self.values[i],
                unit=self.unit,
                sources=self.sources,
                rule=self.rule,
                low=self.low[i] if self.low else None,
                high=self.high[i] if self.high else None,
            )

    def at(self, year: int) -> Cell | None:
        """Give the cell of `year`; None where there is none."""
        return next((cell for cell in self.cells() if cell.year == year), None)

    def last(self, year: int) -> Cell | None:
        """Give the newest cell not after `year`; None where there is none."""
        found = None
        for cell in self.cells():
            if cell.year is not None and cell.year <= year:
                found = cell
        return found

    def until(self, year: int) -> Series:
        """Cut the series after `year`, as a view from that year must."""
        return self._where(tuple(i for i, y in enumerate(self.years) if y <= year))

    def after(self, year: int) -> Series:
        """Keep what came after `year`: never mixed with what was known."""
        return self._where(tuple(i for i, y in enumerate(self.years) if y > year))

    def _where(self, kept: tuple[int, ...]) -> Series:
        return replace(
            self,
            years=tuple(self.years[i] for i in kept),
            values=tuple(self.values[i] for i in kept),
            low=tuple(self.low[i] for i in kept) if self.low else (),
            high=tuple(self.high[i] for i in kept) if self.high else (),
        )

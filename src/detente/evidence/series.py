"""Series: a measure over years, for a party, a pair or a third power."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from detente.evidence.cell import Cell, Key

STALE = 12
"""Years after which the newest value of a series no longer describes the view."""


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
        Id of the method; empty where nothing is estimated.

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
        for place in range(len(self.years)):
            yield self._cell(place)

    def _cell(self, place: int) -> Cell:
        year, value = self.years[place], self.values[place]
        low = self.low[place] if self.low else None
        high = self.high[place] if self.high else None
        return Cell(
            table=self.table,
            column=self.column,
            keys=(*self.keys, ("year", year)),
            value=value,
            unit=self.unit,
            sources=self.sources,
            rule=self.rule,
            low=low,
            high=high,
        )

    def at(self, year: int) -> Cell | None:
        """Give the cell of `year`; None where there is none."""
        return self._cell(self.years.index(year)) if year in self.years else None

    def last(self, year: int) -> Cell | None:
        """Give the newest cell not after `year`; None where there is none."""
        newest = max((known for known in self.years if known <= year), default=None)
        return None if newest is None else self.at(newest)

    def split(self, year: int) -> tuple[Series, Series]:
        """Give what was known up to a year, and what came after it, each as a series."""
        known = tuple(i for i, y in enumerate(self.years) if y <= year)
        later = tuple(i for i, y in enumerate(self.years) if y > year)
        return self._where(known), self._where(later)

    def after(self, year: int) -> Series:
        """Give what came after a year: never mixed with what was known."""
        return self.split(year)[1]

    def joined(self, later: Series) -> Series:
        """Add later years of the same measure."""
        return replace(
            self,
            years=(*self.years, *later.years),
            values=(*self.values, *later.values),
            low=(*self.low, *later.low) if self.low else (),
            high=(*self.high, *later.high) if self.high else (),
        )

    def _where(self, kept: tuple[int, ...]) -> Series:
        years = tuple(self.years[place] for place in kept)
        values = tuple(self.values[place] for place in kept)
        low = tuple(self.low[place] for place in kept) if self.low else ()
        high = tuple(self.high[place] for place in kept) if self.high else ()
        return replace(self, years=years, values=values, low=low, high=high)


def need(series: Series, year: int) -> Cell:
    """Give the cell of a year that is known to be there.

    Raises
    ------
    KeyError
        Where it is not.
    """
    cell = series.at(year)
    if cell is None:
        raise KeyError((series.id, year))
    return cell


def newest(series: Series, as_of: int) -> Cell | None:
    """Give the newest cell not after the view; None where it is too old or there is none."""
    cell = series.last(as_of)
    return cell if cell and (cell.year or 0) >= as_of - STALE else None


def base_year(as_of: int, series: tuple[Series, ...], last: int, *, since: int = 0) -> int | None:
    """Choose the year to compare with: 1990 for views after 2000, else twenty years back.

    Parameters
    ----------
    as_of : int
        Year of the view.
    series : tuple of Series
        What is compared.
    last : int
        The later year.
    since : int
        First year in which everybody compared exists as now: a successor is not its predecessor's
        loss.

    Returns
    -------
    int or None
        The nearest in which all have a value; None where they share no year at least five before
        `last`.
    """
    wanted = 1990 if as_of >= 2000 else as_of - 20
    common = set.intersection(*(set(s.years) for s in series)) if series else set()
    early = sorted(y for y in common if since <= y <= last - 5)
    return min(early, key=lambda y: (abs(y - wanted), y)) if early else None

"""The cells of a picture as a table, from the same series that drew it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from detente.evidence.series import Series
from detente.paper.blocks import Grid
from detente.phrasing import decimal, percent_sign

TITLE = "The cells of this picture"
EMPTY = ""
Writer = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of values by year.

    Attributes
    ----------
    head : str
        Whose values.
    by_year : dict of int to str
        The values as they are written.
    """

    head: str
    by_year: dict[int, str]


def two_decimals(value: float) -> str:
    """Write a distance.

    Examples
    --------
    >>> two_decimals(0.686)
    '0.69'
    """
    return decimal(value, 2)


def column(head: str, series: Series, write: Writer) -> Column:
    """Write the values of a series.

    Parameters
    ----------
    head : str
        Whose values.
    series : Series
        What is drawn.
    write : callable
        How a value is written.
    """
    pairs = zip(series.years, series.values, strict=True)
    return Column(head, {year: write(value) for year, value in pairs})


def band_column(head: str, series: Series, write: Writer) -> Column:
    """Write the intervals of a series; empty in years without one."""
    ends = zip(series.years, series.low, series.high, strict=True) if series.low else ()
    known = ((year, low, high) for year, low, high in ends if low is not None and high is not None)
    return Column(head, {year: interval(low, high, write) for year, low, high in known})


def interval(low: float, high: float, write: Writer = percent_sign) -> str:
    """Write an interval.

    Examples
    --------
    >>> interval(0.12, 0.2)
    '12% to 20%'
    """
    return f"{write(low)} to {write(high)}"


def by_year(id: str, columns: Sequence[Column]) -> Grid:
    """Lay out columns by year.

    Parameters
    ----------
    id : str
        Id of the picture.
    columns : sequence of Column
        Values by year.
    """
    return cells(id, ("year", *(one.head for one in columns)), tuple(rows_of(columns)))


def rows_of(columns: Sequence[Column]) -> Iterator[tuple[str, ...]]:
    """Give one row a year: the year, then the values of that year.

    Parameters
    ----------
    columns : sequence of Column
        Values by year.
    """
    for year in sorted({year for one in columns for year in one.by_year}):
        yield (str(year), *(one.by_year.get(year, EMPTY) for one in columns))


def cells(id: str, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Grid:
    """Lay out the cells of a picture.

    Parameters
    ----------
    id : str
        Id of the picture.
    columns : tuple of str
        Heads.
    rows : tuple of tuple of str
        Cells.
    """
    return Grid(f"{id}-cells", TITLE, columns=columns, rows=rows)

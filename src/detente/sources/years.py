"""Years in files: a year that cannot be one is refused before a span is spread over its years."""

from __future__ import annotations

from detente.errors import ParseError

FIRST, LAST = 1, 2200
"""Years that a file may name: from the first of long-run estimates to the end of projections."""
COLUMNS = ("year", "styear", "endyear", "start", "end", "begin")
"""Columns that, where they hold whole numbers, hold years."""


def each_year(first: int, last: int, where: str) -> range:
    """List the years of a span that a file gives.

    Parameters
    ----------
    first, last : int
        Its ends, as the file has them.
    where : str
        Which file or row, for the error.

    Returns
    -------
    range
        Empty where the span runs backwards.

    Raises
    ------
    ParseError
        Where an end is not a whole number, or is not a possible year.

    Examples
    --------
    >>> list(each_year(1990, 1992, "a case"))
    [1990, 1991, 1992]
    >>> each_year(1990, 132768958, "case 7")
    Traceback (most recent call last):
    ...
    detente.errors.ParseError: 132768958 is not a year from 1 to 2200; in case 7
    """
    for year in (first, last):
        if not isinstance(year, int) or not FIRST <= year <= LAST:
            raise ParseError(f"{year} is not a year from {FIRST} to {LAST}", where=where)
    return range(first, last + 1)

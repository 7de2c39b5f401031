"""Days from parts of dates: years, months and days that a source may leave out or only outline."""

from __future__ import annotations

import polars as pl

DECEMBER = 12
DAY, MONTH, YEAR = "day", "month", "year"
"""How exact a day is."""


def last_possible_day(year: str, month: str, day: str) -> pl.Expr:
    """Give the last day that the parts of a date can mean, so that no view sees it too early.

    A day that is missing, zero or not in the month becomes the last of the month; a month that is
    missing, or none of the twelve, becomes December.

    Parameters
    ----------
    year, month, day : str
        Columns of whole numbers.

    Returns
    -------
    polars.Expr
        A date; null where the year is missing.

    Examples
    --------
    >>> parts = pl.DataFrame({"y": [1893, 1998, 1998], "m": [9, 9, None], "d": [31, 0, None]})
    >>> parts.select(last_possible_day("y", "m", "d").cast(pl.String)).to_series().to_list()
    ['1893-09-30', '1998-09-30', '1998-12-31']
    """
    known_month = _month(month).fill_null(DECEMBER)
    end_of_month = pl.date(pl.col(year), known_month, 1).dt.month_end()
    exact = pl.date(pl.col(year), known_month, pl.col(day).clip(1, end_of_month.dt.day()))
    return pl.when(_is_day(year, month, day)).then(exact).otherwise(end_of_month)


def precision(year: str, month: str, day: str) -> pl.Expr:
    """Say how exact a date is: to the day, the month or the year; null where there is none.

    Parameters
    ----------
    year, month, day : str
        Columns of whole numbers.

    Examples
    --------
    >>> parts = pl.DataFrame({"y": [1893, 1998, None], "m": [9, None, None], "d": [30, None, None]})
    >>> parts.select(precision("y", "m", "d")).to_series().to_list()
    ['day', 'year', None]
    """
    to_the_month = pl.when(_month(month).is_null()).then(pl.lit(YEAR)).otherwise(pl.lit(MONTH))
    exact = pl.when(_is_day(year, month, day)).then(pl.lit(DAY)).otherwise(to_the_month)
    return pl.when(pl.col(year).is_not_null()).then(exact)


def _month(month: str) -> pl.Expr:
    """Give a month; null where it is none."""
    return pl.when(pl.col(month).is_between(1, DECEMBER)).then(pl.col(month))


def _is_day(year: str, month: str, day: str) -> pl.Expr:
    """Tell whether a month has such a day."""
    last = pl.date(pl.col(year), _month(month), 1).dt.month_end().dt.day()
    return pl.col(day).is_between(1, last).fill_null(False)

"""Spans of days and of years: the only two ways in which détente speaks of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.errors import DateError

OPEN_END = date(9999, 12, 31)
"""Stands for "still so" wherever a span has no end."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A closed interval of days.

    Attributes
    ----------
    start, end : datetime.date
        First and last day; `end` is `OPEN_END` where the span goes on.

    Examples
    --------
    >>> Span(date(1949, 8, 24), OPEN_END).covers(date(2013, 12, 31))
    True
    """

    start: date
    end: date = OPEN_END

    def covers(self, day: date) -> bool:
        """Tell whether `day` lies in the span.

        Parameters
        ----------
        day : datetime.date
            The day.
        """
        return self.start <= day <= self.end


def year_end(year: int) -> date:
    """Give 31 December of `year`, the day on which détente counts a bloc's members.

    Parameters
    ----------
    year : int
        The year.

    Examples
    --------
    >>> year_end(1990)
    datetime.date(1990, 12, 31)
    """
    return date(year, 12, 31)


def parse_years(text: str) -> tuple[int, int]:
    """Read a span of years as people type it.

    Parameters
    ----------
    text : str
        ``"1946-2010"`` or a single year.

    Returns
    -------
    tuple of int
        First and last year.

    Raises
    ------
    DateError
        Where the text is neither, or runs backwards.

    Examples
    --------
    >>> parse_years("1946-2010"), parse_years("1938")
    ((1946, 2010), (1938, 1938))
    """
    parts = text.replace("–", "-").split("-")
    try:
        numbers = [int(part) for part in parts]
    except ValueError:
        numbers = []
    if len(numbers) not in (1, 2) or numbers[0] > numbers[-1]:
        raise DateError(f"years '{text[:40]}' are not a span", next_step="write them as 1946-2010")
    return numbers[0], numbers[-1]

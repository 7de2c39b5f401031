"""Spans of days and of years: the only two ways in which détente speaks of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.errors import DateError

OPEN_END = date(9999, 12, 31)
"""Stands for "still so" wherever a span has no end."""
YEAR_END = (12, 31)
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
"""As documents name them."""


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


def as_day(when: int | date) -> date:
    """Give the day that a year or a day means: a year is its 31 December.

    Parameters
    ----------
    when : int or datetime.date
        The year or the day.

    Examples
    --------
    >>> as_day(2013), as_day(date(2026, 6, 30))
    (datetime.date(2013, 12, 31), datetime.date(2026, 6, 30))
    """
    return year_end(when) if isinstance(when, int) else when


def years_before(day: date, count: int) -> date:
    """Give the same day so many years earlier; 28 February where there is no 29.

    Parameters
    ----------
    day : datetime.date
        The day.
    count : int
        Years.

    Examples
    --------
    >>> years_before(date(2024, 2, 29), 1), years_before(date(2026, 6, 30), 3)
    (datetime.date(2023, 2, 28), datetime.date(2023, 6, 30))
    """
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - count, day=28 if is_leap_day else day.day)


def last_full_year(day: date) -> int:
    """Give the last year whose 31 December is not after a day.

    Parameters
    ----------
    day : datetime.date
        The day.

    Examples
    --------
    >>> last_full_year(date(2013, 12, 31)), last_full_year(date(2014, 6, 1))
    (2013, 2013)
    """
    return day.year if (day.month, day.day) == YEAR_END else day.year - 1


def date_words(day: date) -> str:
    """Write a day as a sentence has it.

    Parameters
    ----------
    day : datetime.date
        The day.

    Examples
    --------
    >>> date_words(date(2026, 6, 30))
    '30 June 2026'
    """
    return f"{day.day} {day:%B} {day.year}"


def view_words(day: date) -> str:
    """Write the day of a view: the year where it is a 31 December, the day otherwise.

    Parameters
    ----------
    day : datetime.date
        The day.

    Examples
    --------
    >>> view_words(date(2013, 12, 31)), view_words(date(2026, 6, 30))
    ('2013', '30 June 2026')
    """
    return str(day.year) if (day.month, day.day) == YEAR_END else date_words(day)


def month_words(day: date) -> str:
    """Write the day of a view as a title has it: the month where it is a 31 December.

    Parameters
    ----------
    day : datetime.date
        The day.

    Examples
    --------
    >>> month_words(date(2013, 12, 31)), month_words(date(2026, 6, 30))
    ('December 2013', '30 June 2026')
    """
    is_end = (day.month, day.day) == YEAR_END
    return f"December {day.year}" if is_end else date_words(day)


def view_fields(day: date) -> dict[str, int | str]:
    """Give the day of a view as plain data: the last full year, and the day.

    Parameters
    ----------
    day : datetime.date
        The day.

    Examples
    --------
    >>> view_fields(date(2026, 6, 30))
    {'as_of': 2025, 'day': '2026-06-30'}
    """
    return {"as_of": last_full_year(day), "day": day.isoformat()}


def in_words(day: date) -> str:
    """Write the day of a view as a sentence names a time: in a year, or on a day.

    Parameters
    ----------
    day : datetime.date
        The day.

    Examples
    --------
    >>> in_words(date(2013, 12, 31)), in_words(date(2026, 6, 30))
    ('in 2013', 'on 30 June 2026')
    """
    is_end = (day.month, day.day) == YEAR_END
    return f"in {day.year}" if is_end else f"on {date_words(day)}"


def view_key(day: date) -> int | str:
    """Give the day of a view as one value: the year where it is a 31 December, the day otherwise.

    Parameters
    ----------
    day : datetime.date
        The day.

    Examples
    --------
    >>> view_key(date(2013, 12, 31)), view_key(date(2026, 6, 30))
    (2013, '2026-06-30')
    """
    return day.year if (day.month, day.day) == YEAR_END else day.isoformat()


def end_words(day: date) -> str:
    """Write the day of a view as it follows "at" or "by".

    Parameters
    ----------
    day : datetime.date
        The day.

    Examples
    --------
    >>> end_words(date(2013, 12, 31)), end_words(date(2026, 6, 30))
    ('at the end of 2013', 'on 30 June 2026')
    """
    is_end = (day.month, day.day) == YEAR_END
    return f"at the end of {day.year}" if is_end else f"on {date_words(day)}"


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

"""The view: the day from which a relation is looked at."""

from __future__ import annotations

from datetime import date, datetime

from detente.actors.checked import facts_checked_to
from detente.actors.systems import FIRST_YEAR
from detente.errors import DateError, quoted
from detente.span import as_day, date_words, last_full_year

FARTHEST = 999_999_999
"""Years beyond it, before or after, are taken for no years."""


def view_day(as_of: int | str | date | None = None) -> date:
    """Read the view: a year means its 31 December, nothing the day to which facts are checked.

    Parameters
    ----------
    as_of : int, str or datetime.date, optional
        ``2013``, ``"2013"``, ``"2026-06-30"`` or a date.

    Raises
    ------
    DateError
        For what is neither a year nor a day, a day before 1816, or one to which the facts are not
        checked yet.

    Examples
    --------
    >>> view_day(2013), view_day("2022-02-24")
    (datetime.date(2013, 12, 31), datetime.date(2022, 2, 24))
    """
    if as_of is None:
        return facts_checked_to()
    typed = _read(as_of)
    if typed is None:
        raise DateError(f"{quoted(as_of)} is neither a year nor a day", next_step=_choice())
    is_year = isinstance(typed, int)
    # a year outside the range may be no date at all
    year = typed if isinstance(typed, int) else typed.year
    if year < FIRST_YEAR:
        raise DateError(
            f"{typed} lies before the state systems begin in {FIRST_YEAR}", next_step=_choice()
        )
    checked = facts_checked_to()
    if year > checked.year or as_day(typed) > checked:
        what = f"the end of {typed}" if is_year else f"{typed}"
        raise DateError(
            f"{what} lies after {date_words(checked)}, the day to which the facts are checked",
            next_step=_choice(),
        )
    return as_day(typed)


def _choice() -> str:
    checked = facts_checked_to()
    return f"choose a year from {FIRST_YEAR} to {last_full_year(checked)}, or a day up to {checked}"


def _read(as_of: int | str | date) -> int | date | None:
    """Give the year or the day that was meant; None where it is neither."""
    if isinstance(as_of, datetime):
        return as_of.date()
    if isinstance(as_of, date):
        return as_of
    if isinstance(as_of, int):
        return None if isinstance(as_of, bool) or abs(as_of) > FARTHEST else as_of
    if not isinstance(as_of, str):
        return None
    text = as_of.strip()
    # a sign and four digits at most are a year, however far off; a day is written in full
    if text.removeprefix("-").isdecimal() and text.isascii():
        return int(text[:9])
    try:
        return date.fromisoformat(text) if len(text) == len("2026-06-30") else None
    except ValueError:
        return None

"""How far the hand-made tables of facts are checked: one day for all of them."""

from __future__ import annotations

from datetime import date
from functools import cache

from detente.actors.hand_made import table_of
from detente.errors import DateError
from detente.span import date_words

YEAR = 366
STALE_AFTER = 180
"""Days after which a reader is warned that the facts were checked long ago."""


@cache
def facts_checked_to() -> date:
    """Give the day to which all hand-made tables of facts are checked.

    Examples
    --------
    >>> facts_checked_to() >= date(2026, 6, 30)
    True
    """
    day = table_of("checked.toml")["facts_checked_to"]
    if type(day) is not date:
        raise DateError(f"facts_checked_to = {day!r} is not a day", where="checked.toml")
    return day


def checked_long_ago(today: date, view: date) -> str:
    """Say that the facts were checked long ago; empty where they were not.

    A view of more than a year before that day looks at the past, of which nothing is missing.

    Parameters
    ----------
    today : datetime.date
        The day of reading.
    view : datetime.date
        The day of the view.

    Examples
    --------
    >>> checked_long_ago(facts_checked_to(), facts_checked_to())
    ''
    """
    checked = facts_checked_to()
    days = (today - checked).days
    if days <= STALE_AFTER or (checked - view).days > YEAR:
        return ""
    return (
        f"The facts are checked to {date_words(checked)}, {days} days before {date_words(today)}: "
        "what happened since is missing."
    )

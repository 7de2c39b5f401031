"""Names of blocs that say how many members they mean: EU28, the G8, NATO-16."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

from detente.actors.blocs import Bloc
from detente.errors import DateError
from detente.span import OPEN_END, end_words

COUNTED = re.compile(r"(.*?) ?(\d{1,3}|four|five|six|seven|eight|nine|ten|twelve)$")
"""A name that ends in a number, once case and hyphens are set aside."""
WORDS = {"four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12}


def in_parts(folded: str) -> tuple[str, int] | None:
    """Split a name into what is named and the number at its end.

    Parameters
    ----------
    folded : str
        The name as `fold` gives it.

    Examples
    --------
    >>> in_parts("eu28"), in_parts("group of eight"), in_parts("nato")
    (('eu', 28), ('group of', 8), None)
    """
    found = COUNTED.match(folded)
    if found is None:
        return None
    number = found.group(2)
    return found.group(1), WORDS.get(number) or int(number)


def spans_with(bloc: Bloc, count: int) -> list[tuple[date, date]]:
    """Give the first and last days on which a bloc had a number of members.

    Parameters
    ----------
    bloc : Bloc
        The bloc.
    count : int
        The number.

    Examples
    --------
    >>> from detente.actors.blocs import blocs
    >>> [str(day) for span in spans_with(blocs()["EU"], 28) for day in span]
    ['2013-07-01', '2020-01-31']
    """
    steps = [step.span for step in bloc.steps if step.rung == "member"]
    changes = {span.start for span in steps}
    changes |= {span.end + timedelta(days=1) for span in steps if span.end < OPEN_END}
    days = [*sorted(changes), OPEN_END]
    found: list[tuple[date, date]] = []
    for first, after in pairwise(days):
        last = OPEN_END if after == OPEN_END else after - timedelta(days=1)
        if len(bloc.member_letters(first)) != count:
            continue
        if found and found[-1][1] + timedelta(days=1) == first:
            first = found.pop()[0]
        found.append((first, last))
    return found


def check_count(text: str, bloc: Bloc, count: int, day: date) -> None:
    """Refuse a name that says another number of members than the bloc has on a day.

    Parameters
    ----------
    text : str
        The name as it was typed.
    bloc : Bloc
        The bloc.
    count : int
        The number that the name says.
    day : datetime.date
        The day.

    Raises
    ------
    DateError
        Where the numbers differ and the bloc had that number at another time.
    """
    spans = spans_with(bloc, count)
    held = len(bloc.member_letters(day))
    if held == count or not spans:
        return
    # the table ends with the last change; a span that goes on has no last day
    had = " and ".join(
        f"since {first}" if last == OPEN_END else f"from {first} to {last}" for first, last in spans
    )
    raise DateError(
        f"'{text}' names {bloc.label} with {count} members, which it had {had}; "
        f"{end_words(day)} it had {held}",
        next_step=f"ask for {bloc.id}, or choose another day with --as-of",
    )

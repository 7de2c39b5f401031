"""Hand-made tables of relations: one file a pair, named by both keys."""

from __future__ import annotations

import calendar
from datetime import date
from functools import cache
from typing import Any

from detente.actors.checked import facts_checked_to
from detente.actors.hand_made import names_in, table_of
from detente.span import year_end


@cache
def named(folder: str) -> dict[frozenset[str], str]:
    """Give the file of each relation in a folder of tables, without reading any.

    Parameters
    ----------
    folder : str
        Folder of tables.

    Examples
    --------
    >>> named("chronology")[frozenset(("NATO", "RUS"))]
    'nato_rus.toml'
    """
    names = [name.rpartition("/")[2] for name in names_in(folder)]
    return {frozenset(name.removesuffix(".toml").upper().split("_")): name for name in names}


def read(folder: str, keys: frozenset[str]) -> dict[str, Any] | None:
    """Read the table of a relation; None where there is none.

    Parameters
    ----------
    folder : str
        Folder of tables, such as ``chronology``.
    keys : frozenset of str
        Keys of the two actors.
    """
    name = named(folder).get(keys)
    if name is None:
        return None
    return table_of(f"{folder}/{name}")


def checked_to(folder: str, keys: frozenset[str]) -> date | None:
    """Give the day to which the table of a relation is checked; None where there is no table.

    A table without a day of its own is checked as all tables are.

    Parameters
    ----------
    folder : str
        Folder of tables, such as ``chronology``.
    keys : frozenset of str
        Keys of the two actors.

    Examples
    --------
    >>> checked_to("chronology", frozenset(("NATO", "RUS"))) == facts_checked_to()
    True
    """
    table = read(folder, keys)
    return None if table is None else table.get("checked_to", facts_checked_to())


def latest(day: date, precision: str) -> date:
    """Give the last day on which a dated event can have happened.

    A view in the middle of a month or year does not see an event of which only that month or year
    is known; the tables hold nothing later than the day to which they are checked.

    Parameters
    ----------
    day : datetime.date
        As the table has it: the first of the month or year where only that is known.
    precision : {"day", "month", "year"}
        How exact it is.

    Examples
    --------
    >>> latest(date(2013, 2, 1), "month"), latest(date(2013, 1, 1), "year")
    (datetime.date(2013, 2, 28), datetime.date(2013, 12, 31))
    """
    if precision == "day":
        return day
    last = year_end(day.year)
    if precision == "month":
        last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return max(day, min(last, facts_checked_to()))

"""Documents of a row by date: what a view cites was published by then."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, Protocol, TypeVar, cast

from detente.span import MONTHS

BETWEEN = "; "
"""What parts two documents of one row."""
_MONTH = "|".join(MONTHS)
_DAY = re.compile(rf"(?:(\d{{1,2}}) )?({_MONTH}) (\d{{4}})")
_YEAR = re.compile(r"\((\d{4})\)")


def published(document: str) -> date | None:
    """Give the last day that a document names as its own; None where it names none.

    A month means its last day, and a year in brackets, as of a resolution, its 31 December.

    Parameters
    ----------
    document : str
        One document, as a row has it.

    Examples
    --------
    >>> published("Address of the President to Congress, 12 March 1947")
    datetime.date(1947, 3, 12)
    >>> published("S/RES/353 (1974)"), published("Convention of Stockholm")
    (datetime.date(1974, 12, 31), None)
    """
    days = [_day(*found.groups()) for found in _DAY.finditer(document)]
    if days:
        return min(days)
    years = [date(int(year), 12, 31) for year in _YEAR.findall(document)]
    return min(years, default=None)


def _day(day: str | None, month: str, year: str) -> date:
    number = MONTHS.index(month) + 1
    if day is None:
        return date(int(year), number, monthrange(int(year), number)[1])
    return date(int(year), number, int(day))


UNCITED = "own table; the document that it rests on is later than the view"
"""Source of a row at a view from before its only document: it counts as unverified there."""


class Documented(Protocol):
    """A row that names its document."""

    @property
    def source(self) -> str:
        """The documents, with a semicolon between two."""
        ...


Row = TypeVar("Row", bound=Documented)


def as_cited(row: Row, day: date) -> Row:
    """Give a row with those of its documents alone that were out on a day.

    Parameters
    ----------
    row : Fact, Event or PowerTie
        A row whose source names its documents.
    day : datetime.date
        The view.

    Returns
    -------
    Fact, Event or PowerTie
        The row itself where all were out; unverified, with `UNCITED` for its source, where none.
    """
    known = known_documents(row.source, day)
    if known == row.source:
        return row
    changed: dict[str, Any] = {"source": known}
    if not known:
        changed = {"source": UNCITED, "evidence": "", "url": "", "dataset": ""}
    return cast(Row, replace(cast(Any, row), **changed))


@cache
def known_documents(source: str, day: date) -> str:
    """Give those documents of a row that were out on a day; empty where none was.

    Parameters
    ----------
    source : str
        The documents of a row, with a semicolon between two.
    day : datetime.date
        The view.

    Examples
    --------
    >>> both = "Statement by NATO Foreign Ministers, 1 April 2014; Strategic Concept, 29 June 2022"
    >>> known_documents(both, date(2021, 12, 31))
    'Statement by NATO Foreign Ministers, 1 April 2014'
    >>> known_documents("Georgia v. Russia (II), 21 January 2021", date(2013, 12, 31))
    ''
    """
    parts = source.split(BETWEEN)
    known = [part for part in parts if (published(part) or date.min) <= day]
    return BETWEEN.join(known)

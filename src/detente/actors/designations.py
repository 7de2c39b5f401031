"""Designations: how places and seats of disputed status are named, by day, with their footnotes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from detente.actors.hand_made import table_of
from detente.actors.row_sources import Sourced, read_source
from detente.span import OPEN_END, Span


@dataclass(frozen=True, slots=True)
class Designation(Sourced):
    """One name or seat over a span of days, as EU and UN papers print it.

    Attributes
    ----------
    id, title : str
        Stable id, the same for all spans of one name, and the name as it is printed.
    words : tuple of str
        What a text calls it.
    exceptions : tuple of str
        Phrases that hold one of the words and name something else.
    shapes : tuple of str
        Natural Earth's letters of the area.
    span : Span
        Days of the view for which the footnote holds.
    footnote, short : str
        The footnote, and the line that a terminal has room for.
    document : str
        What the footnote follows.
    state, organisation : str
        Letters of the state; of a contested seat also the organisation in which it is.
    called, label : str
        Short name of the state over the span, and what a sentence calls it; empty where the name
        does not change.
    """

    id: str
    title: str
    words: tuple[str, ...]
    exceptions: tuple[str, ...]
    shapes: tuple[str, ...]
    span: Span
    footnote: str
    short: str
    document: str
    state: str
    organisation: str
    called: str
    label: str

    @property
    def is_seat(self) -> bool:
        """Tell whether it is a contested seat rather than a name."""
        return bool(self.organisation)


@cache
def designations() -> tuple[Designation, ...]:
    """Read the table: names first, then contested seats.

    Examples
    --------
    >>> {row.id for row in designations()} >= {"kosovo", "taiwan", "crimea", "myanmar_seat"}
    True
    """
    return tuple(_designation(row) for row in (*_table()["name"], *_table()["seat"]))


@cache
def _table() -> dict[str, list[dict[str, Any]]]:
    """Read the file of names, seats and areas."""
    return table_of("naming.toml")


def _designation(row: dict[str, Any]) -> Designation:
    """Build the designation of one row."""
    needed = {name: row[name] for name in ("id", "title", "footnote", "short", "document")}
    optional = {name: row.get(name, "") for name in ("state", "organisation", "called", "label")}
    texts = needed | optional | read_source(row, where=f"naming.toml, {row['id']}")
    return Designation(
        **texts,
        words=tuple(row["words"]),
        exceptions=tuple(row.get("except", ())),
        shapes=tuple(row.get("shapes", ())),
        span=Span(row["from"], row.get("to", OPEN_END)),
    )


@cache
def in_use(day: date) -> tuple[Designation, ...]:
    """Give the designations that hold on a day.

    Parameters
    ----------
    day : datetime.date
        The day of the view.

    Examples
    --------
    >>> [row.footnote[:5] for row in in_use(date(2005, 12, 31)) if row.id == "kosovo"]
    ['Under']
    >>> "crimea" in {row.id for row in in_use(date(1854, 12, 31))}
    False
    """
    return tuple(row for row in designations() if row.span.covers(day))


def contested_seats(day: date) -> tuple[Designation, ...]:
    """Give the seats whose holder was not who governed, or was disputed, on a day.

    Parameters
    ----------
    day : datetime.date
        The day of the view.

    Examples
    --------
    >>> [(seat.state, seat.organisation) for seat in contested_seats(date(1960, 12, 31))]
    [('CHN', 'United Nations')]
    """
    return tuple(row for row in in_use(day) if row.is_seat)


def name_on(state: str, day: date) -> Designation | None:
    """Give the name that a state had on a day, where it differs from the present one.

    Parameters
    ----------
    state : str
        Its letters in the crosswalk.
    day : datetime.date
        The day.

    Examples
    --------
    >>> name_on("MKD", date(2010, 12, 31)).called, name_on("MKD", date(2020, 12, 31))
    ('FYR Macedonia', None)
    """
    return next((row for row in in_use(day) if row.called and row.state == state), None)


@dataclass(frozen=True, slots=True)
class NewName(Sourced):
    """Another name that a state took.

    Attributes
    ----------
    was, now : str
        The name of our tables, and the one that the United Nations print.
    start : datetime.date
        First day of the view that prints it.
    exceptions : tuple of str
        Phrases that hold the old name and name something else.
    document : str
        What gave the name.
    """

    was: str
    now: str
    start: date
    exceptions: tuple[str, ...]
    document: str


@cache
def new_names(day: date) -> tuple[NewName, ...]:
    """Give the names that states had taken by a day and that our tables lack.

    Parameters
    ----------
    day : datetime.date
        The day of the view.

    Examples
    --------
    >>> [one.now for one in new_names(date(2022, 6, 1))]
    ['Türkiye', 'Timor-Leste']
    >>> [one.now for one in new_names(date(2022, 5, 31))]
    ['Timor-Leste']
    """
    rows = (_new_name(row) for row in _table()["renamed"])
    return tuple(row for row in rows if row.start <= day)


def _new_name(row: dict[str, Any]) -> NewName:
    """Build the new name of one row."""
    return NewName(
        **read_source(row, where=f"naming.toml, {row['was']}"),
        was=row["was"],
        now=row["now"],
        start=row["from"],
        exceptions=tuple(row.get("except", ())),
        document=row["document"],
    )


def area_name(shape: str, day: date) -> str:
    """Give the printed name of an area of Natural Earth's; empty where the tables have none.

    Parameters
    ----------
    shape : str
        Natural Earth's letters.
    day : datetime.date
        The day of the view.

    Examples
    --------
    >>> area_name("B20", date(2020, 12, 31)), area_name("B21", date(2020, 12, 31))
    ('northern Cyprus', 'Hans Island')
    """
    area = _areas().get(shape, {})
    return next((row.title for row in in_use(day) if shape in row.shapes), area.get("name", ""))


def is_designated(shape: str, day: date) -> bool:
    """Tell whether an area of Natural Earth's has a footnote of its own on a day.

    Parameters
    ----------
    shape : str
        Natural Earth's letters.
    day : datetime.date
        The day of the view.

    Examples
    --------
    >>> is_designated("B89", date(2020, 12, 31)), is_designated("B29", date(2020, 12, 31))
    (True, False)
    """
    return any(shape in row.shapes for row in in_use(day))


def is_settled(shape: str, day: date) -> bool:
    """Tell whether an area of Natural Earth's was disputed no longer on a day.

    Parameters
    ----------
    shape : str
        Natural Earth's letters.
    day : datetime.date
        The day of the view.

    Examples
    --------
    >>> is_settled("B21", date(2021, 12, 31)), is_settled("B21", date(2022, 12, 31))
    (False, True)
    """
    settled: date = _areas().get(shape, {}).get("settled", OPEN_END)
    return settled <= day


@cache
def _areas() -> dict[str, dict[str, Any]]:
    """Read the names of areas, by Natural Earth's letters."""
    return {row["shape"]: row for row in _table()["area"]}

"""Releases of series: in which month a producer publishes, and on which days it did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from detente.actors.fact_rows import Layout, Row, read, sourced
from detente.actors.pair_tables import latest
from detente.actors.row_sources import Sourced
from detente.errors import DateError, RequestError

MONTHS = range(1, 13)
FIRST_OF_MONTH = 1
NO_SOURCE = "none"
"""What a series has in place of sources that this library does not hold."""
SERIES = Layout(
    file="releases.toml",
    kind="series",
    fields={
        "id": str,
        "name": str,
        "producer": str,
        "sources": str,
        "months": str,
        "since": int,
        "until": int,
        "lag": int,
    },
    required=("id", "name", "producer", "sources", "since"),
    sourced=False,
)
EDITIONS = Layout(
    file="releases.toml",
    kind="edition",
    fields={"series": str, "edition": str, "on": date, "precision": str, "to_year": int},
    required=("series", "edition", "on"),
    words={"precision": ("day", "month", "year")},
    sourced=False,
)


@dataclass(frozen=True, slots=True)
class Edition(Sourced):
    """One edition of a series.

    Attributes
    ----------
    series, edition : str
        Id of the series, and the producer's name of the edition.
    on : datetime.date
        Day on which it came out; the first of the month or year where `precision` says so.
    precision : {"day", "month", "year"}
        How exact the day is.
    to_year : int or None
        Last year of its data; None where the row does not say.
    """

    series: str
    edition: str
    on: date
    precision: str = "day"
    to_year: int | None = None


@dataclass(frozen=True, slots=True)
class Released:
    """A series, the months in which it comes out, and its editions.

    Attributes
    ----------
    id, name, producer : str
        Short id, what a sentence calls it, and who publishes it.
    sources : tuple of str
        Ids of the sources of this library that hold it; empty where none does.
    months : tuple of int
        Months in which it comes out each year; empty where it has no rhythm.
    since, until : int, int or None
        First year of that rhythm, and the last; None where it goes on.
    lag : int
        Years from the last year of data to the year of release.
    editions : tuple of Edition
        The oldest first.
    """

    id: str
    name: str
    producer: str
    sources: tuple[str, ...]
    months: tuple[int, ...]
    since: int
    until: int | None = None
    lag: int = 1
    editions: tuple[Edition, ...] = ()

    def newest(self, day: date) -> Edition | None:
        """Give the newest edition that was out on a day; None where none was.

        Parameters
        ----------
        day : datetime.date
            The day.
        """
        out = [one for one in self.editions if latest(one.on, one.precision) <= day]
        return out[-1] if out else None

    def due_after(self, day: date) -> date | None:
        """Give the first of the month in which the next edition is due; None without a rhythm.

        The month of the day itself counts while no edition of it is out: a rhythm gives a month,
        not a day.

        Parameters
        ----------
        day : datetime.date
            The day.

        Examples
        --------
        >>> released()["sipri_milex"].due_after(date(2025, 12, 31))
        datetime.date(2026, 4, 1)
        """
        years = (day.year, day.year + 1)
        ahead = [date(year, month, FIRST_OF_MONTH) for year in years for month in self.months]
        this_month = day.replace(day=FIRST_OF_MONTH)
        newest = self.newest(day)
        out = newest is not None and newest.on.replace(day=FIRST_OF_MONTH) >= this_month
        due = [month for month in ahead if month > this_month or (month == this_month and not out)]
        in_rhythm = [
            month for month in due if self.since <= month.year <= (self.until or month.year)
        ]
        return min(in_rhythm, default=None)


def released_of(row: Row, editions: tuple[Edition, ...]) -> Released:
    """Build a series from its row.

    Parameters
    ----------
    row : dict
        A row that was checked.
    editions : tuple of Edition
        Editions of every series.

    Raises
    ------
    RequestError
        Where a month is none.
    DateError
        Where its rhythm ends before it begins.
    """
    where = row["where"]
    written = row.get("months", "").split()
    if not all(month.isdigit() and int(month) in MONTHS for month in written):
        raise RequestError(f"'months' are '{row['months']}', not numbers of 1 to 12", where=where)
    until = row.get("until")
    if until is not None and until < row["since"]:
        raise DateError(f"its rhythm ends in {until}, before {row['since']}", where=where)
    own = tuple(one for one in editions if one.series == row["id"])
    sources = tuple(name for name in row["sources"].split() if name != NO_SOURCE)
    months = tuple(sorted(int(month) for month in written))
    said = {name: row[name] for name in ("id", "name", "producer", "since")}
    return Released(
        **said,
        sources=sources,
        months=months,
        until=until,
        lag=row.get("lag", 1),
        editions=own,
    )


def edition_of(row: Row, known: frozenset[str]) -> Edition:
    """Build an edition from its row.

    Parameters
    ----------
    row : dict
        A row that was checked.
    known : frozenset of str
        Ids of the series.

    Raises
    ------
    RequestError
        Where nobody knows its series.
    """
    if row["series"] not in known:
        raise RequestError(
            f"no series has the id '{row['series']}'", where=row["where"], near=sorted(known)
        )
    return Edition(
        series=row["series"],
        edition=row["edition"],
        on=row["on"],
        precision=row.get("precision", "day"),
        to_year=row.get("to_year"),
        **sourced(row),
    )


@cache
def released() -> dict[str, Released]:
    """Read the series with their editions, by id.

    Examples
    --------
    >>> len(released())
    12
    """
    rows = read(SERIES)
    known = frozenset(row["id"] for row in rows)
    editions = sorted((edition_of(row, known) for row in read(EDITIONS)), key=lambda one: one.on)
    return {row["id"]: released_of(row, tuple(editions)) for row in rows}


def of_source(source: str) -> Released | None:
    """Give the series that a source of this library holds; None where none is followed.

    Parameters
    ----------
    source : str
        Id of the source.

    Examples
    --------
    >>> of_source("vdem").name
    'V-Dem'
    """
    return next((one for one in released().values() if source in one.sources), None)

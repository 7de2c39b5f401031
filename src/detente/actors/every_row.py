"""Every row of the hand-made tables that states a fact, whatever its table, with its source.

The readers of the tables give facts as sentences need them; here they are rows of files, so that
they can be counted by class, drawn for a second reading, and compared with each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from detente.actors.hand_made import names_in, table_of
from detente.actors.row_sources import SOURCE_KEYS, Sourced, read_source
from detente.actors.source_rules import CLASSES, document_of, fact_day

LADDERS, BODIES, EVENTS = "blocs", "bodies", "chronology"
"""Folders of tables with ladders, joint bodies and chronologies."""
OWN_BLOC = {LADDERS: "id", "rungs": "bloc"}
"""Folders whose files are of one bloc, and the field that names it."""
PAIRS = (BODIES, EVENTS)
"""Folders of which the account of a bloc counts the rows."""
BY_PAIR = (*PAIRS, "decisions")
"""Folders whose files are named by two parties."""
SAYS_SOURCE = ("document", "founding_act", "source", "symbol", *SOURCE_KEYS)
"""Fields that say something of the source of a row."""
NO_FACTS = ("called.toml", "checked.toml", "relations/deviations.toml")
"""Files that state no facts: words in speeches, the day of the tables, differences of data sets."""
WHO = ("a", "b", "id", "parties", "bloc", "state", "states", "host", "sender", "donor", "recipient")
NAMES = ("name", "symbol", "edition", "organ", "kind", "producer")
SAYS = (*NAMES, "what", "land", "form", "measure", "title", "note")
"""Fields that say whom a row is about, and what it states."""
HEADS = ("bloc", "state")
"""Fields that a table with rows inside says for them."""
NOTHING: Mapping[str, Any] = {}
"""What a row at the top takes from a table above it."""
LATER = ("office", "series")
"""Fields that say the rest."""
LADDERS_TO_READ = ("NATO", "EU", "CSTO")
LADDERS_SINCE, EVENTS_SINCE = date(1991, 1, 1), date(2014, 1, 1)
"""Ladders, and days since which rows of ladders and events must nearly all have been read."""
FIRST_DAY = date(1, 1, 1)
"""Day of a row that has none."""


@dataclass(frozen=True, slots=True)
class FactRow:
    """One row of a file that states a fact.

    Attributes
    ----------
    file : str
        The file (``"blocs/nato.toml"``).
    place : int
        Its place in the file, from 1.
    parties : frozenset of str
        Letters of states and ids of blocs that it is about.
    day : datetime.date
        Its first day; the first of the month or year where `precision` says so; `FIRST_DAY` where
        the row has none.
    precision : str
        ``"day"``, ``"month"`` or ``"year"``.
    what : str
        What it states, in words.
    document : str
        The document that it names; empty where it names only a list.
    origin : Sourced
        What it says of its source.
    """

    file: str
    place: int
    parties: frozenset[str]
    day: date
    precision: str
    what: str
    document: str
    origin: Sourced

    @property
    def table(self) -> str:
        """The folder of its file, or the file itself (``"blocs"``)."""
        return self.file.removesuffix(".toml").partition("/")[0]

    @property
    def evidence_class(self) -> str:
        """Its class, one of `CLASSES`."""
        return self.origin.evidence_class

    @property
    def reference(self) -> str:
        """File and place (``"blocs/nato.toml 14"``)."""
        return f"{self.file} {self.place}"


@cache
def every_row() -> tuple[FactRow, ...]:
    """Read every row that states a fact, file by file.

    Examples
    --------
    >>> {"blocs", "bodies", "chronology", "relations"} <= {row.table for row in every_row()}
    True
    """
    return tuple(row for name in names_in() for row in rows_of_file(name, table_of(name)))


def rows_of_file(file: str, table: Mapping[str, Any]) -> tuple[FactRow, ...]:
    """Give the rows of one file that state a fact.

    Parameters
    ----------
    file : str
        Its name in the folder of tables.
    table : mapping
        What it says.

    Examples
    --------
    >>> met = {"date": date(2002, 5, 28), "what": "First meeting", "source": "Rome Declaration"}
    >>> [row.reference for row in rows_of_file("chronology/nato_rus.toml", {"event": [met]})]
    ['chronology/nato_rus.toml 1']
    """
    if file in NO_FACTS:
        return ()
    rows = (row for inner in table.values() for row in _rows_in(inner))
    return tuple(_fact(file, place, table, row=row) for place, row in enumerate(rows, start=1))


def _rows_in(
    value: object, above: Mapping[str, Any] = NOTHING, depth: int = 0
) -> Iterator[dict[str, Any]]:
    """Give every table below a value that says something of its source, or has a day of its own.

    Inside a row only what has a source is one: the members of an arrangement are dated by it. Rules
    with words to look for state no fact.
    """
    if isinstance(value, list):
        for inner in value:
            yield from _rows_in(inner, above, depth + 1)
    elif isinstance(value, Mapping):
        dated = depth == 1 and "words" not in value and fact_day(value) is not None
        if dated or any(name in value for name in SAYS_SOURCE):
            yield {**above, **value}
        else:
            above = {**above, **{name: value[name] for name in HEADS if name in value}}
        if "name" in value:
            above = {**above, "above": str(value["name"])}
        for inner in value.values():
            yield from _rows_in(inner, above, depth + 1)


def _fact(file: str, place: int, table: Mapping[str, Any], *, row: dict[str, Any]) -> FactRow:
    """Build the fact of one row."""
    said = read_source(row, where=f"{file}, row {place}")
    return FactRow(
        file=file,
        place=place,
        parties=_parties(file, table, row),
        day=fact_day(row) or _first_inside(row),
        precision=_precision(row),
        what=_words(row),
        document=document_of(row),
        origin=Sourced(**said),
    )


def _parties(file: str, table: Mapping[str, Any], row: Mapping[str, Any]) -> frozenset[str]:
    """Name whom a row is about: the bloc of a ladder and its states, or the pair of a file."""
    folder, _, name = file.removesuffix(".toml").rpartition("/")
    if folder in BY_PAIR:
        return frozenset(name.upper().split("_"))
    own = [str(table[OWN_BLOC[folder]])] if folder in OWN_BLOC else []
    named = [word for field in WHO for word in str(row.get(field, "")).split()]
    return frozenset((*own, *named))


def _precision(row: Mapping[str, Any]) -> str:
    """Tell how exactly the first day is known; a field with a number holds a year."""
    if isinstance(row.get("from"), int):
        return "year"
    fields = ("precision", "from_precision", "founded_precision")
    return next((str(row[name]) for name in fields if name in row), "day")


def _first_inside(row: Mapping[str, Any]) -> date:
    """Give the first day of the lists in a row (an arrangement's members)."""
    lists = (inner for inner in row.values() if isinstance(inner, list))
    days = [fact_day(one) for inner in lists for one in inner if isinstance(one, Mapping)]
    return min((day for day in days if day is not None), default=FIRST_DAY)


def _words(row: Mapping[str, Any]) -> str:
    """Write what a row states."""
    if "was" in row:
        return f"{row['was']}: {row['now']}"
    if "says" in row:
        return f"{row['rung']} {row['effect']}, {row['topic']}: {row['says']}"
    if "rung" in row:
        return f"{row['states']} {row.get('state', row['rung'])}: {row['form']}"
    who = " ".join(str(row[name]) for name in WHO if name in row)
    said = ", ".join(str(row[name]) for name in ("above", *SAYS, *LATER) if row.get(name))
    return f"{who} {said}".strip()


def about_bloc(bloc: str) -> tuple[FactRow, ...]:
    """Give the rows of a bloc's ladder, and of its joint bodies and chronologies with others.

    Parameters
    ----------
    bloc : str
        Its id.

    Examples
    --------
    >>> {row.table for row in about_bloc("NATO")} == {"blocs", "bodies", "chronology"}
    True
    """
    ladder = f"{LADDERS}/{bloc.lower()}.toml"
    return tuple(
        row
        for row in every_row()
        if row.file == ladder or (row.table in PAIRS and bloc in row.parties)
    )


def about_pair(one: str, other: str) -> tuple[FactRow, ...]:
    """Give the rows about two parties in any table.

    Parameters
    ----------
    one, other : str
        Letters of a state or id of a bloc.

    Examples
    --------
    >>> "bodies" in {row.table for row in about_pair("RUS", "NATO")}
    True
    """
    return tuple(row for row in every_row() if {one, other} <= row.parties)


def by_class(rows: Iterable[FactRow]) -> dict[str, int]:
    """Count rows by class, the strongest first; a class without rows is 0.

    Parameters
    ----------
    rows : iterable of FactRow
        The rows.

    Examples
    --------
    >>> by_class([])
    {'verified': 0, 'reported': 0, 'unverified': 0}
    """
    counts = Counter(row.evidence_class for row in rows)
    return {name: counts[name] for name in CLASSES}


def share_read(rows: Iterable[FactRow]) -> float:
    """Give the share of rows of which a page or data set that states them was read.

    Parameters
    ----------
    rows : iterable of FactRow
        The rows; none have a share of 0.

    Examples
    --------
    >>> share_read([])
    0.0
    """
    counts = by_class(rows)
    total = sum(counts.values())
    return (counts["verified"] + counts["reported"]) / total if total else 0.0


def sets_to_read() -> dict[str, tuple[FactRow, ...]]:
    """Give the sets of rows of which nearly all must have been read, by name.

    Examples
    --------
    >>> [name for name in sets_to_read() if name.startswith("ladder")]
    ['ladder of NATO since 1991', 'ladder of EU since 1991', 'ladder of CSTO since 1991']
    """
    ladders = {f"ladder of {bloc} since 1991": _ladder_since_1991(bloc) for bloc in LADDERS_TO_READ}
    rows = every_row()
    joint = tuple(row for row in rows if row.file == "bodies/nato_rus.toml")
    events = tuple(row for row in rows if row.table == EVENTS and row.day >= EVENTS_SINCE)
    return {
        **ladders,
        "joint bodies of NATO and Russia": joint,
        "events of all chronologies since 2014": events,
    }


def _ladder_since_1991(bloc: str) -> tuple[FactRow, ...]:
    """Give the rows of a ladder since 1991."""
    file = f"{LADDERS}/{bloc.lower()}.toml"
    return tuple(row for row in every_row() if row.file == file and row.day >= LADDERS_SINCE)

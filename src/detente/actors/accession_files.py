"""Accession files: chapters opened and closed, alignment and conditions of states that would join.

One table by hand, with a file for each state that seeks to join the European Union.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from detente.actors.blocs import blocs
from detente.actors.hand_made import table_of
from detente.actors.parties import known_parties
from detente.actors.row_sources import Sourced, read_source
from detente.actors.strict_rows import SOURCE, check_row, one_of
from detente.errors import DateError, RequestError
from detente.span import year_end

OPENED, CLOSED = "opened", "closed"
KINDS = (OPENED, CLOSED)
"""What may happen to a chapter; closed is provisional until the treaty is signed."""
LAST_CHAPTER = 35
COUNTED = ("month", "year")
"""What a share is counted up to the end of."""
CLUSTERS: Mapping[int, frozenset[int]] = {
    1: frozenset((5, 18, 23, 24, 32)),
    2: frozenset((1, 2, 3, 4, 6, 7, 8, 9, 28)),
    3: frozenset((10, 16, 17, 19, 20, 25, 26, 29)),
    4: frozenset((14, 15, 21, 27)),
    5: frozenset((11, 12, 13, 22, 33)),
    6: frozenset((30, 31)),
}
"""Chapters of the six clusters, by the Commission's methodology of 2020 (COM(2020) 57)."""
TURN = {**SOURCE, "date": date, "kind": str, "chapters": list}
ALIGNMENT = {**SOURCE, "date": date, "precision": str, "share": float, "producer": str}
CONDITION = {**SOURCE, "from": date, "to": date, "by": str, "what": str, "stops": str, "about": str}
FILE = {
    "state": str,
    "bloc": str,
    "chapters": int,
    "event": list,
    "alignment": list,
    "condition": list,
    "unrecognised": list,
}
UNRECOGNISED = {**SOURCE, "from": date, "by": str}


@dataclass(frozen=True, slots=True)
class Turn(Sourced):
    """A day on which chapters were opened or provisionally closed.

    Attributes
    ----------
    date : datetime.date
        The day.
    kind : str
        One of `KINDS`.
    chapters : tuple of int
        Their numbers.
    source : str
        The document.
    """

    date: date
    kind: str
    chapters: tuple[int, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Alignment(Sourced):
    """The part of a bloc's foreign-policy statements and decisions that a state joined.

    Attributes
    ----------
    end : datetime.date
        Last day of the month or year up to which texts are counted.
    precision : {"month", "year"}
        How exact that day is.
    share : float
        The part.
    producer, source : str
        Who counts, and the document. Producers count different texts.
    """

    end: date
    precision: str
    share: float
    producer: str
    source: str

    @property
    def known_from(self) -> date:
        """Give the day from which it is known: that of the document, else the end of the count."""
        return self.document_date or self.end


@dataclass(frozen=True, slots=True)
class Requirement(Sourced):
    """A condition that a decision sets, and what waits for it.

    Attributes
    ----------
    start : datetime.date
        First day.
    end : datetime.date or None
        Last day; None where it is open.
    by, what, stops : str
        Who sets it, what is asked, and what waits for it.
    source : str
        The document.
    chapters : tuple of int
        The chapters that it names; empty where it names none.
    about : str
        Letters of the state that it asks to come to terms with; empty where it names none.
    """

    start: date
    end: date | None
    by: str
    what: str
    stops: str
    source: str
    chapters: tuple[int, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Unrecognised(Sourced):
    """Members of the bloc that do not recognise the state.

    Attributes
    ----------
    start : datetime.date
        First day on which the state could be recognised.
    by : tuple of str
        Their letters.
    source : str
        The document.
    """

    start: date
    by: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class AccessionFile:
    """The accession file of one state.

    Attributes
    ----------
    state, bloc : str
        Letters of the state, and id of the bloc.
    chapters : int
        Chapters of its talks, as the bloc counts them.
    turns : tuple of Turn
        By date.
    alignments : tuple of Alignment
        By the end of what is counted.
    requirements : tuple of Requirement
        By first day.
    unrecognised : Unrecognised or None
        Members that do not recognise the state; None where all do.
    """

    state: str
    bloc: str
    chapters: int
    turns: tuple[Turn, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    unrecognised: Unrecognised | None = None

    def known_by(self, day: date) -> AccessionFile:
        """Give the file as a day knew it.

        Parameters
        ----------
        day : datetime.date
            The day; what came later is left out, and a condition met later is open.
        """
        begun = (one for one in self.requirements if one.start <= day)
        known = (
            replace(one, end=None) if one.end is not None and one.end > day else one
            for one in begun
        )
        counted = tuple(one for one in self.alignments if one.known_from <= day)
        return replace(
            self,
            turns=tuple(turn for turn in self.turns if turn.date <= day),
            alignments=counted,
            requirements=tuple(known),
            unrecognised=self._unrecognised_on(day),
        )

    def _unrecognised_on(self, day: date) -> Unrecognised | None:
        known = self.unrecognised
        return known if known is not None and known.start <= day else None

    def _of(self, kind: str) -> frozenset[int]:
        return frozenset(
            number for turn in self.turns if turn.kind == kind for number in turn.chapters
        )

    @property
    def opened(self) -> frozenset[int]:
        """Chapters that were opened, those closed since among them."""
        return self._of(OPENED)

    @property
    def closed(self) -> frozenset[int]:
        """Chapters that are provisionally closed."""
        return self._of(CLOSED)

    @property
    def clusters(self) -> tuple[int, ...]:
        """Clusters of which every chapter was opened."""
        return tuple(number for number, inside in CLUSTERS.items() if inside <= self.opened)

    def last(self, kind: str) -> Turn | None:
        """Give the last day on which chapters were opened, or closed; None where none was.

        Parameters
        ----------
        kind : str
            One of `KINDS`.
        """
        return next((turn for turn in reversed(self.turns) if turn.kind == kind), None)

    @property
    def open_requirements(self) -> tuple[Requirement, ...]:
        """Conditions that are not met."""
        return tuple(one for one in self.requirements if one.end is None)


def read_files(rows: list[dict[str, Any]], where: str) -> tuple[AccessionFile, ...]:
    """Build the accession files of a table and refuse a row that breaks the rules.

    Parameters
    ----------
    rows : list of dict
        A row for each state, as the table has them.
    where : str
        Name of the table, for the error.

    Returns
    -------
    tuple of AccessionFile

    Raises
    ------
    RequestError
        Where a row lacks a field, has an unknown one, names nobody, or opens a chapter twice.
    DateError
        Where a chapter is closed before it is opened, or a condition ends before it begins.
    """
    read = tuple(_file(row, where) for row in rows)
    states = [(one.bloc, one.state) for one in read]
    for key in states:
        if states.count(key) > 1:
            raise RequestError(f"{key[1]} has two files with {key[0]}", where=where)
    return read


def _file(row: dict[str, Any], where: str) -> AccessionFile:
    """Build the file of one state."""
    check_row(row, FILE, required=("state", "bloc", "chapters"), where=where)
    one_of(row, "bloc", blocs(), where)
    one_of(row, "state", known_parties(), where)
    here = f"{where}, {row['state']}"
    turns = [_turn(turn, f"{here}, event {place}") for place, turn in _numbered(row, "event")]
    counted = [_alignment(one, f"{here}, alignment {n}") for n, one in _numbered(row, "alignment")]
    asked = [_requirement(one, f"{here}, condition {n}") for n, one in _numbered(row, "condition")]
    ordered = tuple(sorted(turns, key=lambda turn: (turn.date, KINDS.index(turn.kind))))
    _check_order(ordered, row["chapters"], here)
    counts = tuple(sorted(counted, key=lambda one: (one.end, one.producer)))
    return AccessionFile(
        row["state"],
        row["bloc"],
        chapters=row["chapters"],
        turns=ordered,
        alignments=counts,
        requirements=tuple(sorted(asked, key=lambda one: (one.start, one.by))),
        unrecognised=next(_unrecognised(row, here), None),
    )


def _unrecognised(row: dict[str, Any], here: str) -> Iterator[Unrecognised]:
    """Build the row of who does not recognise the state, where there is one."""
    for place, one in _numbered(row, "unrecognised"):
        where = f"{here}, unrecognised {place}"
        check_row(one, UNRECOGNISED, required=("from", "by", "source"), where=where)
        by = tuple(one["by"].split())
        for letters in by:
            one_of({"by": letters}, "by", known_parties(), where)
        yield Unrecognised(one["from"], by=by, source=one["source"], **read_source(one, where))


def _numbered(row: Mapping[str, Any], name: str) -> enumerate[dict[str, Any]]:
    return enumerate(row.get(name, ()), start=1)


def _turn(row: dict[str, Any], where: str) -> Turn:
    """Build the row of a day on which chapters were opened or closed."""
    check_row(row, TURN, required=("date", "kind", "chapters", "source"), where=where)
    one_of(row, "kind", KINDS, where)
    chapters = _chapters(row["chapters"], where)
    return Turn(
        row["date"],
        row["kind"],
        chapters=chapters,
        source=row["source"],
        **read_source(row, where),
    )


def _chapters(numbers: list[Any], where: str) -> tuple[int, ...]:
    """Refuse what is no number of a chapter, and a chapter that is named twice."""
    for number in numbers:
        if type(number) is not int or not 1 <= number <= LAST_CHAPTER:
            raise RequestError(f"no chapter has the number {number!r}", where=where)
    if len(set(numbers)) < len(numbers):
        raise RequestError(f"a chapter is named twice in {numbers}", where=where)
    return tuple(sorted(numbers))


def _alignment(row: dict[str, Any], where: str) -> Alignment:
    """Build the row of a share."""
    needed = ("date", "precision", "share", "producer", "source")
    check_row(row, ALIGNMENT, required=needed, where=where)
    one_of(row, "precision", COUNTED, where)
    if not 0 <= row["share"] <= 1:
        raise RequestError(f"the share {row['share']} is not between 0 and 1", where=where)
    first, precision = row["date"], row["precision"]
    end = year_end(first.year)
    if precision == "month":
        end = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return Alignment(
        end,
        precision,
        share=row["share"],
        producer=row["producer"],
        source=row["source"],
        **read_source(row, where),
    )


def _requirement(row: dict[str, Any], where: str) -> Requirement:
    """Build the row of a condition."""
    fields = {**CONDITION, "chapters": list}
    check_row(row, fields, required=("from", "by", "what", "stops", "source"), where=where)
    end = row.get("to")
    if end is not None and end < row["from"]:
        raise DateError(f"it ends on {end}, before it begins on {row['from']}", where=where)
    words = {name: row[name] for name in ("by", "what", "stops", "source")}
    if "about" in row:
        one_of(row, "about", known_parties(), where)
    return Requirement(
        start=row["from"],
        end=end,
        chapters=_chapters(row.get("chapters", []), where),
        about=row.get("about", ""),
        **words,
        **read_source(row, where),
    )


def _check_order(turns: tuple[Turn, ...], chapters: int, where: str) -> None:
    """Refuse a chapter that is opened twice, or closed without having been opened."""
    seen: dict[str, set[int]] = {OPENED: set(), CLOSED: set()}
    for turn in turns:
        twice = seen[turn.kind] & set(turn.chapters)
        if twice:
            raise RequestError(f"chapter {min(twice)} is {turn.kind} twice", where=where)
        seen[turn.kind] |= set(turn.chapters)
        early = seen[CLOSED] - seen[OPENED]
        if early:
            raise DateError(
                f"chapter {min(early)} is closed on {turn.date}, before it is opened", where=where
            )
    if len(seen[OPENED]) > chapters:
        raise RequestError(
            f"{len(seen[OPENED])} chapters are opened, of {chapters} in all", where=where
        )


@cache
def accession_files() -> tuple[AccessionFile, ...]:
    """Read the table.

    Examples
    --------
    >>> sorted(one.state for one in accession_files())[:3]
    ['ALB', 'BIH', 'GEO']
    """
    rows = table_of("accession.toml")["file"]
    return read_files(rows, where="accession.toml")


def accession_file(bloc: str, letters: tuple[str, ...], day: date) -> AccessionFile | None:
    """Give the accession file of a state as a day knew it; None where there is none.

    Parameters
    ----------
    bloc : str
        Id of the bloc.
    letters : tuple of str
        Letters of the state.
    day : datetime.date
        The day.

    Examples
    --------
    >>> serbia = accession_file("EU", ("SRB",), date(2026, 6, 30))
    >>> len(serbia.opened), serbia.chapters, len(serbia.closed)
    (22, 35, 2)
    """
    for one in accession_files():
        if one.bloc == bloc and one.state in letters:
            return one.known_by(day)
    return None

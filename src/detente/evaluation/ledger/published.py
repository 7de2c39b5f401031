"""Published forecasts of accession by others, judged by our own records where their day is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.actors.accession_files import accession_file
from detente.actors.names import bloc
from detente.evaluation.ledger.condition import FACTS, Condition
from detente.evaluation.ledger.decide import decide
from detente.span import year_end
from detente.store.catalog import Catalog

TABLE, BLOC = "eu_forecasts", "EU"
FORECAST = "model forecast"
"""Kind of the rows that are judged: a target is no forecast, a score of preparation neither."""
NOT_READY = "NOT"
"""How a row says that the state would not be ready before its year."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of one published forecast.

    Attributes
    ----------
    id, letters, statement : str
        Its id, the state, and what it says.
    by : datetime.date
        Last day that it is about.
    right : bool or None
        Whether it came so; None where its day is not over, or nothing decides it.
    why : str
        What decides it, or what is missing.
    """

    id: str
    letters: str
    statement: str
    by: date
    right: bool | None
    why: str


def judged(catalog: Catalog, day: date) -> tuple[Judged, ...]:
    """Judge the forecasts of Böhmelt and Freyburg.

    A state counts as judged ready where the Union has provisionally closed every chapter of its
    talks, or has taken it in: nothing short of that is a judgement of the Union.

    Parameters
    ----------
    catalog : Catalog
        Tables with those of the source ``eu_forecasts``.
    day : datetime.date
        The view of our own records.

    Raises
    ------
    MissingTable
        Where the source is not in the store.
    """
    rows = catalog.frame(TABLE).iter_rows(named=True)
    return tuple(_judged(catalog.as_of(day), row, day) for row in rows if row["kind"] == FORECAST)


def _judged(catalog: Catalog, row: Mapping[str, Any], day: date) -> Judged:
    letters, by = row["letters"], year_end(int(row["by"][:4]))
    expected = not row["yes_if"].startswith(NOT_READY)
    # "before that year" ends with the year before it
    by = by if expected else year_end(by.year - 1)
    said = {"id": row["id"], "letters": letters, "statement": row["statement"], "by": by}
    if by > day:
        return Judged(**said, right=None, why=f"its day, {by}, is not over")
    closed, chapters = _closed(catalog, letters, by), _chapters(letters, by)
    is_in = letters in bloc(BLOC).member_letters(by)
    ready = is_in or (closed is not None and 0 < chapters <= closed)
    if closed is None:
        return Judged(**said, right=None, why="our records do not reach its day")
    what = f"{closed:.0f} of {chapters} chapters were provisionally closed by {by}"
    return Judged(**said, right=ready == expected, why="it is a member" if is_in else what)


def _closed(catalog: Catalog, letters: str, by: date) -> float | None:
    """Count the chapters that were closed by a day; None where our records end before it."""
    where = {"bloc": [BLOC], "state": [letters], "kind": ["closed"]}
    until = {"from": "1993-01-01", "to": by.isoformat()}
    condition = Condition(
        table="record.chapters",
        column="chapter",
        where={**where, "date": until},
        take="count",
        rows="any",
        known=(FACTS, by.isoformat()),
    )
    return decide(catalog, condition).value


def _chapters(letters: str, by: date) -> int:
    file = accession_file(BLOC, (letters,), by)
    return file.chapters if file else 0

"""Entries into office: who came to lead a state around a year, in our table or in Archigos."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import polars as pl

from detente.actors.leaders import LAST_OF_ARCHIGOS
from detente.actors.states import State
from detente.evidence.cell import Cell
from detente.identity.leaders import entered_by
from detente.span import year_end
from detente.store.catalog import Catalog

TABLE = "archigos"
WITHIN = 1
"""Years before a year in which an entry still counts for what is seen in it."""
LONG = 365
"""Days in office without which a leader of Archigos is no government of a year."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody's entry into office.

    Attributes
    ----------
    name : str
        The leader.
    day : datetime.date
        Day of entry.
    cell : Cell
        The row that it is read from.
    """

    name: str
    day: date
    cell: Cell


def entry_by(catalog: Catalog, state: State, year: int) -> Entry | None:
    """Give who entered office last in a year or in the one before; None where nobody is known to.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view: Archigos lies in a user's own store and ends in 2015.
    state : State
        The state.
    year : int
        The year.

    Examples
    --------
    >>> from detente.actors.names import state
    >>> from detente.store.catalog import default_catalog
    >>> entry_by(default_catalog(), state("Argentina"), 2024).name
    'Javier Milei'
    """
    if year > LAST_OF_ARCHIGOS.year:
        found = entered_by(state, year, within=WITHIN)
        if found is not None:
            cell = _cell("leaders", found.key, found.span.start, checked=found.checked)
            return Entry(found.name, found.span.start, cell=cell)
    return _in_archigos(catalog, state, year)


def _in_archigos(catalog: Catalog, state: State, year: int) -> Entry | None:
    if not catalog.has(TABLE):
        return None
    first, last = date(year - WITHIN, 1, 1), year_end(year)
    lasted = (pl.col("end") - pl.col("start")).dt.total_days() >= LONG
    rows = catalog.frame(TABLE).filter(
        pl.col("gwcode").is_in(state.codes) & pl.col("start").is_between(first, last) & lasted
    )
    if rows.is_empty():
        return None
    row = rows.sort("start").row(-1, named=True)
    return Entry(row["leader"], row["start"], cell=_cell(TABLE, row["obsid"], row["start"]))


def _cell(table: str, key: str, day: date, *, checked: bool = True) -> Cell:
    return Cell(
        table,
        "entry",
        keys=(("leader", key), ("day", day.isoformat())),
        value=float(day.year),
        unit="year of entry",
        sources=("blocs",) if table == "leaders" else (TABLE,),
        rule="day on which the leader entered office",
        checked=checked,
    )

"""Accession state: chapters opened and closed, alignment and open conditions at a view."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.actors.accession_files import AccessionFile, accession_file
from detente.actors.blocs import Bloc
from detente.actors.relation_key import RelationKey
from detente.actors.states import State
from detente.evidence.cell import Cell, Key
from detente.evidence.series import Series
from detente.span import year_end

TABLE = "accession"
RULE = "chapters that an accession conference opened, or provisionally closed, by the day"


@dataclass(frozen=True, slots=True)
class AccessionState:
    """The accession file of a pair on the day of its view, with its numbers as cells.

    Attributes
    ----------
    file : AccessionFile
        As the day knew it.
    opened, closed, of : Cell
        Chapters opened, provisionally closed, and in all.
    alignment : Cell or None
        The newest share of foreign-policy statements joined; None where none is known.
    waiting : Cell or None
        First year of the newest condition that is open; None where none is.
    """

    file: AccessionFile
    opened: Cell
    closed: Cell
    of: Cell
    alignment: Cell | None
    waiting: Cell | None


def accession_state(pair: RelationKey) -> AccessionState | None:
    """Give the accession file of a state and a bloc at the view; None for any other pair.

    Parameters
    ----------
    pair : RelationKey
        The parties and the view.
    """
    sides = pair.bloc_and_state
    if sides is None:
        return None
    bloc, state = sides
    file = accession_file(bloc.id, state.letters, pair.day)
    if file is None:
        return None
    keys = (("bloc", bloc.id), ("state", file.state), ("day", pair.day.isoformat()))
    checked = all(turn.checked for turn in file.turns)
    every = _count("chapters", file.chapters, keys, checked=True)
    return AccessionState(
        file,
        opened=_count("opened", len(file.opened), keys, checked=checked),
        closed=_count("closed", len(file.closed), keys, checked=checked),
        of=every,
        alignment=_alignment(file),
        waiting=_waiting(file, keys),
    )


def _count(column: str, count: int, keys: tuple[tuple[str, Key], ...], *, checked: bool) -> Cell:
    """Write a number of chapters as a cell."""
    return Cell(
        TABLE,
        column,
        keys=keys,
        value=float(count),
        unit="chapters",
        sources=("blocs",),
        rule=RULE,
        checked=checked,
    )


def _waiting(file: AccessionFile, keys: tuple[tuple[str, Key], ...]) -> Cell | None:
    """Write the first year of the newest open condition as a cell."""
    if not file.open_requirements:
        return None
    newest = file.open_requirements[-1]
    return Cell(
        TABLE,
        "condition",
        keys=keys,
        value=float(newest.start.year),
        unit="year",
        sources=("blocs",),
        rule=f"first day of a condition that is not met; {newest.source}",
        checked=newest.checked,
    )


def _alignment(file: AccessionFile) -> Cell | None:
    """Write the newest share as a cell."""
    if not file.alignments:
        return None
    newest = file.alignments[-1]
    keys = (("state", file.state), ("producer", newest.producer), ("year", newest.end.year))
    return Cell(
        TABLE,
        "alignment",
        keys=keys,
        value=newest.share,
        unit="share",
        sources=("blocs",),
        rule=f"share of statements and decisions joined, counted by {newest.producer}",
        checked=newest.checked,
    )


def chapters(bloc: Bloc, state: State, day: date) -> Series | None:
    """Write the chapters opened at the end of each year as a series, from the first one.

    Parameters
    ----------
    bloc : Bloc
        The bloc.
    state : State
        The state.
    day : datetime.date
        The view; the last year is that of the view only where the view ends it.

    Returns
    -------
    Series or None
        None where no chapter was opened.
    """
    file = accession_file(bloc.id, state.letters, day)
    if file is None or not file.turns:
        return None
    last = day.year if day == year_end(day.year) else day.year - 1
    years = tuple(range(file.turns[0].date.year, last + 1))
    if not years:
        return None
    opened = tuple(float(len(file.known_by(year_end(year)).opened)) for year in years)
    return Series(
        id=f"institutions.chapters_{bloc.id.lower()}",
        label=f"Chapters opened with {bloc.label}",
        of=state.name,
        unit="chapters",
        table=TABLE,
        column="opened",
        keys=(("bloc", bloc.id), ("state", state.key)),
        years=years,
        values=opened,
        sources=("blocs",),
        rule=RULE,
    )

"""Peace years: the time since a unit's last event, for each kind of event that the panel holds."""

from __future__ import annotations

import numpy as np
import polars as pl

from detente.errors import PanelError
from detente.estimators.unit_years import UnitYears
from detente.panel.adders.base import Adder, Columns, Form, Frames, MadeFrom, Option, Request
from detente.panel.units import history_of

KINDS = {
    "gmlmid": "gmlmidspell",
    "cowmid": "cowmidspell",
    "cowinter": "cowinterspell",
    "ucdp": "ucdpspell",
    "cowintra": "cowintraspell",
}
"""Beginning of the names of events, and the name of their spells."""
UNKNOWN = -1
"""Marks rows of which the panel does not know whether there was an event."""


def events_of(data: pl.DataFrame, which: str = "ongoing") -> list[tuple[str, str]]:
    """Name the columns of events that a panel holds, each with the name of its spells.

    Both may bear a suffix.

    Parameters
    ----------
    data : polars.DataFrame
        The columns that were added.
    which : {"ongoing", "onset"}
        Which kind of event.

    Raises
    ------
    PanelError
        Where there is none.
    """
    # the initiated ones come first: their names begin with those of the others
    spells = {f"gmlmid{which}_init": "gmlmidinitspell"}
    spells |= {f"{kind}{which}": spell for kind, spell in KINDS.items()}
    events = []
    for name in data.columns:
        kind = next((kind for kind in spells if name.startswith(kind)), None)
        if kind is not None:
            events.append((name, f"{spells[kind]}{name.removeprefix(kind)}"))
    if not events:
        raise PanelError(
            "the panel holds no events to count from",
            where="the panel",
            next_step="add them first, as in .add('gml_mids', 'peace_years'); the starter "
            "has none, so their source has to be in the store: 'detente sources pull gml_mid'",
        )
    return events


def counted_from(events: list[tuple[str, str]], *, calendar: bool) -> dict[str, MadeFrom]:
    """Say of each column of spells from which column it is counted, and in what.

    Parameters
    ----------
    events : list of (str, str)
        As `events_of` gives them.
    calendar : bool
        Whether years are counted, or rows.
    """
    unit = "" if calendar else "counted in rows"
    what = "years" if calendar else "rows"
    return {
        spell: MadeFrom(event, rule=f"{what} counted from {event}", made=unit)
        for event, spell in events
    }


def _counted(
    history: UnitYears, happened: np.ndarray, known: np.ndarray, *, calendar: bool
) -> pl.Series:
    """Count over the rows of which the panel knows whether there was an event."""
    if known.all():
        return pl.Series(history.since_event(happened, calendar=calendar)).cast(pl.Int32)
    since = np.full(happened.size, UNKNOWN, dtype=np.int64)
    since[known] = history.since_event(happened[known], calendar=calendar)
    return pl.Series(since).cast(pl.Int32).replace(UNKNOWN, None)


def full(tables: Frames, request: Request) -> Columns:
    """Count from the last event, in years or in rows.

    Null where the panel does not know whether there was one.
    """
    every = history_of(request.rows)
    calendar = request.options["pad"]
    spells, notes, events = {}, [], events_of(request.data)
    for event, spell in events:
        known = request.data[event].is_not_null().to_numpy()
        happened = request.data[event].fill_null(0).to_numpy() == 1
        history = every if known.all() else every.only(known)
        spells[spell] = _counted(history, happened, known, calendar=calendar)
        if not calendar and history.has_gaps:
            years = _counted(history, happened, known, calendar=True)
            notes += _note(spell, spells[spell], years)
    made_from = counted_from(events, calendar=calendar)
    return Columns(pl.DataFrame(spells), tuple(spells), made_from=made_from, notes=tuple(notes))


def _note(spell: str, rows: pl.Series, years: pl.Series) -> list[str]:
    """Say how many cells are no count of years, because the panel has no row in some years."""
    apart = int((rows != years).sum())
    if not apart:
        return []
    return [
        f"{spell} counts rows, as the reference does: the panel has no row in some years, and "
        f"{apart:,} cells would differ as counts of years (pad=True)"
    ]


ADDER = Adder(
    "peace_years",
    "time since the last event",
    forms=(Form("row", full),),
    options={
        "pad": Option(
            False,
            "count calendar years from the year after the event, so that years without a row are "
            "years of peace; otherwise rows are counted, as the reference does",
        )
    },
)

"""Peace years: the time since a unit's last event, for each kind of event that the panel holds."""

from __future__ import annotations

import numpy as np
import polars as pl

from detente.errors import PanelError
from detente.estimators.spells import since_event
from detente.grain import Grain
from detente.panel.adders.base import Adder, Columns, Form, Frames, Option, Request
from detente.panel.rows import Rows
from detente.panel.unit_index import packed

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


def unit_of(rows: Rows) -> np.ndarray:
    """Number the units whose history is followed: states, pairs, leaders, pairs of leaders.

    Parameters
    ----------
    rows : Rows
        The keys of a panel.
    """
    if not rows.has_leaders:
        return packed(*(rows.codes(side, rows.system) for side in rows.sides))
    ranks = []
    for side in rows.sides:
        rank = rows.keys[f"obsid{side}"].fill_null("").rank("dense")
        ranks.append(rank.to_numpy().astype(np.int64))
    return packed(*ranks)


def years_of_rows(rows: Rows) -> np.ndarray:
    """Give the year of each row, and refuse panels in which a year has many rows.

    Parameters
    ----------
    rows : Rows
        The keys of a panel.

    Raises
    ------
    PanelError
        For state-days and for disputes.
    """
    if rows.grain is Grain.DISPUTE_DYAD_YEAR:
        raise PanelError(
            "disputes have no years of peace between them",
            where="dyadic dispute-years",
            next_step="add the disputes to dyad-years and count there",
        )
    if rows.grain is Grain.STATE_DAY:
        raise PanelError("spells count years", where="state-days", next_step="use state-years")
    return rows.years


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


def full(tables: Frames, request: Request) -> Columns:
    """Count from the last row with an event.

    Null where the panel does not know whether there was one.
    """
    year, unit = years_of_rows(request.rows), unit_of(request.rows)
    calendar = request.options["pad"]
    spells, events = {}, events_of(request.data)
    for event, spell in events:
        known = request.data[event].is_not_null().to_numpy()
        happened = request.data[event].fill_null(0).to_numpy() == 1
        since = np.full(unit.size, UNKNOWN, dtype=np.int64)
        since[known] = since_event(unit[known], year[known], happened[known], calendar=calendar)
        spells[spell] = pl.Series(since).cast(pl.Int32).replace(UNKNOWN, None)
    made_from = {spell: event for event, spell in events}
    return Columns(pl.DataFrame(spells), tuple(spells), made_from=made_from)


ADDER = Adder(
    "peace_years",
    "years since the last event",
    forms=(Form("row", full),),
    options={
        "pad": Option(
            False, "count calendar years: years in which a unit has no row are years of peace"
        )
    },
)

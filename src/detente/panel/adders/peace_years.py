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
STARTED = ("gmlmidongoing_init", "gmlmidonset_init", "gmlmidinitspell")


def unit_of(rows: Rows) -> np.ndarray:
    """Number the units whose history is followed: states, pairs, leaders, pairs of leaders."""
    if rows.has_leaders:
        return packed(
            *(
                rows.keys[f"obsid{side}"].fill_null("").rank("dense").to_numpy().astype(np.int64)
                for side in rows.sides
            )
        )
    return packed(*(rows.codes(side, rows.system) for side in rows.sides))


def years_of_rows(rows: Rows) -> np.ndarray:
    """Give the year of each row, and refuse panels in which a year has many rows.

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
    """
    starts = {f"{kind}{which}": spell for kind, spell in KINDS.items()}
    begun = STARTED[0 if which == "ongoing" else 1]
    found = []
    for name in data.columns:
        kind = (
            begun
            if name.startswith(begun)
            else next((start for start in starts if name.startswith(start)), None)
        )
        if kind is not None:
            found.append(
                (name, f"{STARTED[2] if kind == begun else starts[kind]}{name.removeprefix(kind)}")
            )
    if not found:
        raise PanelError(
            "the panel holds no events to count from",
            where="the panel",
            next_step="add them first, as in .add('gml_mids', 'peace_years')",
        )
    return found


def full(tables: Frames, request: Request) -> Columns:
    """Count from the last row with an event.

    Null where the panel does not know whether there was one.
    """
    year, unit = years_of_rows(request.rows), unit_of(request.rows)
    found, events = {}, events_of(request.data)
    for event, spell in events:
        known = request.data[event].is_not_null().to_numpy()
        happened = request.data[event].fill_null(0).to_numpy() == 1
        counted = np.full(unit.size, -1, dtype=np.int64)
        counted[known] = since_event(
            unit[known], year[known], happened[known], calendar=request.options["pad"]
        )
        found[spell] = pl.Series(counted, dtype=pl.Int64).cast(pl.Int32).replace(-1, None)
    return Columns(
        pl.DataFrame(found), tuple(found), made_from={spell: event for event, spell in events}
    )


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

"""Spells: years since a unit's last event or last onset, for panels that know every event."""

from __future__ import annotations

import polars as pl

from detente.errors import PanelError
from detente.panel.adders.base import Adder, Columns, Form, Frames, Option, Request
from detente.panel.adders.peace_years import counted_from, events_of
from detente.panel.units import history_of


def full(tables: Frames, request: Request) -> Columns:
    """Count from the last event or onset.

    Rows in which an event merely goes on may be left empty.
    """
    which, ongoing = request.options["conflict_event_type"], request.options["ongo"]
    calendar = request.options["edition"] == "calendar"
    history = history_of(request.rows)
    counted, events = {}, events_of(request.data, which)
    for event, spell in events:
        column = request.data[event]
        if column.null_count():
            raise PanelError(
                f"'{event}' is null in {column.null_count():,} rows, so the spells would be wrong "
                "there",
                where="the panel",
                next_step="keep the years that the source covers, or use 'peace_years'",
            )
        if not (column == 1).any():
            raise PanelError(
                f"'{event}' has no event at all", where="the panel", next_step="widen the panel"
            )
        happened = column.to_numpy() == 1
        spelled = pl.Series(history.since_event(happened, calendar=calendar)).cast(pl.Int32)
        counted[spell] = _without_continuation(spelled, request, spell) if ongoing else spelled
    made_from = counted_from(events, calendar=calendar)
    return Columns(pl.DataFrame(counted), tuple(counted), made_from=made_from)


def _without_continuation(spelled: pl.Series, request: Request, spell: str) -> pl.Series:
    """Empty the rows in which an event goes on that began before."""
    ongoing = {name: event for event, name in events_of(request.data, "ongoing")}
    onset = {name: event for event, name in events_of(request.data, "onset")}
    continues = (request.data[ongoing[spell]] == 1) & (request.data[onset[spell]] == 0)
    return pl.select(pl.when(~continues).then(spelled)).to_series()


ADDER = Adder(
    "spells",
    "years since the last event",
    forms=(Form("row", full),),
    options={
        "conflict_event_type": Option("ongoing", "what ends a spell", choices=("ongoing", "onset")),
        "ongo": Option(False, "leave rows empty in which an event goes on that began before"),
        "edition": Option(
            "calendar",
            "calendar years from the year after the event, or peacesciencer's count of rows, for "
            "replication",
            choices=("calendar", "reference"),
        ),
    },
)

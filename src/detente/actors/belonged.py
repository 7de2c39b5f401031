"""What a state was before or between its memberships: part of another, or called otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files

import polars as pl

from detente import frame_files
from detente.actors.states import Identity, state_on
from detente.actors.systems import is_member
from detente.span import Span

TABLE = "tables/belonged.csv"


@cache
def _spells() -> tuple[tuple[str, Span, int, str], ...]:
    """Read the table: letters, days, the code of the state to which it belonged, and how."""
    content = files("detente.actors").joinpath(TABLE).read_bytes()
    frame = frame_files.read_csv(content, schema_overrides={"from": pl.Date, "to": pl.Date})
    rows = frame.select("letters", "from", "to", "ccode", "how").iter_rows()
    return tuple((letters, Span(start, end), code, how) for letters, start, end, code, how in rows)


def then(rows: Iterable[Identity], day: date) -> dict[str, str]:
    """Say what a state was on a day on which it was no member under the name asked for.

    Parameters
    ----------
    rows : iterable of Identity
        What the name means.
    day : datetime.date
        The day.

    Returns
    -------
    dict
        Name and code of the state to ask for, to what it was: "part of Austria-Hungary (300)".
        Empty where neither the codes nor the table know.

    Examples
    --------
    >>> from detente.actors.states import identities
    >>> austria = [row for row in identities() if row.key == "AUT"]
    >>> then(austria, date(1900, 12, 31))
    {'Austria-Hungary (300)': 'part of Austria-Hungary (300)'}
    """
    found: dict[str, str] = {}
    for row in rows:
        for letters, span, code, how in _spells():
            if letters in (row.key, row.iso3) and span.covers(day) and is_member(code, day):
                shown = f"{state_on(code, day).name} ({code})"
                found[shown] = f"{how} {shown}"
        if not found and row.ccode is not None and is_member(row.ccode, day):
            shown = f"{state_on(row.ccode, day).name} ({row.ccode})"
            found[shown] = f"in the state system as {shown}"
    return found

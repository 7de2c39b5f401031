"""How much a power is present in another state: troops there, and the share of its gas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from detente.actors.fact_rows import NUMBER, Layout, Row, parties, read, sourced
from detente.actors.pair_tables import latest
from detente.actors.powers import power_ties
from detente.actors.row_sources import Sourced
from detente.errors import RequestError

TROOPS, GAS = "troops", "gas"
KINDS = (TROOPS, GAS)
UNITS = {TROOPS: "soldiers", GAS: "share of gas imports"}
"""What the size of each kind is counted in."""
WHOLE = 1.0
LAYOUT = Layout(
    file="presence.toml",
    kind="size",
    fields={
        "kind": str,
        "sender": str,
        "host": str,
        "on": date,
        "precision": str,
        "size": NUMBER,
    },
    required=("kind", "sender", "host", "on", "size"),
    words={"kind": KINDS, "precision": ("day", "month", "year")},
)


@dataclass(frozen=True, slots=True)
class Presence(Sourced):
    """The size of a presence on a day, as its producer gives it.

    Attributes
    ----------
    kind : str
        One of `KINDS`.
    sender, host : str
        Letters of the power, and of the state in which it is present.
    on : datetime.date
        Day of the count; the first of the month or year where `precision` says so.
    size : float
        Soldiers, or the share of the host's imports of gas (0 to 1).
    source : str
        The producer and the document.
    precision : {"day", "month", "year"}
        How exact the day is.
    """

    kind: str
    sender: str
    host: str
    on: date
    size: float
    source: str
    precision: str = "day"

    @property
    def unit(self) -> str:
        """Give what the size is counted in."""
        return UNITS[self.kind]

    @property
    def since(self) -> date | None:
        """Give the day since which the presence is on record; None where none is.

        Examples
        --------
        >>> newest(date(2026, 6, 30), host="CYP")[0].since.year
        1974
        """
        kind = TROOPS if self.kind == TROOPS else "energy"
        starts = [
            tie.span.start
            for tie in power_ties()
            if (tie.kind, tie.power, tie.other) == (kind, self.sender, self.host)
            and tie.span.covers(self.on)
        ]
        return min(starts, default=None)


def presence_of(row: Row) -> Presence:
    """Build a presence from its row.

    Parameters
    ----------
    row : dict
        A row that was checked.

    Raises
    ------
    RequestError
        Where a share is above one, a size is below zero, or a state is not known.
    """
    where, size = row["where"], float(row["size"])
    if size < 0 or (row["kind"] == GAS and size > WHOLE):
        raise RequestError(f"a size of {size:g} cannot be", where=where)
    (sender,), (host,) = parties(row["sender"], where), parties(row["host"], where)
    return Presence(
        kind=row["kind"],
        sender=sender,
        host=host,
        on=row["on"],
        size=size,
        source=row["source"],
        precision=row.get("precision", "day"),
        **sourced(row),
    )


@cache
def sizes() -> tuple[Presence, ...]:
    """Read the table.

    Examples
    --------
    >>> {one.kind for one in sizes()} == set(KINDS)
    True
    """
    return tuple(presence_of(row) for row in read(LAYOUT))


def newest(day: date, *, host: str, sender: str = "") -> tuple[Presence, ...]:
    """Give the newest size of each presence in a state that a day knew, by kind and sender.

    Parameters
    ----------
    day : datetime.date
        The day; a count of a month or year is known when that is over.
    host : str
        Letters of the state.
    sender : str
        Letters of a power; all by default.

    Examples
    --------
    >>> [one.on.year for one in newest(date(2021, 1, 1), host="TUR", sender="RUS")]
    []
    """
    known = [
        one
        for one in sizes()
        if one.host == host and sender in ("", one.sender) and latest(one.on, one.precision) <= day
    ]
    last = {(one.kind, one.sender): one for one in sorted(known, key=lambda one: one.on)}
    return tuple(last[key] for key in sorted(last))

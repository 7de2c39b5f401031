"""Trade agreements of two powers with other states: which are in force, and since which year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from detente.actors.fact_rows import Layout, Row, parties, read, sourced
from detente.actors.row_sources import Sourced

LAYOUT = Layout(
    file="trade_agreements.toml",
    kind="agreement",
    fields={"a": str, "b": str, "from": date, "precision": str, "name": str, "to": date},
    required=("a", "b", "from", "name"),
    words={"precision": ("day", "month", "year")},
    sourced=False,
)


@dataclass(frozen=True, slots=True)
class TradeAgreement(Sourced):
    """One agreement.

    Attributes
    ----------
    power : str
        Letters of the power.
    others : tuple of str
        Letters of the states that it binds with the power.
    start : datetime.date
        Day from which it is in force; the first of the year where only that is known.
    end : datetime.date or None
        Last day; None while it is in force.
    name : str
        What the list calls it.
    """

    power: str
    others: tuple[str, ...]
    start: date
    end: date | None
    name: str

    @property
    def row(self) -> str:
        """Stable id of the row."""
        return f"trade_agreements:{self.power}-{'-'.join(self.others)}:{self.start.isoformat()}"


def agreement_of(row: Row) -> TradeAgreement:
    """Build an agreement from a row.

    Parameters
    ----------
    row : dict
        A row that was checked.

    Raises
    ------
    RequestError
        Where a party is not known.
    """
    where = row["where"]
    (power,) = parties(row["a"], where)
    return TradeAgreement(
        power=power,
        others=parties(row["b"], where),
        start=row["from"],
        end=row.get("to"),
        name=row["name"],
        **sourced(row),
    )


@cache
def trade_agreements() -> tuple[TradeAgreement, ...]:
    """Read the table.

    Examples
    --------
    >>> {one.power for one in trade_agreements()} == {"USA", "CHN"}
    True
    """
    return tuple(agreement_of(row) for row in read(LAYOUT))


def in_force(power: str, day: date) -> tuple[TradeAgreement, ...]:
    """Give the agreements of a power that are in force on a day, the oldest first.

    Parameters
    ----------
    power : str
        Its letters.
    day : datetime.date
        The day.

    Examples
    --------
    >>> [one.others for one in in_force("USA", date(1990, 1, 1))]
    [('ISR',), ('CAN',)]
    """
    known = (one for one in trade_agreements() if one.power == power and one.start <= day)
    living = [one for one in known if one.end is None or day <= one.end]
    return tuple(sorted(living, key=lambda one: one.start))

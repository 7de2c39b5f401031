"""Ties of powers: rivalries, partnerships, alliances, troops and energy, each with its document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from detente.actors.documents import UNCITED, as_cited
from detente.actors.hand_made import table_of
from detente.actors.row_sources import Sourced, read_source
from detente.errors import DateError
from detente.span import OPEN_END, Span

KINDS = ("rivalry", "partnership", "alliance", "troops", "energy")
"""Kinds of tie that the table holds."""
BOTH_WAYS = ("rivalry", "partnership", "alliance")
"""Kinds that read the same from either end; the others lead from a power to where it is present."""


@dataclass(frozen=True, slots=True)
class PowerTie(Sourced):
    """One dated tie between a power and another actor.

    Attributes
    ----------
    kind : str
        One of `KINDS`.
    power, other : str
        ISO 3166 letters of a state, or id of a bloc: who is present, and where; kinds that read
        both ways have either first.
    span : Span
        First and last day.
    source : str
        The public document that states it.
    """

    kind: str
    power: str
    other: str
    span: Span
    source: str

    def from_both_ends(self) -> tuple[tuple[str, str], ...]:
        """Give the tie as power and other end, once for each end that may be the power.

        Examples
        --------
        >>> row = {"a": "IND", "b": "PAK", "from": date(1947, 10, 22), "source": "S/RES/47 (1948)"}
        >>> tie_of("rivalry", row).from_both_ends()
        (('IND', 'PAK'), ('PAK', 'IND'))
        """
        forth = (self.power, self.other)
        return (forth, forth[::-1]) if self.kind in BOTH_WAYS else (forth,)


@cache
def power_ties() -> tuple[PowerTie, ...]:
    """Read the table.

    Raises
    ------
    DateError
        Where a row ends before it begins.

    Examples
    --------
    >>> {tie.kind for tie in power_ties()} == set(KINDS)
    True
    """
    table = table_of("powers.toml")
    return tuple(tie_of(kind, row) for kind in KINDS for row in table[kind])


def tie_of(kind: str, row: dict[str, Any]) -> PowerTie:
    """Build a tie from its row.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    row : dict
        The row, as the table has it.

    Raises
    ------
    DateError
        Where it ends before it begins.

    Examples
    --------
    >>> row = {"a": "IND", "b": "PAK", "from": date(1947, 10, 22), "source": "S/RES/47 (1948)"}
    >>> tie_of("rivalry", row).span.start.year
    1947
    """
    span = Span(row["from"], row.get("to", OPEN_END))
    if span.end < span.start:
        raise DateError(
            f"the {kind} of {row['a']} and {row['b']} ends before it begins", where="powers.toml"
        )
    return PowerTie(
        kind,
        row["a"],
        other=row["b"],
        span=span,
        source=row["source"],
        **read_source(row, where=f"powers.toml, {kind} of {row['a']} and {row['b']}"),
    )


def in_force(day: date) -> tuple[PowerTie, ...]:
    """Give the ties of a day, each with the documents that were out by then; none without one.

    Parameters
    ----------
    day : datetime.date
        The day.

    Examples
    --------
    >>> [tie.span.start.year for tie in in_force(date(1985, 12, 31)) if tie.power == "NATO"]
    [1949, 1955]
    """
    cited = (as_cited(tie, day) for tie in power_ties() if tie.span.covers(day))
    return tuple(tie for tie in cited if tie.source != UNCITED)

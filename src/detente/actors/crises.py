"""Crises whose dates are set by hand, where their source lists them without any."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from detente.actors.hand_made import table_of
from detente.actors.row_sources import Sourced, read_source, without_source


@dataclass(frozen=True, slots=True)
class DatedDay(Sourced):
    """A day with its source.

    Attributes
    ----------
    date : datetime.date
        The day.
    source : str
        The document that records it.
    """

    date: date
    source: str


@dataclass(frozen=True, slots=True)
class DatedCrisis:
    """A crisis of the International Crisis Behavior project, dated by hand.

    Attributes
    ----------
    crisno : int
        The producer's number.
    name : str
        The producer's name.
    began, fought : DatedDay
        First day of the crisis, and of full-scale fighting.
    years : tuple of int
        Years in which the crisis was open.
    """

    crisno: int
    name: str
    began: DatedDay
    fought: DatedDay
    years: tuple[int, ...]

    @property
    def start(self) -> date:
        """Its first day."""
        return self.began.date

    @property
    def fighting(self) -> date:
        """First day of full-scale fighting."""
        return self.fought.date

    @property
    def source(self) -> str:
        """Both sources in one line."""
        return f"{self.began.source}; {self.fought.source}"


@cache
def dated_crises() -> tuple[DatedCrisis, ...]:
    """Give the crises that are dated by hand.

    Examples
    --------
    >>> [(crisis.crisno, str(crisis.fighting)) for crisis in dated_crises()]
    [(510, '2022-02-24')]
    """
    rows = table_of("crises/icb.toml")["crisis"]
    return tuple(_crisis(row) for row in rows)


def _crisis(row: dict[str, Any]) -> DatedCrisis:
    """Build the crisis of one row."""
    began, fought = (_day(row[name], row["crisno"]) for name in ("began", "fought"))
    return DatedCrisis(
        row["crisno"], row["name"], began=began, fought=fought, years=tuple(row["years"])
    )


def _day(row: dict[str, Any], number: int) -> DatedDay:
    """Build a day with its source."""
    return DatedDay(**without_source(row), **read_source(row, where=f"crises/icb.toml, {number}"))

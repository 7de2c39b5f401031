"""Crises whose dates are set by hand, where their source lists them without any."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class DatedCrisis:
    """A crisis of the International Crisis Behavior project, dated by hand.

    Attributes
    ----------
    crisno : int
        The producer's number.
    name : str
        The producer's name.
    start : datetime.date
        First day, as the public source gives it.
    start_source, start_url : str
        The document that records it, and its address.
    fighting : datetime.date
        First day of full-scale fighting.
    fighting_source, fighting_url : str
        The document that records it, and its address.
    years : tuple of int
        Years in which the crisis was open.
    """

    crisno: int
    name: str
    start: date
    start_source: str
    start_url: str
    fighting: date
    fighting_source: str
    fighting_url: str
    years: tuple[int, ...]

    @property
    def source(self) -> str:
        """Both sources in one line."""
        return f"{self.start_source}; {self.fighting_source}"


@cache
def dated_crises() -> tuple[DatedCrisis, ...]:
    """Give the crises that are dated by hand.

    Examples
    --------
    >>> [(crisis.crisno, str(crisis.fighting)) for crisis in dated_crises()]
    [(510, '2022-02-24')]
    """
    path = files("detente.actors").joinpath("tables/crises/icb.toml")
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["crisis"]
    return tuple(DatedCrisis(**{**row, "years": tuple(row["years"])}) for row in rows)

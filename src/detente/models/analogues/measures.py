"""The measures in which pairs of states are compared, with how each is stored and written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from detente.phrasing import multiple, number

FIRST = 1950
"""First year in which analogues are sought."""
GROUPS = ("power", "identity", "institutions", "past")
LONGEST = 50
"""Years of peace after which more no longer count."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure in which pairs are compared.

    Attributes
    ----------
    column, group, label : str
        Column of the table, structure, and what a reader calls it.
    whole : int
        What one unit is shipped as.
    write : callable
        Value to text.
    """

    column: str
    group: str
    label: str
    whole: int
    write: Callable[[float], str]


def _ratio(log2: float) -> str:
    """Write a logarithm to the base of two as a ratio."""
    return f"{multiple(2**log2)} to 1"


def _count(value: float) -> str:
    return f"{value:.0f}"


def _kilometres(log: float) -> str:
    """Write the logarithm of a distance and one as a distance."""
    return f"{max(np.exp(log) - 1, 0):,.0f}"


def _years(value: float) -> str:
    return f"{value:.0f}" if value < LONGEST else f"{LONGEST} or more"


def _yes(value: float) -> str:
    return "yes" if value else "no"


_ROWS = (
    ("ratio", "power", "capability, stronger over weaker", 10, _ratio),
    ("weight", "power", "share of the system's capability, together", 1000, number),
    ("distance", "identity", "distance in UN votes", 100, number),
    ("freer_low", "identity", "electoral democracy, the lower", 100, number),
    ("freer_gap", "identity", "electoral democracy, difference", 100, number),
    ("organisations", "institutions", "organisations in common", 1, _count),
    ("duties", "institutions", "kinds of treaty obligation", 1, _count),
    ("far", "past", "distance between borders, km", 10, _kilometres),
    ("quiet", "past", "years since a dispute", 1, _years),
    ("n20", "past", "disputes in twenty years", 1, _count),
    ("rivals", "past", "rivalry", 1, _yes),
)
MEASURES: tuple[Measure, ...] = tuple(Measure(*row) for row in _ROWS)
COLUMNS = [measure.column for measure in MEASURES]
GROUP = np.array([GROUPS.index(measure.group) for measure in MEASURES])
"""Group of each measure, by its place in `GROUPS`."""

"""Differences between futures as a notebook shows them, and as numbers are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from detente.evidence.display import card, interval, table
from detente.phrasing import signed

PER_CENT = {"share": "points", "chance": "points"}
"""Units that are printed in percentage points."""
HEADS = ("spin-off", "series", "mean and 80 % band", "")
ZERO = "0 [0, 0]"
"""How a difference is written that is zero with its band."""
BEYOND = "*: the band lies on one side of zero."


class Shown(NamedTuple):
    """One difference in the last year."""

    spinoff: str
    label: str
    unit: str
    mean: float
    low: float
    high: float

    @property
    def beyond(self) -> bool:
        """Whether the band lies on one side of zero."""
        return self.low > 0 or self.high < 0


def written(one: Shown) -> str:
    """Write a difference with its band; shares and chances in percentage points.

    Parameters
    ----------
    one : Shown
        The difference.

    Examples
    --------
    >>> written(Shown("prominence", "share", "share", 0.012, -0.003, 0.031))
    '+1.2 [-.30, +3.1]'
    """
    scale = 100.0 if one.unit in PER_CENT else 1.0
    digits = 0 if one.unit == "chance" else 2
    mean, low, high = (_short(scale * value, digits) for value in (one.mean, one.low, one.high))
    return f"{mean} [{low}, {high}]"


def _short(value: float, digits: int) -> str:
    """Write a signed number: from ten on whole, from one on with one decimal."""
    if digits == 0 or abs(value) >= 9.95:
        whole = round(value)
        return f"{whole:+d}" if whole else "0"
    return f"{value:+.1f}" if abs(value) >= 0.995 else signed(value)


def shown(title: str, differences: Sequence[Shown], *, note: str) -> str:
    """Show differences, each with its band drawn around zero on a scale of its own.

    Parameters
    ----------
    title : str
        What was simulated.
    differences : sequence of Shown
        In the order of a reader.
    note : str
        Draws, seed and year.
    """
    if not differences:
        return card(title, note="Nothing changes: both futures are the same.")
    moved = [one for one in differences if written(one) != ZERO]
    quiet = len(differences) - len(moved)
    rest = f" {quiet} other series are zero at the mean and at both ends." if quiet else ""
    return card(title, table(HEADS, _rows(moved)), note=f"{note} {BEYOND}{rest}")


def _rows(differences: Sequence[Shown]) -> Iterator[tuple[str, ...]]:
    for one in differences:
        mark = " *" if one.beyond else ""
        unit = PER_CENT.get(one.unit, one.unit)
        reach = max(abs(one.low), abs(one.high), abs(one.mean))
        drawn = interval(one.mean, one.low, one.high, reach)
        name = one.spinoff.replace("_", " ")
        yield name, f"{one.label} ({unit}){mark}", written(one), drawn

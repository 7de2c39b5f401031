"""Findings: one sentence, the cells it rests on, its uncertainty, its method's record and a verdict."""

from __future__ import annotations

import math
from dataclasses import dataclass

from detente.errors import EvidenceError
from detente.evidence.cell import Cell
from detente.evidence.method import Method


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence that rests on cells.

    Attributes
    ----------
    id : str
        Stable name such as ``power.shares``.
    text : str
        The sentence.
    value, low, high : float or None
        Its main number and interval (None where there is none).
    unit : str
        Unit of the value.
    evidence : tuple of Cell
        What it rests on; never empty.
    method : Method
        How its main number was made.
    verdict : str
        ``"measured"``, ``"sources disagree"``, ``"forecast"``, ``"accounting"`` or ``"no difference"``.
    sentence_about : str
        The question it answers, a few words.

    Raises
    ------
    EvidenceError
        Where a finding has no evidence, no text, or a value that is not a number.
    """

    id: str
    text: str
    value: float
    unit: str
    evidence: tuple[Cell, ...]
    method: Method
    verdict: str = "measured"
    low: float | None = None
    high: float | None = None
    sentence_about: str = ""

    def __post_init__(self) -> None:
        if not self.evidence:
            raise EvidenceError(
                f"finding '{self.id}' rests on no cell", next_step="a sentence needs its numbers"
            )
        if not self.text.strip():
            raise EvidenceError(f"finding '{self.id}' says nothing")
        numbers = [self.value, *(cell.value for cell in self.evidence)]
        if not all(math.isfinite(n) for n in numbers):
            raise EvidenceError(f"finding '{self.id}' rests on something that is no number")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise EvidenceError(f"finding '{self.id}' has its band upside down")

    @property
    def structure(self) -> str:
        """Name the structure it belongs to."""
        return self.id.partition(".")[0]

    @property
    def years(self) -> tuple[int, ...]:
        """Give the years of its evidence, ascending."""
        return tuple(sorted({c.year for c in self.evidence if c.year is not None}))

    @property
    def sources(self) -> tuple[str, ...]:
        """Name the sources of its evidence."""
        return tuple(sorted({s for c in self.evidence for s in c.sources}))

"""Findings: sentences, the cells they rest on, their uncertainty, their method and a verdict."""

from __future__ import annotations

import math
from dataclasses import dataclass

from detente.errors import EvidenceError
from detente.evidence.cell import Cell
from detente.evidence.method import Method
from detente.evidence.sentence import AnyFigure, Statement, figures, render

VERDICTS = ("measured", "sources disagree", "forecast", "accounting", "no difference")
"""What may be said of a finding as a whole."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Sentences that rest on cells.

    Attributes
    ----------
    id : str
        Stable name such as ``power.shares_cinc``.
    sentences : tuple of Sentence or PlainSentence
        What is said.
    value, low, high : float or None
        Its main number and interval (None where there is none).
    unit : str
        Unit of the value.
    evidence : tuple of Cell
        What it rests on; never empty.
    method : Method
        How its main number was made.
    verdict : str
        One of `VERDICTS`.
    sentence_about : str
        The question it answers, a few words.

    Raises
    ------
    EvidenceError
        Where a finding has no evidence, no text or a value that is not a number, or a sentence
        shows a figure with a cell that is not among its evidence.
    """

    id: str
    sentences: tuple[Statement, ...]
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
        if not all(math.isfinite(number) for number in numbers):
            raise EvidenceError(f"finding '{self.id}' rests on something that is not a number")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise EvidenceError(f"finding '{self.id}' has its interval upside down")
        if self.verdict not in VERDICTS:
            raise EvidenceError(f"finding '{self.id}' has the verdict '{self.verdict}'")
        for figure in self.figures:
            if not set(figure.cells) <= set(self.evidence):
                raise EvidenceError(
                    f"finding '{self.id}' shows '{figure.id}', whose cells are not its evidence"
                )

    @property
    def text(self) -> str:
        """The sentences as plain text."""
        return " ".join(render(sentence) for sentence in self.sentences)

    @property
    def figures(self) -> tuple[AnyFigure, ...]:
        """The figures of its sentences, each once."""
        shown = (figure for sentence in self.sentences for figure in figures(sentence))
        return tuple({figure.id: figure for figure in shown}.values())

    @property
    def structure(self) -> str:
        """The structure it belongs to."""
        return self.id.partition(".")[0]

    @property
    def years(self) -> tuple[int, ...]:
        """The years of its evidence, ascending."""
        return tuple(sorted({cell.year for cell in self.evidence if cell.year is not None}))

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of its evidence."""
        return tuple(sorted({name for cell in self.evidence for name in cell.sources}))

"""Facts that sentences state: a day, or a number from its cells, so that none is said too often."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.evidence.cell import Cell
from detente.evidence.figure import Figure
from detente.evidence.sentence import Statement

Fact = tuple[str, tuple[Cell, ...]]
"""What is printed, and of a number the cells that it comes from."""
WHOLE_DAY = 3
"""Words of a day that is named with month and year."""


def facts_of(sentences: Iterable[Statement]) -> frozenset[Fact]:
    """Give the facts that some sentences state; years alone are none.

    Parameters
    ----------
    sentences : iterable of Sentence or PlainSentence
        The sentences.

    Examples
    --------
    >>> from detente.evidence.cell import Cell
    >>> from detente.evidence.figure import measured
    >>> from detente.evidence.sentence import Sentence
    >>> cell = Cell("states", "cinc", (("year", 2013),), 0.29, "share", ("cow_nmc",), "mean")
    >>> share = measured("power.nato", cell, way="per_cent")
    >>> [text for text, _ in facts_of([Sentence("NATO held {share}.", {"share": share})])]
    ['29 per cent']
    """
    return frozenset(fact for sentence in sentences for fact in _facts(sentence))


def _facts(sentence: Statement) -> Iterator[Fact]:
    for run in sentence.runs():
        figure = run.figure
        if not isinstance(figure, Figure):
            continue
        if figure.kind != "dated":
            yield run.text, figure.cells
        elif len(run.text.split()) == WHOLE_DAY:
            # two tables may hold one day under two ids
            yield run.text, ()

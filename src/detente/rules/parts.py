"""Parts of a sentence: what the names of a template stand for, and the cells that it shows."""

from __future__ import annotations

from detente.evidence.cell import Cell
from detente.evidence.sentence import AnyFigure, Phrase, Statement, figures

Parts = dict[str, str | AnyFigure | Phrase]
"""Words, figures and phrases by the names of a template."""


def shown_cells(*sentences: Statement) -> tuple[Cell, ...]:
    """Give the cells of every figure of some sentences, each once, in order.

    Parameters
    ----------
    *sentences : Sentence or PlainSentence
        The sentences.

    Examples
    --------
    >>> from detente.evidence.sentence import PlainSentence
    >>> shown_cells(PlainSentence("The two are at peace."))
    ()
    """
    shown = (figure for one in sentences for figure in figures(one))
    return tuple(dict.fromkeys(cell for figure in shown for cell in figure.cells))

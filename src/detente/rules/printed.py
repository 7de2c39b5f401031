"""Printed figures: what a reader sees has to bear out the words, after rounding too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from math import isclose

from detente.evidence.cell import Cell
from detente.evidence.figure import Figure
from detente.evidence.sentence import Statement, render
from detente.rules.line import Line

GUARD = "printed figures"
REASON = "its rounded figures do not bear out its words"
POINTS = "percentage points"
FELL, ROSE, NO_MORE, DIFFERS = "fell", "rose", "no more", "differs"
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
NO_PART = re.compile(
    r"\b(?:more|fewer|less) than (?:100|0) (?:per cent of (?:all |such |the )?[a-z]|of 100\b)"
)
"""More, or fewer, than all of a whole, or than none of it."""
MARK = "⟨{}⟩"
"""How a figure is marked in a text that is searched."""
ONE, OTHER, SHORT = r"⟨(\d+)⟩", r"⟨(\d+)⟩", r"[^⟨.;]{0,40}?"
"""Two figures, and the few words that may lie between a verb and a figure."""
FROM_TO = rf"{SHORT} from {ONE}[^⟨;]*? to {OTHER}"
"""From the one to the other."""
FALLS = rf"\b(?:fell|falls|shrank|dropped|declined){FROM_TO}"
RISES = rf"\b(?:rose|rises|grew|grows|climbed){FROM_TO}"
GOES = rf"\b(?:went|gone){FROM_TO}"
DOWN, UP, AT_MOST = (
    rf"{ONE}[^⟨;]*?\b{words} {OTHER}"
    for words in ("down from", "up from", "no (?:more|larger|higher) than")
)
CLAIMS = (
    (FELL, FALLS),
    (ROSE, RISES),
    (ROSE, DOWN),
    (FELL, UP),
    (NO_MORE, AT_MOST),
    (DIFFERS, GOES),
)
"""What words say of two figures in the order in which they are printed."""
BORNE_OUT = {
    FELL: lambda first, second: first > second,
    ROSE: lambda first, second: first < second,
    NO_MORE: lambda first, second: first <= second,
    DIFFERS: lambda first, second: first != second,
}


def contradicts(line: Line) -> bool:
    """Tell whether the printed figures of a line deny what its words say of them.

    Parameters
    ----------
    line : Line
        The line.
    """
    sentences = (*line.finding.sentences, *line.on_first_page)
    return any(map(denies, sentences)) or not _adds_up(sentences)


def denies(sentence: Statement) -> bool:
    """Tell whether two printed figures of a sentence deny its words.

    Parameters
    ----------
    sentence : Sentence or PlainSentence
        The sentence.

    Examples
    --------
    >>> from detente.evidence.cell import Cell
    >>> from detente.evidence.figure import measured
    >>> from detente.evidence.sentence import Sentence
    >>> ends = ((1, 0.2), (2, 0.3))
    >>> cells = [Cell("t", "c", (("year", y),), v, "share", ("s",), "r") for y, v in ends]
    >>> then, now = (measured(f"a.b{place}", cell) for place, cell in enumerate(cells))
    >>> parts = {"then": then, "now": now}
    >>> denies(Sentence("It fell from {then:per_cent} to {now:per_cent}.", parts))
    True
    >>> denies(Sentence("It rose from {then:per_cent} to {now:per_cent}.", parts))
    False
    """
    if NO_PART.search(render(sentence)):
        return True
    text, shown = _marked(sentence)
    for claim, pattern in CLAIMS:
        for match in re.finditer(pattern, text):
            first, second = (shown[int(place)] for place in match.groups())
            if first[1] == second[1] and not BORNE_OUT[claim](first[0], second[0]):
                return True
    return False


def _marked(sentence: Statement) -> tuple[str, list[tuple[float, str]]]:
    """Replace each figure that is no date by its place, and give number and unit of each."""
    pieces: list[str] = []
    shown: list[tuple[float, str]] = []
    for run in sentence.runs():
        found = NUMBER.search(run.text)
        if not isinstance(run.figure, Figure) or run.figure.kind == "dated" or found is None:
            pieces.append(run.text)
            continue
        pieces.append(MARK.format(len(shown)))
        shown.append((float(found[0].replace(",", "")), f"{run.figure.unit}.{run.way}"))
    return "".join(pieces), shown


def _adds_up(sentences: Iterable[Statement]) -> bool:
    """Tell whether each printed change in points is the difference of its printed ends."""
    shown = list(_figures(sentences))
    ends: dict[Cell, float] = {}
    for figure, value in shown:
        is_end = figure.unit != POINTS and len(figure.cells) == 1
        if is_end and isclose(figure.value, figure.cells[0].value):
            ends.setdefault(figure.cells[0], value)
    for figure, value in shown:
        if figure.unit != POINTS or len(figure.cells) != len(("then", "now")):
            continue
        known = [ends[cell] for cell in figure.cells if cell in ends]
        if len(known) == len(figure.cells) and abs(known[0] - known[1]) != value:
            return False
    return True


def _figures(sentences: Iterable[Statement]) -> Iterator[tuple[Figure, float]]:
    for sentence in sentences:
        for run in sentence.runs():
            found = NUMBER.search(run.text)
            if isinstance(run.figure, Figure) and found is not None:
                yield run.figure, float(found[0].replace(",", ""))

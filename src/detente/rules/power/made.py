"""Lines of the section on power: the parts that each of its rules fills in the same way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import Formatter

from detente.evidence.cell import Cell
from detente.evidence.chance import Chance
from detente.evidence.figure import Figure
from detente.evidence.finding import Finding
from detente.evidence.method import Method
from detente.evidence.sentence import AnyFigure, Phrase, Sentence, figures
from detente.models import track_records as methods
from detente.rules.line import Line, Reasons

Parts = dict[str, str | Figure | Chance | Phrase]
"""What the names of a template stand for."""


@dataclass(frozen=True, slots=True)
class Page:
    """What page 1 may print of a line.

    Attributes
    ----------
    headline : Sentence
        The message.
    key : tuple of Sentence
        One or two sentences below it.
    gist : Sentence
        The same in one short sentence.
    """

    headline: Sentence
    key: tuple[Sentence, ...]
    gist: Sentence


@dataclass(frozen=True, slots=True)
class Measured:
    """The main number of a line.

    Attributes
    ----------
    value : float
        The number.
    unit : str
        Its unit.
    about : str
        The question that it answers, in a few words.
    newest : int or None
        Year of its newest datum; None for standing facts.
    low, high : float or None
        Its interval.
    verdict : str
        As `Finding` has it.
    """

    value: float
    unit: str
    about: str
    newest: int | None
    low: float | None = None
    high: float | None = None
    verdict: str = "measured"


def line(
    rule: str,
    variant: str,
    body: tuple[Sentence, ...],
    *,
    cells: tuple[Cell, ...],
    measured: Measured,
    reasons: Reasons,
    page: Page | None = None,
    series: str = "",
    method: Method | None = None,
) -> Line:
    """Put a line together.

    Parameters
    ----------
    rule, variant : str
        As `Line` has them.
    body : tuple of Sentence
        What the section prints.
    cells : tuple of Cell
        The evidence of all its sentences.
    measured : Measured
        Its main number.
    reasons : Reasons
        Why it is worth saying.
    page : Page, optional
        What page 1 may print; nothing by default.
    series : str
        What it was measured on; the rule by default.
    method : Method, optional
        How the number was made; arithmetic on published numbers by default.
    """
    finding = Finding(
        id=f"rule.{rule}",
        sentences=body,
        value=measured.value,
        low=measured.low,
        high=measured.high,
        unit=measured.unit,
        evidence=tuple(dict.fromkeys(cells)),
        method=method or methods.accounting(),
        verdict=measured.verdict,
        sentence_about=measured.about,
    )
    return Line(
        rule,
        variant,
        finding=finding,
        reasons=reasons,
        headline=page.headline if page else None,
        key=page.key if page else (),
        gist=page.gist if page else None,
        series=series or rule,
        newest=measured.newest,
    )


def filled(template: str, parts: Mapping[str, str | AnyFigure | Phrase]) -> Sentence:
    """Fill a template with those of some parts that it names.

    Parameters
    ----------
    template : str
        The sentence with names in braces.
    parts : mapping
        What each name stands for; further names are left aside.
    """
    named = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
    return Sentence(template, {name: parts[name] for name in named})


def cells_of(sentences: Iterable[Sentence]) -> tuple[Cell, ...]:
    """Give the cells of all figures of some sentences, each once.

    Parameters
    ----------
    sentences : iterable of Sentence
        The sentences.
    """
    shown = (figure for sentence in sentences for figure in figures(sentence))
    return tuple(dict.fromkeys(cell for figure in shown for cell in figure.cells))

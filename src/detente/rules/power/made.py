"""Lines of the section on power: the parts that each of its rules fills in the same way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from string import Formatter

from detente.actors.names import possessive
from detente.evidence.cell import Cell
from detente.evidence.chance import Chance
from detente.evidence.figure import Figure, dated, figure_id
from detente.evidence.figure import measured as as_figure
from detente.evidence.finding import Finding
from detente.evidence.method import Method
from detente.evidence.sentence import Phrase, Sentence, figures
from detente.models import track_records as methods
from detente.rules.line import Line, Reasons
from detente.rules.power.sizes import times_as_much

AnyPart = str | Figure | Chance | Phrase
"""What a name of a template may stand for."""
Parts = dict[str, AnyPart]
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
    evidence = tuple(dict.fromkeys(cells))
    finding = Finding(
        id=f"rule.{rule}",
        sentences=body,
        value=measured.value,
        low=measured.low,
        high=measured.high,
        unit=measured.unit,
        evidence=evidence,
        method=method or methods.accounting(),
        verdict=measured.verdict,
        sentence_about=measured.about,
    )
    made = Line(
        rule,
        variant,
        finding=finding,
        reasons=reasons,
        series=series or rule,
        newest=measured.newest,
    )
    if page is None:
        return made
    return replace(made, headline=page.headline, key=page.key, gist=page.gist)


def filled(template: str, parts: Mapping[str, AnyPart]) -> Sentence:
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


def first_page(parts: Mapping[str, AnyPart], headline: str, *key: str, gist: str) -> Page:
    """Fill what page 1 may print.

    Parameters
    ----------
    parts : mapping
        What each name stands for.
    headline : str
        The template of the message.
    *key : str
        Templates of the sentences below it.
    gist : str
        The template of the short sentence.
    """
    said = tuple(filled(one, parts) for one in key)
    return Page(filled(headline, parts), key=said, gist=filled(gist, parts))


def named(**labels: str) -> Parts:
    """Give names and their possessives, which end in s, as parts of templates.

    Parameters
    ----------
    **labels : str
        What a sentence calls each.

    Examples
    --------
    >>> named(weak="Serbia")
    {'weak': 'Serbia', 'weaks': "Serbia's"}
    """
    parts: Parts = {}
    for name, label in labels.items():
        parts[name] = label
        parts[f"{name}s"] = possessive(label)
    return parts


@dataclass(frozen=True, slots=True)
class Figures:
    """Makes the figures of one rule.

    Attributes
    ----------
    rule : str
        Id of the rule, with which the ids of its figures begin.
    """

    rule: str

    def id(self, *names: str | int) -> str:
        """Give the id of a figure.

        Parameters
        ----------
        *names : str or int
            What it is called within the rule.
        """
        return figure_id("power", self.rule, *names)

    def year(self, name: str, *cells: Cell) -> Figure:
        """Give the year of the first of some cells.

        Parameters
        ----------
        name : str
            What it is called within the rule.
        *cells : Cell
            At least one.
        """
        return dated(self.id(name), cells[0].year or 0, *cells)

    def per_cent(self, name: str, cell: Cell) -> Figure:
        """Give a cell as a figure in per cent.

        Parameters
        ----------
        name : str
            What it is called within the rule.
        cell : Cell
            A part of a whole.
        """
        return as_figure(self.id(name), cell, way="per_cent")

    def ratio(self, name: str, top: Cell, bottom: Cell) -> Figure:
        """Divide one cell by another, as a figure.

        Parameters
        ----------
        name : str
            What it is called within the rule.
        top, bottom : Cell
            What is divided, and by what.
        """
        return times_as_much(self.id(name), top, bottom)

    def multiple(self, name: str, value: float, *cells: Cell) -> Figure:
        """Give a ratio that is known already.

        Parameters
        ----------
        name : str
            What it is called within the rule.
        value : float
            The ratio.
        *cells : Cell
            What it rests on.
        """
        return Figure(self.id(name), value, unit="ratio", cells=cells, way="multiple")

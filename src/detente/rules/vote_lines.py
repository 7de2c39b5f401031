"""Lines about votes: evidence is gathered from the figures that the sentences show."""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter

from detente.evidence.cell import Cell
from detente.evidence.figure import Figure
from detente.evidence.finding import Finding
from detente.evidence.method import Method
from detente.evidence.sentence import AnyFigure, Phrase, Sentence, figures, length
from detente.models import track_records as methods
from detente.rules.line import LONGEST, LONGEST_HEADLINE, LONGEST_KEY, Line, Reasons

Parts = dict[str, str | AnyFigure | Phrase]
"""What the names of a template stand for."""


def picked(template: str, shown: Parts) -> Sentence:
    """Write a template with those of some parts that it names.

    Parameters
    ----------
    template : str
        The template.
    shown : dict
        Parts by name, more than the template needs.

    Examples
    --------
    >>> from detente.evidence.sentence import render
    >>> render(picked("{who} moved.", {"who": "Russia", "whom": "Serbia"}))
    'Russia moved.'
    """
    for name, part in shown.items():
        if isinstance(part, Figure) and part.way == "whole" and round(part.value) == 1:
            template = template.replace(f"{{{name}}} points", f"{{{name}}} point")
    named = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
    return Sentence(template, {name: shown[name] for name in shown if name in named})


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says in each place; sentences of page 1 and of the section differ.

    Attributes
    ----------
    section : tuple of Sentence
        Its sentences in the section.
    headline : Sentence or None
        The message of a key finding; None where it is never one.
    key : tuple of Sentence
        One or two sentences below the message.
    gist : Sentence or None
        The same in one short sentence, for the answer.
    """

    section: tuple[Sentence, ...]
    headline: Sentence | None = None
    key: tuple[Sentence, ...] = ()
    gist: Sentence | None = None

    def every(self) -> tuple[Sentence, ...]:
        """Give every sentence."""
        page = (self.headline, *self.key, self.gist)
        return (*self.section, *(one for one in page if one is not None))

    @property
    def fits(self) -> bool:
        """Whether page 1 has room for it: long names make a message too long."""
        if self.headline is None or length(self.headline) > LONGEST_HEADLINE:
            return False
        whole = length(self.headline) + sum(length(one) for one in self.key)
        others = (*self.key, *(() if self.gist is None else (self.gist,)))
        return whole <= LONGEST_KEY and all(length(one) <= LONGEST for one in others)


def first_fit(most: int, *sentences: Sentence) -> Sentence:
    """Give the first sentence that has few enough words; the last where none has.

    Parameters
    ----------
    most : int
        Words it may have.
    *sentences : Sentence
        From the fullest to the shortest.
    """
    short = (one for one in sentences if length(one) <= most)
    return next(short, sentences[-1])


def vote_line(
    rule: str,
    variant: str,
    said: Said,
    *,
    main: Cell,
    reasons: Reasons,
    about: str,
    more: tuple[Cell, ...] = (),
    series: str = "",
    newest: int | None = None,
    method: Method | None = None,
) -> Line:
    """Make a line whose evidence is its main cell and every cell that a sentence shows.

    Parameters
    ----------
    rule, variant : str
        Id of the rule, and what chose the template.
    said : Said
        What it says.
    main : Cell
        Its main number.
    reasons : Reasons
        Why it is worth saying.
    about : str
        The question it answers, a few words.
    more : tuple of Cell
        What was compared without being shown.
    series : str
        What it was measured on; the rule by default.
    newest : int, optional
        Year of its newest datum; that of the main cell by default.
    method : Method, optional
        How the main number was made; arithmetic by default.
    """
    shown = [cell for one in said.every() for figure in figures(one) for cell in figure.cells]
    method_of = methods.accounting() if method is None else method
    finding = Finding(
        id=f"rule.{rule}",
        sentences=said.section,
        value=main.value,
        low=main.low,
        high=main.high,
        unit=main.unit,
        evidence=tuple(dict.fromkeys((main, *shown, *more))),
        method=method_of,
        sentence_about=about,
    )
    newest_of = main.year if newest is None else newest
    return Line(
        rule,
        variant,
        finding=finding,
        reasons=reasons,
        headline=said.headline if said.fits else None,
        key=said.key if said.fits else (),
        gist=said.gist if said.fits else None,
        series=series or rule,
        newest=newest_of,
    )

"""Lines put together: sentences, what page 1 may print of them, and the evidence of both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from string import Formatter

from detente.errors import EvidenceError
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure
from detente.evidence.finding import Finding
from detente.evidence.method import Method
from detente.evidence.sentence import Phrase, Sentence, figures
from detente.models import track_records as methods
from detente.rules.line import Line, Reasons


@dataclass(frozen=True, slots=True)
class FirstPage:
    """What page 1 may print of a line.

    Attributes
    ----------
    headline : Sentence
        The message.
    key : tuple of Sentence
        One or two sentences below it.
    gist : Sentence
        The same in one short sentence, for the answer.
    """

    headline: Sentence
    key: tuple[Sentence, ...]
    gist: Sentence

    def __iter__(self) -> Iterator[Sentence]:
        yield self.headline
        yield from self.key
        yield self.gist


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What a line rests on beside the figures that its sentences show.

    Attributes
    ----------
    about : str
        The question that it answers, a few words.
    cells : tuple of Cell
        Evidence that no figure shows.
    newest : int or None
        Year of its newest datum; None for standing facts.
    method : Method or None
        How its main number was made; arithmetic on published numbers by default.
    series : str
        What it was measured on; the rule by default.
    """

    about: str
    cells: tuple[Cell, ...] = ()
    newest: int | None = None
    method: Method | None = None
    series: str = ""


def composed(
    rule: str,
    variant: str,
    body: tuple[Sentence, ...],
    basis: Basis,
    *,
    reasons: Reasons,
    page: FirstPage | None = None,
) -> Line:
    """Put a line together; its main number is the first figure that it shows.

    Parameters
    ----------
    rule, variant : str
        As `Line` has them.
    body : tuple of Sentence
        What the section prints.
    basis : Basis
        What it rests on.
    reasons : Reasons
        Why it is worth saying.
    page : FirstPage, optional
        What page 1 may print; nothing by default.

    Raises
    ------
    EvidenceError
        Where neither the sentences nor the basis name a cell.
    """
    shown = tuple(_shown((*body, *(page or ()))))
    evidence = tuple(dict.fromkeys((*_cells(shown), *basis.cells)))
    if not evidence:
        raise EvidenceError(f"a line of the rule '{rule}' rests on no cell")
    leading: Figure | Cell = shown[0] if shown else evidence[0]
    finding = Finding(
        id=f"rule.{rule}",
        sentences=body,
        value=leading.value,
        unit=leading.unit,
        evidence=evidence,
        method=basis.method or methods.accounting(),
        sentence_about=basis.about,
    )
    line = Line(
        rule,
        variant,
        finding=finding,
        reasons=reasons,
        series=basis.series or rule,
        newest=basis.newest,
    )
    if page is None:
        return line
    return replace(line, headline=page.headline, key=page.key, gist=page.gist)


def filled(template: str, parts: Mapping[str, str | Figure | Phrase]) -> Sentence:
    """Fill a template with those of some parts that it names.

    Parameters
    ----------
    template : str
        The sentence, with names in braces.
    parts : mapping
        What each name stands for; more than the template names may be given.

    Examples
    --------
    >>> filled("{who} waits.", {"who": "Serbia", "bloc": "the European Union"}).parts
    {'who': 'Serbia'}
    """
    named = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
    return Sentence(template, {name: part for name, part in parts.items() if name in named})


def _shown(sentences: Iterable[Sentence]) -> Iterator[Figure]:
    for sentence in sentences:
        yield from (one for one in figures(sentence) if isinstance(one, Figure))


def _cells(shown: Iterable[Figure]) -> Iterator[Cell]:
    for figure in shown:
        yield from figure.cells

"""Sentences: templates with named figures, written by one function for every medium."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from string import Formatter
from typing import Literal

from detente.errors import EvidenceError
from detente.evidence.chance import Chance
from detente.evidence.figure import Figure
from detente.phrasing import UNIT_WORDS, cap, listed

Medium = Literal["text", "html", "typst", "markdown"]
"""What a sentence may be written for."""
AnyFigure = Figure | Chance
"""What a template may show as a number."""
STYLES = {"strong": "b", "emphasis": "i"}
"""How an editor may set words, and the elements of HTML for it."""
OWN_FIGURES = "own-figures"
"""Id of the section that lists the sources of an editor's own figures."""
MOST_IN_WORDS = len(UNIT_WORDS) - 1
"""Largest count that is a word where it begins a sentence."""
TEMPLATES = 4096
"""Templates whose parts are kept."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a written sentence: words, or one figure.

    Attributes
    ----------
    text : str
        As it is printed.
    figure : Figure, Chance or None
        The figure that is printed; None for words.
    way : str
        How the template asked for it.
    style : tuple of str
        How an editor set it: of `STYLES`.
    url : str
        Address to which an editor's words lead; empty for none.
    own : str
        Letter of the source of an editor's own figure; empty where it is none.
    """

    text: str
    figure: AnyFigure | None = None
    way: str = ""
    style: tuple[str, ...] = ()
    url: str = ""
    own: str = ""


@lru_cache(maxsize=TEMPLATES)
def _parsed(template: str) -> tuple[tuple[str, str | None, str], ...]:
    """Take a template apart, once: words, the name that follows them, and how it is written."""
    parts = Formatter().parse(template)
    return tuple((words, name, way or "") for words, name, way, _ in parts)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A part of a sentence: a template whose names stand for words, figures and further phrases.

    Attributes
    ----------
    template : str
        Such as ``"{who} fell from {then} to {now}"``; after a colon the way of writing:
        ``{now:per_cent}``.
    parts : mapping
        What each name stands for.

    Raises
    ------
    EvidenceError
        Where the template names what is not given, or something is given that it does not name.
    """

    template: str
    parts: Mapping[str, str | AnyFigure | Phrase]

    def __post_init__(self) -> None:
        named = {name for _, name, _ in _parsed(self.template) if name is not None}
        if named != set(self.parts):
            wrong = ", ".join(sorted(named ^ set(self.parts)))
            raise EvidenceError(f"the sentence '{self.template}' and its parts differ in: {wrong}")

    def runs(self) -> Iterator[Run]:
        """Give words and figures in order."""
        for words, name, way in _parsed(self.template):
            if words:
                yield Run(words)
            if name is None:
                continue
            part = self.parts[name]
            if isinstance(part, Phrase):
                yield from part.runs()
            elif isinstance(part, str):
                yield Run(part)
            else:
                written = part.write(way)
                # an interval brings its space, which is not part of the figure; without one
                # nothing is written
                if written.startswith(" "):
                    yield Run(" ")
                if written:
                    yield Run(written.lstrip(), part, way=way)


@dataclass(frozen=True, slots=True)
class Sentence(Phrase):
    """A whole sentence: it begins with a capital and carries its figures.

    Examples
    --------
    >>> from detente.evidence.cell import Cell
    >>> from detente.evidence.figure import measured
    >>> cell = Cell("states", "cinc", (("year", 2013),), 0.29, "share", ("cow_nmc",), "mean")
    >>> held = measured("power.shares_cinc.nato.2013", cell)
    >>> said = Sentence("{who} held {share:per_cent}.", {"who": "NATO", "share": held})
    >>> render(said), render(said, "markdown")
    ('NATO held 29 per cent.', 'NATO held [29 per cent](fig:power.shares_cinc.nato.2013).')
    >>> length(said), [figure.id for figure in figures(said)]
    (5, ['power.shares_cinc.nato.2013'])
    """

    def runs(self) -> Iterator[Run]:
        """Give words and figures in order, the first with a capital."""
        first = True
        for run in Phrase.runs(self):
            yield Run(cap(_opening(run)), run.figure, way=run.way) if first else run
            first = False


def _opening(run: Run) -> str:
    """Write a small count that begins a sentence as a word."""
    figure = run.figure
    if (
        isinstance(figure, Figure)
        and figure.kind == "counted"
        and 0 < figure.value <= MOST_IN_WORDS
    ):
        return UNIT_WORDS[round(figure.value)]
    return run.text


@dataclass(frozen=True, slots=True)
class PlainSentence:
    """A sentence that does not carry its figures yet; a test counts how many are left.

    Attributes
    ----------
    text : str
        The sentence as it is printed.
    """

    text: str

    def runs(self) -> Iterator[Run]:
        """Give the text as one piece."""
        yield Run(self.text)


@dataclass(frozen=True, slots=True)
class Edited:
    """Text as an editor left it: words in any order, and figures that are still bound.

    Attributes
    ----------
    pieces : tuple of Run
        Words and figures, printed as they are.

    Examples
    --------
    >>> render(Edited((Run("In "), Run("2024", own="a"), Run(" it rose."))))
    'In 2024 (a) it rose.'
    """

    pieces: tuple[Run, ...]

    def runs(self) -> Iterator[Run]:
        """Give words and figures in order."""
        yield from self.pieces


Statement = Sentence | PlainSentence
"""What a finding says."""
Written = Statement | Edited
"""What a paper prints: what a finding says, or what an editor made of it."""


def listed_phrases(phrases: Sequence[Phrase]) -> Phrase:
    """Join phrases as a sentence does: commas, and an "and" before the last.

    Parameters
    ----------
    phrases : sequence of Phrase
        At least one.
    """
    names = [f"part_{place}" for place in range(len(phrases))]
    template = listed([f"{{{name}}}" for name in names])
    return Phrase(template, dict(zip(names, phrases, strict=True)))


def render(sentence: Written, medium: Medium = "text") -> str:
    """Write a sentence.

    Parameters
    ----------
    sentence : Sentence, PlainSentence or Edited
        What is said.
    medium : {"text", "html", "typst", "markdown"}
        For what; in all but text a figure is marked with its id.

    Returns
    -------
    str
        For HTML and Typst as markup, everything else escaped.
    """
    return "".join(_written(run, medium) for run in sentence.runs())


def in_medium(text: str, medium: Medium) -> str:
    """Write a text without figures; markup in it is escaped.

    Parameters
    ----------
    text : str
        The text.
    medium : {"text", "html", "typst", "markdown"}
        For what.

    Examples
    --------
    >>> in_medium("Bosnia & Herzegovina", "html")
    'Bosnia &amp; Herzegovina'
    """
    return text if medium == "text" else _written(Run(text), medium)


def _written(run: Run, medium: Medium) -> str:
    if medium == "html":
        return _html(run)
    if medium == "typst":
        return _typst(run)
    if medium == "markdown" and run.figure is not None:
        return f"[{run.text}](fig:{run.figure.id})"
    return f"{run.text} ({run.own})" if run.own else run.text


def _html(run: Run) -> str:
    """Write a piece as HTML."""
    text = escape(run.text)
    if run.figure is not None:
        text = f'<span data-fig="{run.figure.id}">{text}</span>'
    for style in run.style:
        text = f"<{STYLES[style]}>{text}</{STYLES[style]}>"
    if run.url:
        text = f'<a href="{escape(run.url)}">{text}</a>'
    return f'{text}<sup><a href="#{OWN_FIGURES}">{run.own}</a></sup>' if run.own else text


def _typst(run: Run) -> str:
    """Write a piece as Typst markup: calls of functions, so that no sign in a text is markup."""
    text = _quoted(run.text)
    if run.figure is not None:
        text = f"fig({_quoted(run.figure.id)}, {text})"
    for style in run.style:
        text = f"{'strong' if style == 'strong' else 'emph'}({text})"
    if run.url:
        text = f"link({_quoted(run.url)}, {text})"
    return f"#{text};#super({_quoted(run.own)});" if run.own else f"#{text};"


def _quoted(text: str) -> str:
    """Write a string as Typst code."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def figures(sentence: Written) -> tuple[AnyFigure, ...]:
    """Give the figures of a sentence, each once, in the order in which they are printed."""
    found = (run.figure for run in sentence.runs() if run.figure is not None)
    return tuple({figure.id: figure for figure in found}.values())


def pattern(sentence: Written) -> str:
    """Give a sentence with the ids of its figures in braces, as the record keeps it.

    Examples
    --------
    >>> pattern(PlainSentence("The two are at peace."))
    'The two are at peace.'
    """
    pieces = []
    for run in sentence.runs():
        way = f":{run.way}" if run.way else ""
        pieces.append(f"{{{run.figure.id}{way}}}" if run.figure is not None else run.text)
    return "".join(pieces)


def tokens(sentence: Written) -> tuple[str, ...]:
    """Give the words of a sentence in lower case; a figure is one token, whatever its value.

    Examples
    --------
    >>> tokens(PlainSentence("Power, not identity."))
    ('power', 'not', 'identity')
    """
    found: list[str] = []
    for run in sentence.runs():
        if run.figure is not None:
            found.append(f"<{run.figure.kind}>")
        else:
            words = (word.strip(".,;:()[]\"'").lower() for word in run.text.split())
            found += [word for word in words if word]
    return tuple(found)


def length(sentence: Written) -> int:
    """Count the words that are printed, those of figures included."""
    return len(render(sentence).split())


def repetition(sentences: Iterable[Written], size: int = 4) -> float:
    """Measure how much a text repeats itself: the part of its n-grams that came before.

    Parameters
    ----------
    sentences : iterable of Sentence or PlainSentence
        The text.
    size : int
        Words of an n-gram; a figure counts as one word, so that a phrase with another number is a
        repetition.

    Returns
    -------
    float
        From 0 (no n-gram comes twice) to nearly 1.

    Examples
    --------
    >>> same = PlainSentence("The share fell by a lot.")
    >>> repetition([same]), repetition([same, same])
    (0.0, 0.5)
    """
    grams: Counter[tuple[str, ...]] = Counter()
    for sentence in sentences:
        words = tokens(sentence)
        grams.update(words[i : i + size] for i in range(len(words) - size + 1))
    total = grams.total()
    return 1 - len(grams) / total if total else 0.0

"""The document model: what every writer of a paper is given, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from detente.actors.naming import Names
from detente.evidence.finding import Finding
from detente.evidence.sentence import Medium, PlainSentence, Statement, render
from detente.paper.layout import Layout

Spec = dict[str, Any]
"""A Vega-Lite specification, data inside."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text.

    Attributes
    ----------
    text : str
        The sentences.
    notes : tuple of int
        Numbers of the evidence notes it rests on.
    mark : str
        How far the method has been tested; empty for text that is not a finding.
    sentences : tuple of Sentence or PlainSentence
        The same sentences with their figures; empty for text that is not a finding.
    """

    text: str
    notes: tuple[int, ...] = ()
    mark: str = ""
    sentences: tuple[Statement, ...] = ()

    @classmethod
    def of(cls, finding: Finding, notes: tuple[int, ...]) -> Paragraph:
        """Print a finding, its figures marked.

        Parameters
        ----------
        finding : Finding
            What is said.
        notes : tuple of int
            Numbers of its evidence notes.
        """
        return cls(finding.text, notes, mark=finding.method.mark, sentences=finding.sentences)

    def plain(self, medium: Medium = "text") -> dict[str, Any]:
        """Give it as plain data for a writer.

        Parameters
        ----------
        medium : {"text", "html", "typst", "markdown"}
            What the text is written for; markup in all but text.
        """
        sentences = self.sentences or (PlainSentence(self.text),)
        return {
            "kind": "paragraph",
            "text": " ".join(render(sentence, medium) for sentence in sentences),
            "notes": list(self.notes),
            "mark": self.mark,
        }


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences of one line of the argument, with the note that they rest on.

    Attributes
    ----------
    sentences : tuple of Sentence or PlainSentence
        What is said.
    notes : tuple of int
        Numbers of the notes; empty for what needs none.
    """

    sentences: tuple[Statement, ...]
    notes: tuple[int, ...] = ()

    def plain(self, medium: Medium = "text") -> dict[str, Any]:
        """Give it as plain data for a writer.

        Parameters
        ----------
        medium : {"text", "html", "typst", "markdown"}
            What the text is written for.
        """
        text = " ".join(render(sentence, medium) for sentence in self.sentences)
        return {"text": text, "notes": list(self.notes)}


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph of the argument: passages one after the other."""

    passages: tuple[Passage, ...]

    @property
    def sentences(self) -> tuple[Statement, ...]:
        """Every sentence, in order."""
        return tuple(one for passage in self.passages for one in passage.sentences)

    def plain(self, medium: Medium = "text") -> dict[str, Any]:
        """Give it as plain data for a writer.

        Parameters
        ----------
        medium : {"text", "html", "typst", "markdown"}
            What the text is written for.
        """
        return {"kind": "prose", "passages": [one.plain(medium) for one in self.passages]}


@dataclass(frozen=True, slots=True)
class KeyFinding:
    """A finding of page 1: a message, then one or two sentences.

    Attributes
    ----------
    message : Sentence or PlainSentence
        At most fourteen words.
    passage : Passage
        What follows it.
    """

    message: Statement
    passage: Passage

    @property
    def sentences(self) -> tuple[Statement, ...]:
        """Every sentence, the message first."""
        return (self.message, *self.passage.sentences)

    def plain(self, medium: Medium = "text") -> dict[str, Any]:
        """Give it as plain data for a writer.

        Parameters
        ----------
        medium : {"text", "html", "typst", "markdown"}
            What the text is written for.
        """
        return {"message": render(self.message, medium), **self.passage.plain(medium)}


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of paragraphs."""

    items: tuple[Paragraph, ...]

    def plain(self, medium: Medium = "text") -> dict[str, Any]:
        """Give it as plain data for a writer.

        Parameters
        ----------
        medium : {"text", "html", "typst", "markdown"}
            What the texts are written for.
        """
        return {"kind": "bullets", "items": [item.plain(medium) for item in self.items]}


@dataclass(frozen=True, slots=True)
class Advice:
    """A recommendation: what, why, at whose cost, what would undo it, and how sure it is.

    Attributes
    ----------
    says, reason, changes : Sentence or PlainSentence
        Who should do what by when; why; and the value that would change our mind.
    cost, confidence : str
        Who gives up what; and the level with the tests that failed.
    notes : tuple of int
        Numbers of the notes it rests on.
    """

    says: Statement
    reason: Statement
    changes: Statement
    cost: str
    confidence: str
    notes: tuple[int, ...] = ()

    @property
    def sentences(self) -> tuple[Statement, ...]:
        """Every sentence."""
        return (self.says, self.reason, self.changes)

    def plain(self, medium: Medium = "text") -> dict[str, Any]:
        """Give it as plain data for a writer.

        Parameters
        ----------
        medium : {"text", "html", "typst", "markdown"}
            What the texts are written for.
        """
        return {
            "kind": "advice",
            "text": render(self.says, medium),
            "reason": render(self.reason, medium),
            "changes": render(self.changes, medium),
            "cost": self.cost,
            "confidence": self.confidence,
            "notes": list(self.notes),
        }


@dataclass(frozen=True, slots=True)
class Watchlist:
    """Things to watch, each with its series in bold.

    Attributes
    ----------
    items : tuple of KeyFinding
        The series, then its value, threshold and date.
    """

    items: tuple[KeyFinding, ...]

    @property
    def sentences(self) -> tuple[Statement, ...]:
        """Every sentence, in order."""
        return tuple(sentence for item in self.items for sentence in item.sentences)

    def plain(self, medium: Medium = "text") -> dict[str, Any]:
        """Give it as plain data for a writer.

        Parameters
        ----------
        medium : {"text", "html", "typst", "markdown"}
            What the texts are written for.
        """
        return {"kind": "watchlist", "items": [item.plain(medium) for item in self.items]}


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A chart.

    Attributes
    ----------
    id : str
        Stable name, also of its files.
    title : str
        Its message, a sentence.
    spec : dict
        Vega-Lite specification, data inside.
    source : str
        Sources and last year.
    width : float
        Part of the text's width that the picture takes, so that type is of one size in all of them.
    narrow : dict or None
        The specification for a phone; None where the first serves there too.
    legend : tuple of str
        What the numbers in the picture for a phone stand for.
    alt : str
        What is in the picture, for who cannot see it; the title where it is empty.
    svg, narrow_svg : str
        The picture and the one for a phone, where these are drawn already.
    """

    id: str
    title: str
    spec: dict[str, Any] = field(hash=False)
    source: str = ""
    width: float = 1.0
    narrow: Spec | None = field(default=None, hash=False)
    legend: tuple[str, ...] = ()
    alt: str = ""
    svg: str = ""
    narrow_svg: str = ""

    def plain(self) -> dict[str, Any]:
        """Give it as plain data for a writer, without the specifications."""
        return {
            "kind": "exhibit",
            "narrow": bool(self.narrow or self.narrow_svg),
            "legend": list(self.legend),
            "alt": self.alt or self.title,
            "id": self.id,
            "title": self.title,
            "source": self.source,
            "width": self.width,
        }


@dataclass(frozen=True, slots=True)
class Grid:
    """A table.

    Attributes
    ----------
    id, title : str
        Stable name, and its message or subject.
    columns : tuple of str
        Heads; the first column is text, the others are set to the right.
    rows : tuple of tuple of str
        Cells.
    source : str
        Sources and last year.
    wide : bool
        Whether all columns hold running text.
    widths : tuple of float
        Widths of the columns relative to each other; empty to share what the first column leaves.
    """

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    source: str = ""
    wide: bool = False
    widths: tuple[float, ...] = ()

    def plain(self) -> dict[str, Any]:
        """Give it as plain data for a writer."""
        return {
            "kind": "grid",
            "id": self.id,
            "title": self.title,
            "columns": list(self.columns),
            "rows": [list(r) for r in self.rows],
            "source": self.source,
            "wide": self.wide,
            "widths": list(self.widths),
        }


@dataclass(frozen=True, slots=True)
class Missing:
    """One line that says what is not there and why."""

    text: str

    def plain(self) -> dict[str, Any]:
        """Give it as plain data for a writer."""
        return {"kind": "missing", "text": self.text}


Block = Paragraph | Prose | Bullets | Advice | Watchlist | Exhibit | Grid | Missing
WRITTEN = (Paragraph, Prose, Bullets, Advice, Watchlist)
"""Blocks that are written for a medium; the others are text without markup."""


PARTS = ("body", "annex", "evidence")
"""Parts of a paper: the argument; what a referee reads; tables and cells, printed on demand."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the paper.

    Attributes
    ----------
    id, title : str
        Stable name and plain heading.
    blocks : tuple of Block
        What it says.
    part : str
        One of `PARTS`.
    claim : Sentence or PlainSentence or None
        The heading as a sentence, where a line leads the section.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    part: str = "body"
    claim: Statement | None = None

    def plain(self, medium: Medium = "text") -> dict[str, Any]:
        """Give it as plain data for a writer.

        Parameters
        ----------
        medium : {"text", "html", "typst", "markdown"}
            What the texts are written for.
        """
        blocks = [
            block.plain(medium) if isinstance(block, WRITTEN) else block.plain()
            for block in self.blocks
        ]
        claim = render(self.claim, medium) if self.claim is not None else ""
        return {
            "id": self.id,
            "title": self.title,
            "claim": claim,
            "part": self.part,
            "blocks": blocks,
        }


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered note: on which sources a line rests, and its cells as lines.

    Attributes
    ----------
    number : int
        Its number.
    finding : str
        What rests on it.
    sources : str
        Names of the sources with years.
    lines : tuple of str
        One line a cell.
    cited : bool
        Whether a sentence of the argument leads to it.
    """

    number: int
    finding: str
    sources: str
    lines: tuple[str, ...]
    cited: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """Page 1.

    Attributes
    ----------
    title, subtitle : str
        The question, and who is looked at as of when.
    author, made, data_to, version, cite : str
        Author line, date of making, newest data by kind, software, how to cite.
    answer : Passage or None
        The answer in three sentences.
    findings : tuple of KeyFinding
        At most five.
    advice : tuple of Advice, Missing or Watchlist
        At most three recommendations; where there is none, what is to be watched.
    picture : Exhibit or None
        The relation over time.
    warning : str
        That the facts were checked long ago; empty where they were not.
    series : str
        Series and number; empty where the paper is in none.
    foreword, disclaimer : tuple of str
        Paragraphs of whoever signed it.
    logo : str
        Name of the file of the logo; empty for none.
    """

    title: str
    subtitle: str
    author: str
    made: str
    data_to: str
    version: str
    cite: str
    answer: Passage | None
    findings: tuple[KeyFinding, ...]
    advice: tuple[Advice | Missing | Watchlist, ...]
    picture: Exhibit | None
    warning: str = ""
    series: str = ""
    foreword: tuple[str, ...] = ()
    disclaimer: tuple[str, ...] = ()
    logo: str = ""

    def plain(self, medium: Medium = "text") -> dict[str, Any]:
        """Give it as plain data for a writer.

        Parameters
        ----------
        medium : {"text", "html", "typst", "markdown"}
            What the texts are written for.
        """
        return {
            "title": self.title,
            "subtitle": self.subtitle,
            "author": self.author,
            "made": self.made,
            "data_to": self.data_to,
            "version": self.version,
            "cite": self.cite,
            "warning": self.warning,
            "answer": self.answer.plain(medium) if self.answer else None,
            "findings": [finding.plain(medium) for finding in self.findings],
            "advice": [
                one.plain() if isinstance(one, Missing) else one.plain(medium)
                for one in self.advice
            ],
            "picture": self.picture.plain() if self.picture else None,
            "series": self.series,
            "foreword": list(self.foreword),
            "disclaimer": list(self.disclaimer),
            "logo": self.logo,
        }


@dataclass(frozen=True, slots=True)
class Document:
    """A paper.

    Attributes
    ----------
    title : Title
        The title page.
    sections : tuple of Section
        In order.
    notes : tuple of Note
        Evidence.
    references : tuple of str
        Lines of the reference list.
    citations : tuple of str
        Keys of the references, for the BibTeX file.
    names : Names
        Names that bear a footnote, marked in all media.
    layout : Layout
        How the PDF is set.
    """

    title: Title
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    references: tuple[str, ...]
    citations: tuple[str, ...]
    names: Names = field(default_factory=Names)
    layout: Layout = field(default_factory=Layout)

    def exhibits(self) -> tuple[Exhibit, ...]:
        """Give every chart, in order."""
        first = (self.title.picture,) if self.title.picture else ()
        blocks = (block for section in self.sections for block in section.blocks)
        return (*first, *(block for block in blocks if isinstance(block, Exhibit)))

    def with_names(self, names: Names) -> Document:
        """Give the document with names marked, those in its pictures among them.

        Parameters
        ----------
        names : Names
            Names that bear a footnote.
        """

        def drawn(block: Block) -> Block:
            if isinstance(block, Exhibit):
                marked = block.narrow and names.marked_all(block.narrow)
                return replace(block, spec=names.marked_all(block.spec), narrow=marked)
            return block

        shown = self.title.picture
        picture = shown and drawn(shown)
        assert picture is None or isinstance(picture, Exhibit)
        title = replace(self.title, picture=picture)
        sections = tuple(
            replace(section, blocks=tuple(map(drawn, section.blocks))) for section in self.sections
        )
        return replace(self, title=title, sections=sections, names=names)

    def cited_as(self, line: str) -> Document:
        """Give the document with the line under which it is cited.

        Parameters
        ----------
        line : str
            The line.
        """
        return replace(self, title=replace(self.title, cite=line))

    def sized(self, widths: dict[str, float]) -> Document:
        """Give the document with the width of each picture.

        Parameters
        ----------
        widths : dict
            Exhibit id to the part of the text's width that it takes.
        """

        def with_width(block: Block) -> Block:
            return replace(block, width=widths[block.id]) if isinstance(block, Exhibit) else block

        shown = self.title.picture
        title = replace(self.title, picture=shown and replace(shown, width=widths[shown.id]))
        sections = tuple(
            replace(section, blocks=tuple(map(with_width, section.blocks)))
            for section in self.sections
        )
        return replace(self, title=title, sections=sections)

    def plain(self, medium: Medium = "text") -> dict[str, Any]:
        """Give the whole as plain data for a writer.

        Parameters
        ----------
        medium : {"text", "html", "typst", "markdown"}
            What paragraphs are written for; all else is text without markup.
        """
        notes = [
            {
                "number": note.number,
                "finding": note.finding,
                "sources": note.sources,
                "lines": list(note.lines),
                "cited": note.cited,
            }
            for note in self.notes
        ]
        said = {
            **self.title.plain(medium),
            "sections": [section.plain(medium) for section in self.sections],
        }
        footnotes = [{"mark": note.mark, "text": note.text} for note in self.names.footnotes]
        return {
            **self.names.marked_all(said, escape="\\" if medium == "markdown" else ""),
            "notes": notes,
            "references": list(self.references),
            "footnotes": footnotes,
            **self.layout.plain(),
        }

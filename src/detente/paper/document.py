"""The document model: what every writer of a paper is given, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from detente.evidence.finding import Finding
from detente.evidence.sentence import Medium, PlainSentence, Statement, render


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
    """A recommendation with what it rests on, who loses and what would change it."""

    text: str
    notes: tuple[int, ...]
    loses: str
    changes: str
    confidence: str

    def plain(self) -> dict[str, Any]:
        """Give it as plain data for a writer."""
        return {
            "kind": "advice",
            "text": self.text,
            "notes": list(self.notes),
            "loses": self.loses,
            "changes": self.changes,
            "confidence": self.confidence,
        }


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
    """

    id: str
    title: str
    spec: dict[str, Any] = field(hash=False)
    source: str = ""
    width: float = 1.0

    def plain(self) -> dict[str, Any]:
        """Give it as plain data for a writer, without the specification."""
        return {
            "kind": "exhibit",
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


Block = Paragraph | Bullets | Advice | Exhibit | Grid | Missing


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the paper."""

    id: str
    title: str
    blocks: tuple[Block, ...]

    def plain(self, medium: Medium = "text") -> dict[str, Any]:
        """Give it as plain data for a writer.

        Parameters
        ----------
        medium : {"text", "html", "typst", "markdown"}
            What the texts are written for.
        """
        blocks = [
            block.plain(medium) if isinstance(block, Paragraph | Bullets) else block.plain()
            for block in self.blocks
        ]
        return {"id": self.id, "title": self.title, "blocks": blocks}


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered evidence note: the cells behind one finding, as lines."""

    number: int
    finding: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Title:
    """The title page.

    Attributes
    ----------
    title, subtitle : str
        What and as of when.
    author, made, data_to, version, cite : str
        Author line, date of making, newest data by kind, software, how to cite.
    warning : str
        That the facts were checked long ago; empty where they were not.
    lead : Paragraph or None
        The explanation, in one paragraph.
    strip : Exhibit or None
        Where the relation stands among all pairs.
    """

    title: str
    subtitle: str
    author: str
    made: str
    data_to: str
    version: str
    cite: str
    lead: Paragraph | None
    strip: Exhibit | None
    warning: str = ""

    def plain(self, medium: Medium = "text") -> dict[str, Any]:
        """Give it as plain data for a writer.

        Parameters
        ----------
        medium : {"text", "html", "typst", "markdown"}
            What the lead is written for.
        """
        lead = self.lead.plain(medium) if self.lead else None
        strip = self.strip.plain() if self.strip else None
        return {
            "title": self.title,
            "subtitle": self.subtitle,
            "author": self.author,
            "made": self.made,
            "data_to": self.data_to,
            "version": self.version,
            "cite": self.cite,
            "warning": self.warning,
            "lead": lead,
            "strip": strip,
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
    """

    title: Title
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    references: tuple[str, ...]
    citations: tuple[str, ...]

    def exhibits(self) -> tuple[Exhibit, ...]:
        """Give every chart, in order."""
        strip = (self.title.strip,) if self.title.strip else ()
        blocks = (block for section in self.sections for block in section.blocks)
        return (*strip, *(block for block in blocks if isinstance(block, Exhibit)))

    def sized(self, widths: dict[str, float]) -> Document:
        """Give the document with the width of each picture.

        Parameters
        ----------
        widths : dict
            Exhibit id to the part of the text's width that it takes.
        """

        def with_width(block: Block) -> Block:
            return replace(block, width=widths[block.id]) if isinstance(block, Exhibit) else block

        strip = self.title.strip
        title = replace(self.title, strip=strip and replace(strip, width=widths[strip.id]))
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
            {"number": note.number, "finding": note.finding, "lines": list(note.lines)}
            for note in self.notes
        ]
        return {
            **self.title.plain(medium),
            "sections": [section.plain(medium) for section in self.sections],
            "notes": notes,
            "references": list(self.references),
        }

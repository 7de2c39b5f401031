"""The document model: what every writer of a paper is given, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any


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
        How far the method has been tested; empty for text that is no finding.
    """

    text: str
    notes: tuple[int, ...] = ()
    mark: str = ""

    def plain(self) -> dict[str, Any]:
        """Give it as plain data for a writer."""
        return {
            "kind": "paragraph",
            "text": self.text,
            "notes": list(self.notes),
            "mark": self.mark,
        }


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of paragraphs."""

    items: tuple[Paragraph, ...]

    def plain(self) -> dict[str, Any]:
        """Give it as plain data for a writer."""
        return {"kind": "bullets", "items": [i.plain() for i in self.items]}


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

    def plain(self) -> dict[str, Any]:
        """Give it as plain data for a writer."""
        return {"id": self.id, "title": self.title, "blocks": [b.plain() for b in self.blocks]}


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
        Author line, date of making, newest data, software, how to cite.
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
        return (*strip, *(b for s in self.sections for b in s.blocks if isinstance(b, Exhibit)))

    def sized(self, widths: dict[str, float]) -> Document:
        """Give the document with the width of each picture, by exhibit id."""

        def one(block: Block) -> Block:
            return replace(block, width=widths[block.id]) if isinstance(block, Exhibit) else block

        strip = self.title.strip and replace(self.title.strip, width=widths[self.title.strip.id])
        sections = tuple(replace(s, blocks=tuple(one(b) for b in s.blocks)) for s in self.sections)
        return replace(self, title=replace(self.title, strip=strip), sections=sections)

    def plain(self) -> dict[str, Any]:
        """Give the whole as plain data for a writer."""
        page = self.title
        return {
            "title": page.title,
            "subtitle": page.subtitle,
            "author": page.author,
            "made": page.made,
            "data_to": page.data_to,
            "version": page.version,
            "cite": page.cite,
            "lead": page.lead.plain() if page.lead else None,
            "strip": page.strip.plain() if page.strip else None,
            "sections": [s.plain() for s in self.sections],
            "notes": [
                {"number": n.number, "finding": n.finding, "lines": list(n.lines)}
                for n in self.notes
            ],
            "references": list(self.references),
        }

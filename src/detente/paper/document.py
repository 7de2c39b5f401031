"""The document model: what every writer of a paper is given, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from detente.actors.naming import Names
from detente.evidence.sentence import Medium, Written, render
from detente.paper.blocks import (
    WRITTEN,
    Advice,
    Block,
    Exhibit,
    KeyFinding,
    Missing,
    Passage,
    Spec,
    Watchlist,
)
from detente.paper.layout import Layout
from detente.paper.opened import Opened
from detente.paper.sections.documents import Named

SEEN = ("title", "unit", "source", "legend")
"""What is printed around a picture."""
PARTS = ("body", "annex", "evidence")
"""Parts of a paper: the argument; what a referee reads; tables and cells, printed on demand."""

IMPRINT = (
    "title",
    "subtitle",
    "author",
    "made",
    "data_to",
    "version",
    "cite",
    "warning",
    "series",
    "logo",
)
"""Lines of page 1 that are written as they are."""


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
    claim: Written | None = None

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
    sources : tuple of Named
        Documents and data sets, each with its address where one is known.
    lines : tuple of str
        One line a cell.
    cited : bool
        Whether a sentence of the argument leads to it.
    """

    number: int
    finding: str
    sources: tuple[Named, ...]
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
    cite: str = ""
    answer: Passage | None = None
    findings: tuple[KeyFinding, ...] = ()
    advice: tuple[Advice | Missing | Watchlist, ...] = ()
    picture: Exhibit | None = None
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
        named = {name: getattr(self, name) for name in IMPRINT}
        advice = [
            one.plain() if isinstance(one, Missing) else one.plain(medium) for one in self.advice
        ]
        argued = {
            "answer": self.answer.plain(medium) if self.answer else None,
            "findings": [finding.plain(medium) for finding in self.findings],
            "advice": advice,
            "picture": self.picture.plain(medium) if self.picture else None,
        }
        signed = {"foreword": list(self.foreword), "disclaimer": list(self.disclaimer)}
        return {**named, **argued, **signed}


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
    opened : tuple of Opened
        What each figure opens on the page.
    """

    title: Title
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    references: tuple[str, ...]
    citations: tuple[str, ...]
    names: Names = field(default_factory=Names)
    layout: Layout = field(default_factory=Layout)
    opened: tuple[Opened, ...] = ()

    def exhibits(self) -> tuple[Exhibit, ...]:
        """Give every chart, in order."""
        first = (self.title.picture,) if self.title.picture else ()
        blocks = (block for section in self.sections for block in section.blocks)
        return (*first, *(block for block in blocks if isinstance(block, Exhibit)))

    def with_exhibits(self, change: Callable[[Exhibit], Exhibit]) -> Document:
        """Give the document with each chart changed.

        Parameters
        ----------
        change : callable
            Takes a chart, gives what is in its place.
        """

        def changed(block: Block) -> Block:
            return change(block) if isinstance(block, Exhibit) else block

        shown = self.title.picture
        title = replace(self.title, picture=shown and change(shown))
        sections = tuple(
            replace(section, blocks=tuple(map(changed, section.blocks)))
            for section in self.sections
        )
        return replace(self, title=title, sections=sections)

    def with_names(self, names: Names) -> Document:
        """Give the document with names marked, those in its pictures among them.

        Parameters
        ----------
        names : Names
            Names that bear a footnote.
        """

        def marked(exhibit: Exhibit) -> Exhibit:
            spec = names.marked_all(exhibit.spec)
            narrow = exhibit.narrow and names.marked_all(exhibit.narrow)
            at_height = exhibit.at_height and partial(_marked_at, names, exhibit.at_height)
            svg, narrow_svg = map(names.marked, (exhibit.svg, exhibit.narrow_svg))
            heights = (exhibit.tall, exhibit.mid, exhibit.low)
            tall, mid, low = (one and names.marked_all(one) for one in heights)
            drawn = replace(exhibit, spec=spec, narrow=narrow, at_height=at_height)
            return replace(drawn, tall=tall, mid=mid, low=low, svg=svg, narrow_svg=narrow_svg)

        return replace(self.with_exhibits(marked), names=names)

    def with_first_of_annex(self, section: Section) -> Document:
        """Give the document with one more section, the first of its annex.

        Parameters
        ----------
        section : Section
            The section.
        """
        places = [place for place, one in enumerate(self.sections) if one.part != PARTS[0]]
        place = places[0] if places else len(self.sections)
        sections = (*self.sections[:place], section, *self.sections[place:])
        return replace(self, sections=sections)

    def cited_as(self, line: str) -> Document:
        """Give the document with the line under which it is cited.

        Parameters
        ----------
        line : str
            The line.
        """
        return replace(self, title=replace(self.title, cite=line))

    def on(self, layout: Layout) -> Document:
        """Give the document with another layout.

        Parameters
        ----------
        layout : Layout
            How the PDF is set.
        """
        return replace(self, layout=layout)

    def sized(self, widths: dict[str, float]) -> Document:
        """Give the document with the width of each picture.

        Parameters
        ----------
        widths : dict
            Exhibit id to the part of the text's width that it takes.
        """

        return self.with_exhibits(lambda shown: replace(shown, width=widths[shown.id]))

    def _first_with(self, mark: str, marked: dict[str, Any]) -> str:
        """Name the section in which a mark comes first; empty for page 1."""
        opening = self.title.picture
        drawn = opening.svg if opening is not None else ""
        page_one = {name: value for name, value in marked.items() if name != "sections"}
        if isinstance(page_one.get("picture"), dict):
            # what stands in for a picture is not on the page
            page_one["picture"] = {name: page_one["picture"].get(name) for name in SEEN}
        if mark in f"{page_one}{drawn}":
            return ""
        pictures = {
            section.id: "".join(one.svg for one in section.blocks if isinstance(one, Exhibit))
            for section in self.sections
        }
        for section in marked["sections"]:
            if mark in f"{section}{pictures.get(section['id'], '')}":
                return str(section["id"])
        return ""

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
                "sources": [{"text": one.text, "url": one.url} for one in note.sources],
                "lines": list(note.lines),
                "cited": note.cited,
            }
            for note in self.notes
        ]
        said = {
            **self.title.plain(medium),
            "sections": [section.plain(medium) for section in self.sections],
        }
        marked = self.names.marked_all(said, escape="\\" if medium == "markdown" else "")
        footnotes = [
            {"mark": note.mark, "text": note.text, "at": self._first_with(note.mark, marked)}
            for note in self.names.footnotes
        ]
        return {
            **marked,
            "notes": notes,
            "references": list(self.references),
            "footnotes": footnotes,
            **self.layout.plain(),
        }


def _marked_at(names: Names, at_height: Callable[[int], Spec | None], height: int) -> Spec | None:
    """Draw a picture at another height, and mark the names in it."""
    marked: Spec | None = names.marked_all(at_height(height))
    return marked

"""The blocks of a paper: text, advice, pictures and tables, each as plain data for a writer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from detente.evidence.finding import Finding
from detente.evidence.sentence import Medium, PlainSentence, Written, in_medium, render

Spec = dict[str, Any]
"""A Vega-Lite specification, data inside."""
TALL, MID, LOW = 400, 310, 170
"""Height of a picture in pixels where page 1 has much room for it, and where it has little."""


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
    sentences: tuple[Written, ...] = ()

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

    sentences: tuple[Written, ...]
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
    def sentences(self) -> tuple[Written, ...]:
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

    message: Written
    passage: Passage

    @property
    def sentences(self) -> tuple[Written, ...]:
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
    """A recommendation: what, why, at whose cost, and what would undo it.

    Attributes
    ----------
    says, reason, changes : Sentence or PlainSentence
        Who should do what by when; why; and the value that would change our mind.
    cost : str
        Who gives up what.
    notes : tuple of int
        Numbers of the notes it rests on.
    """

    says: Written
    reason: Written
    changes: Written
    cost: str
    notes: tuple[int, ...] = ()

    @property
    def sentences(self) -> tuple[Written, ...]:
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
    def sentences(self) -> tuple[Written, ...]:
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


Entry = str | Written
"""What a cell of a table holds: text, or a sentence with its figures."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table.

    Attributes
    ----------
    id, title : str
        Stable name, and its message or subject.
    columns : tuple of str
        Heads; the first column is text, the others are set to the right.
    rows : tuple of tuple of str, Sentence or PlainSentence
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
    rows: tuple[tuple[Entry, ...], ...]
    source: str = ""
    wide: bool = False
    widths: tuple[float, ...] = ()

    @property
    def sentences(self) -> tuple[Written, ...]:
        """Every sentence among its cells, row by row."""
        cells = (cell for row in self.rows for cell in row)
        return tuple(cell for cell in cells if not isinstance(cell, str))

    def plain(self, medium: Medium = "text") -> dict[str, Any]:
        """Give it as plain data for a writer.

        Parameters
        ----------
        medium : {"text", "html", "typst", "markdown"}
            What the cells are written for.
        """
        rows = [[_entry(cell, medium) for cell in row] for row in self.rows]
        head = {"kind": "grid", "id": self.id, "title": self.title, "columns": list(self.columns)}
        set_as = {"source": self.source, "wide": self.wide, "widths": list(self.widths)}
        return {**head, "rows": rows, **set_as}


def _entry(cell: Entry, medium: Medium) -> str:
    """Write a cell; text is escaped as a sentence without figures is."""
    return in_medium(cell, medium) if isinstance(cell, str) else render(cell, medium)


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A picture.

    Attributes
    ----------
    id : str
        Stable name, also of its files.
    title : Sentence or PlainSentence
        Its message, at most fifteen words.
    spec : dict
        Vega-Lite specification, data inside.
    unit : str
        What is shown and in which unit: the line under the title.
    source : str
        Sources and last year, and how it is drawn.
    alt : str
        What is in the picture, for who cannot see it.
    cells : Grid or None
        The cells that are drawn, as a table.
    width : float
        Part of the text's width that the picture takes, so that type is of one size in all of them.
    narrow : dict or None
        The specification for a phone; None where the first serves there too.
    at_height : callable or None
        Gives the specification at another height in pixels, where type keeps its size; None for a
        picture that has one height alone, and once `at_every_height` has asked it.
    tall, mid, low : dict or None
        The specifications for a page that has much room, some, or little.
    legend : tuple of str
        What the numbers in the picture for a phone stand for.
    svg, narrow_svg : str
        The picture and the one for a phone, where these are drawn already.
    """

    id: str
    title: Written
    spec: Spec = field(hash=False)
    unit: str = ""
    source: str = ""
    alt: str = ""
    cells: Grid | None = None
    width: float = 1.0
    narrow: Spec | None = field(default=None, hash=False)
    at_height: Callable[[int], Spec | None] | None = field(default=None, hash=False, compare=False)
    tall: Spec | None = field(default=None, hash=False)
    mid: Spec | None = field(default=None, hash=False)
    low: Spec | None = field(default=None, hash=False)
    legend: tuple[str, ...] = ()
    svg: str = ""
    narrow_svg: str = ""

    @property
    def sentences(self) -> tuple[Written, ...]:
        """Its message."""
        return (self.title,)

    def at_every_height(self) -> Exhibit:
        """Give it with the higher and the lower picture, which a screen does not need."""
        if self.at_height is None:
            return self
        tall, mid, low = (self.at_height(pixels) for pixels in (TALL, MID, LOW))
        return replace(self, at_height=None, tall=tall, mid=mid, low=low)

    def plain(self, medium: Medium = "text") -> dict[str, Any]:
        """Give it as plain data for a writer, without the specifications.

        Parameters
        ----------
        medium : {"text", "html", "typst", "markdown"}
            What the message is written for; a page on paper has no room for the cells.
        """
        cells = self.cells if medium != "typst" else None
        has = {
            "narrow": bool(self.narrow or self.narrow_svg),
            "tall": self.tall is not None,
            "mid": self.mid is not None,
            "low": self.low is not None,
        }
        said = {"title": render(self.title, medium), "unit": self.unit, "source": self.source}
        # without a description of its own a picture has its message
        alt = self.alt or render(self.title)
        shown = {"alt": alt, "legend": list(self.legend), "width": self.width}
        table = None if cells is None else cells.plain(medium)
        return {"kind": "exhibit", "id": self.id, **has, **said, **shown, "cells": table}


@dataclass(frozen=True, slots=True)
class Card:
    """One claim: what was said, and what the data say to it.

    Attributes
    ----------
    number, statement, verdict : str
        Its id, what was said, and the verdict as of the day of the document.
    then, since : str
        What each test found by that day, and with what came after.
    note : str
        What whoever wrote the file adds; empty for nothing.
    """

    number: str
    statement: str
    verdict: str
    then: str
    since: str = ""
    note: str = ""

    def plain(self) -> dict[str, str]:
        """Give it as plain data for a writer."""
        return {
            "number": self.number,
            "statement": self.statement,
            "verdict": self.verdict,
            "then": self.then,
            "since": self.since,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Cards:
    """Claims, one card each."""

    items: tuple[Card, ...]

    def plain(self) -> dict[str, Any]:
        """Give it as plain data for a writer."""
        return {"kind": "cards", "items": [item.plain() for item in self.items]}

    def table(self) -> Grid:
        """Give them as a table, for a format that has no cards."""
        rows = tuple(
            (f"{one.number}. {one.statement}", one.verdict, one.then, one.since)
            for one in self.items
        )
        return Grid(
            "claims",
            "Claims with the numbers of their sources",
            columns=("claim", "verdict", "then", "since"),
            rows=rows,
            wide=True,
            widths=(4, 1.5, 4.5, 4),
        )


@dataclass(frozen=True, slots=True)
class Missing:
    """One line that says what is not there and why."""

    text: str

    def plain(self) -> dict[str, Any]:
        """Give it as plain data for a writer."""
        return {"kind": "missing", "text": self.text}


Block = Paragraph | Prose | Bullets | Advice | Watchlist | Exhibit | Grid | Cards | Missing
WRITTEN = (Paragraph, Prose, Bullets, Advice, Watchlist, Grid, Exhibit)
"""Blocks that are written for a medium; claims, and what is missing, are text without markup."""

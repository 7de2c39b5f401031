"""Writing a document as a manuscript: every figure a link, every other numeral a fixed text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from detente.actors.naming import Names
from detente.editions.bindings import Bindings
from detente.editions.fixing import Fixed
from detente.editions.manuscript import (
    EMPHASIS,
    FIGURE,
    NOTE,
    PART,
    STRONG,
    TABLE,
    Items,
    Line,
    Manuscript,
    Part,
    Picture,
    Piece,
    Table,
    joined,
)
from detente.evidence.sentence import PlainSentence, Written
from detente.paper.blocks import (
    Advice,
    Block,
    Bullets,
    Cards,
    Entry,
    Exhibit,
    Grid,
    KeyFinding,
    Missing,
    Paragraph,
    Passage,
    Prose,
    Watchlist,
)
from detente.paper.document import Document, Section, Title

FOLDER = "pictures"
"""Folder of the pictures, beside the text."""
NARROW = "-narrow"
"""How the file of a picture for a phone is named."""
FOREWORD, REFERENCES, NOTES = "foreword", "references", "notes"
"""Ids of the parts that are no sections."""
EVIDENCE = "evidence"
"""Part of a paper that is no running text: it is printed as it is."""
LABELS = {"reason": "Reason:", "cost": "Cost:", "changes": "What would change our mind:"}
"""How the lines under a recommendation begin."""
IMPRINT = {"author": "Prepared by: ", "made": "Made on: ", "data_to": "Data to: "}
IMPRINT |= {"cite": "How to cite: "}
"""Lines of the imprint, and how they begin."""


@dataclass(slots=True)
class Writing:
    """Writes one document.

    Attributes
    ----------
    names : Names
        Names that bear a footnote.
    bindings : Bindings
        Collects the figures.
    fixed : Fixed
        Collects the fixed texts.
    """

    names: Names
    bindings: Bindings
    fixed: Fixed = field(default_factory=Fixed)

    def pieces(self, said: Written | str) -> tuple[Piece, ...]:
        """Give a sentence as pieces.

        Parameters
        ----------
        said : Sentence, PlainSentence, Edited or str
            What is said.
        """
        if isinstance(said, str):
            return (Piece(self.names.marked(said)),)
        found = []
        for run in said.runs():
            key = "" if run.figure is None else self.bindings.bind(run)
            kind = Piece(run.text, FIGURE, target=key) if key else Piece(run.text)
            found.append(replace(kind, style=run.style))
        whole = joined(tuple(found))
        return tuple(
            one if one.kind == FIGURE else replace(one, text=self.names.marked(one.text))
            for one in whole
        )

    def line(self, *pieces: Piece) -> Line:
        """Give a line with its numerals fixed.

        Parameters
        ----------
        *pieces : Piece
            The line.
        """
        return Line(self.fixed.numerals(pieces))

    def passage(self, passage: Passage) -> Iterator[Piece]:
        """Give sentences, then the marks of their notes.

        Parameters
        ----------
        passage : Passage
            Sentences of one line of the argument.
        """
        for place, sentence in enumerate(passage.sentences):
            yield from (Piece(" "),) if place else ()
            yield from self.pieces(sentence)
        yield from marks(passage.notes)

    def block(self, block: Block) -> Iterator[Part]:
        """Give the parts of a block.

        Parameters
        ----------
        block : Block
            Text, advice, a picture or a table.
        """
        if isinstance(block, Paragraph):
            yield self.line(*self.passage(_passage(block)))
        elif isinstance(block, Prose):
            yield self.line(*self._prose(block))
        elif isinstance(block, Bullets):
            lines = (self.line(*self.passage(_passage(one))) for one in block.items)
            yield Items(tuple(lines))
        elif isinstance(block, Watchlist):
            yield Items(tuple(self.finding(one) for one in block.items))
        elif isinstance(block, Advice):
            yield from self._advice(block)
        elif isinstance(block, Missing):
            yield self.line(*styled(self.pieces(block.text), EMPHASIS))
        elif isinstance(block, Cards):
            yield from self._table(block.table())
        elif isinstance(block, Grid):
            yield from self._table(block)
        else:
            yield from self._picture(block)

    def finding(self, finding: KeyFinding) -> Line:
        """Give a finding: its message in bold, then its sentences.

        Parameters
        ----------
        finding : KeyFinding
            A message and what follows it.
        """
        message = styled(self.pieces(finding.message), STRONG)
        rest = tuple(self.passage(finding.passage))
        between = (Piece(" "),) if finding.passage.sentences else ()
        return self.line(*message, *between, *rest)

    def _prose(self, prose: Prose) -> Iterator[Piece]:
        for place, passage in enumerate(prose.passages):
            yield from (Piece(" "),) if place else ()
            yield from self.passage(passage)

    def _advice(self, advice: Advice) -> Iterator[Line]:
        says = styled(self.pieces(advice.says), STRONG)
        lines = [(*says, *marks(advice.notes))]
        for name, label in LABELS.items():
            lines.append((Piece(label, style=(STRONG,)), Piece(" "), *self._under(advice, name)))
        yield from (replace(self.line(*one), quoted=True) for one in lines)

    def _under(self, advice: Advice, name: str) -> tuple[Piece, ...]:
        said: Written | str = getattr(advice, name)
        return self.pieces(said)

    def _table(self, grid: Grid) -> Iterator[Part]:
        title = self.names.marked(grid.title)
        yield Line((Piece(title, TABLE, target=grid.id, style=(STRONG,)),))
        rows = tuple(tuple(self._cell(cell) for cell in row) for row in grid.rows)
        yield Table(tuple(map(self._cell, grid.columns)), rows, widths=grid.widths)
        yield from self.said(f"source.{grid.id}", grid.source)

    def _cell(self, cell: Entry) -> Line:
        """Give a cell: text with numerals is fixed as a whole, for it is a row of data."""
        if isinstance(cell, str):
            return Line(self.fixed.whole(self.names.marked(cell)))
        return self.line(*self.pieces(cell))

    def _picture(self, exhibit: Exhibit) -> Iterator[Part]:
        yield self.line(*styled(self.pieces(exhibit.title), STRONG))
        yield from self.said(f"unit.{exhibit.id}", exhibit.unit)
        alt = str(exhibit.plain()["alt"])
        yield Picture(f"{FOLDER}/{exhibit.id}.svg", alt=self.names.marked(alt))
        yield from self.said(f"source.{exhibit.id}", exhibit.source)

    def said(self, name: str, text: str, *, style: tuple[str, ...] = ()) -> Iterator[Line]:
        """Give a line that is fixed as a whole; none where it is empty.

        Parameters
        ----------
        name : str
            Its id.
        text : str
            The line.
        style : tuple of str
            How it is set.
        """
        if text:
            yield self.fixed.line(name, self.names.marked(text), style)

    def first_page(self, title: Title) -> Iterator[Part]:
        """Give page 1, the imprint at its end.

        Parameters
        ----------
        title : Title
            The page.
        """
        yield replace(self.line(*self.pieces(title.title)), level=1)
        yield from self.said("subtitle", title.subtitle, style=(EMPHASIS,))
        yield from self.said("series", title.series)
        yield from self.said("warning", title.warning, style=(EMPHASIS,))
        if title.answer is not None:
            yield self.line(*self.passage(title.answer))
        yield from map(self.finding, title.findings)
        for one in title.advice:
            yield from self.block(one)
        if title.picture is not None:
            yield from self.block(title.picture)
        for name, label in IMPRINT.items():
            said = str(getattr(title, name))
            yield from self.said(f"imprint.{name}", f"{label}{said}" if said else "")
        for place, text in enumerate(title.disclaimer, start=1):
            yield from self.said(f"disclaimer.{place}", text)
        for place, note in enumerate(self.names.footnotes, start=1):
            yield self.fixed.line(f"name.{place}", f"{note.mark} {note.text}".strip())

    def section(self, section: Section) -> Iterator[Part]:
        """Give a section, its heading first.

        Parameters
        ----------
        section : Section
            The section.
        """
        title = self.names.marked(section.title)
        if section.claim is None:
            yield Line((Piece(title, PART, target=section.id),), level=2)
        else:
            kicker = Piece(f"{title}.", PART, target=section.id)
            claim = self.line(Piece(" "), *self.pieces(section.claim))
            yield Line((kicker, *claim.pieces), level=2)
        for block in section.blocks:
            yield from self.block(block)

    def end(self, document: Document) -> Iterator[Part]:
        """Give references and the notes that a sentence leads to.

        Parameters
        ----------
        document : Document
            The paper.
        """
        yield Line((Piece("References", PART, target=REFERENCES),), level=2)
        for place, text in enumerate(document.references, start=1):
            yield self.fixed.line(f"reference.{place}", text)
        yield Line((Piece("Notes", PART, target=NOTES),), level=2)
        for note in document.notes:
            if note.cited:
                sources = "; ".join(one.text for one in note.sources)
                yield self.fixed.line(f"note.{note.number}", f"{note.number}. {sources}")


def marks(notes: Iterable[int]) -> Iterator[Piece]:
    """Give the marks of notes.

    Parameters
    ----------
    notes : iterable of int
        Their numbers.
    """
    for number in notes:
        yield Piece(str(number), NOTE, target=str(number))


def styled(pieces: Iterable[Piece], style: str) -> tuple[Piece, ...]:
    """Set pieces in a style.

    Parameters
    ----------
    pieces : iterable of Piece
        The pieces.
    style : str
        Strong or emphasis.
    """
    return tuple(replace(one, style=(*one.style, style)) for one in pieces)


def _passage(paragraph: Paragraph) -> Passage:
    """Give a paragraph as sentences with their notes."""
    if paragraph.sentences:
        return Passage(paragraph.sentences, paragraph.notes)
    return Passage((PlainSentence(paragraph.text),), paragraph.notes)


def manuscript(document: Document, bindings: Bindings) -> tuple[Manuscript, dict[str, str]]:
    """Write a document as a manuscript.

    Parameters
    ----------
    document : Document
        The paper.
    bindings : Bindings
        Collects the figures.

    Returns
    -------
    Manuscript
        Without digest and identifier, which are known once its figures are.
    dict of str to str
        The fixed texts by id.
    """
    writing = Writing(document.names, bindings)
    parts = list(writing.first_page(document.title))
    if document.title.foreword:
        parts.append(Line((Piece("Foreword", PART, target=FOREWORD),), level=2))
        parts += [writing.line(*writing.pieces(text)) for text in document.title.foreword]
    for section in document.sections:
        if section.part != EVIDENCE:
            parts += writing.section(section)
    parts += writing.end(document)
    return Manuscript(tuple(parts)), writing.fixed.by_id

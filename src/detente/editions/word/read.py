"""Reading an edited Word file as a manuscript, every piece with its paragraph."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from detente.editions.manuscript import (
    BOUND,
    EMPHASIS,
    STRONG,
    Items,
    Line,
    Manuscript,
    Part,
    Picture,
    Piece,
    Table,
    joined,
)
from detente.editions.markdown.read import link_to
from detente.editions.refusals import Fault, RefusedEdition
from detente.editions.word.archive import document_in, paragraphs_of, read_archive
from detente.editions.word.pandoc import run_pandoc
from detente.errors import RequestError
from detente.files import scratch_folder

Node = dict[str, Any]
"""A node of pandoc's tree."""
STYLES = {"Strong": STRONG, "Emph": EMPHASIS}
PASSED = ("Underline", "SmallCaps", "Superscript", "Subscript")
"""How words may be set that are printed as plain ones."""
BLANKS = ("Space", "SoftBreak", "LineBreak")
INSERTED, DELETED, COMMENT = "insertion", "deletion", "comment-start"
HEADS = ("subtitle", "author", "date", "abstract")
"""Parts of a title that pandoc sets apart by their style."""
FIRST_WORDS = 28
"""Letters of a paragraph by which an error names it."""


def read_word(data: bytes, name: str) -> Manuscript:
    """Read a Word file.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its name, for errors.

    Returns
    -------
    Manuscript

    Raises
    ------
    RequestError
        Where it is no Word file, or holds what is not read.
    RefusedEdition
        Where a tracked change that nobody resolved touches a figure, or it has footnotes of its
        own.
    """
    texts, properties = read_archive(data, name)
    with scratch_folder() as folder:
        options = ("-f", "docx", "-t", "json", "--track-changes=all")
        tree = json.loads(run_pandoc(*options, given=texts, folder=folder))
    reading = _Reading()
    parts = tuple(reading.parts(tree))
    if reading.faults:
        raise RefusedEdition(name, tuple(reading.faults))
    if not parts:
        raise RequestError(f"'{name}' has no text")
    _require_read(paragraphs_of(document_in(texts)), parts, name)
    return Manuscript(
        parts,
        digest=properties.get("detente-digest", ""),
        identifier=properties.get("detente-identifier", ""),
        remarks=tuple(reading.remarks()),
    )


def _require_read(paragraphs: Iterator[str], parts: tuple[Part, ...], name: str) -> None:
    """Refuse a file with words that pandoc left out: they would be lost, their numerals unseen."""
    read = "".join(_bare(line.text_and_marks) for line in Manuscript(parts).lines())
    for paragraph in paragraphs:
        if _bare(paragraph) not in read:
            words = " ".join(paragraph.split())[:FIRST_WORDS]
            what = f"'{words}' is in a frame or field that is not read"
            raise RequestError(what, where=name, next_step="write it as plain words")


def _bare(text: str) -> str:
    """Give the letters and digits of a text."""
    return "".join(sign for sign in text if sign.isalnum())


@dataclass(slots=True)
class _Reading:
    """Reads the tree of one file.

    Attributes
    ----------
    count : int
        Paragraphs so far.
    changes : int
        Tracked changes that nobody resolved and that touch no figure.
    comments : int
        Comments, which are no part of the text.
    faults : list of Fault
        What may not be printed.
    pictures : list of Picture
        Pictures of the paragraph that is read.
    """

    count: int = 0
    changes: int = 0
    comments: int = 0
    faults: list[Fault] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    def remarks(self) -> Iterator[str]:
        """Say what was decided about changes and comments."""
        if self.changes:
            yield f"tracked changes that touch no figure, taken as accepted: {self.changes}"
        if self.comments:
            yield f"comments, left out: {self.comments}"

    def parts(self, tree: Node) -> Iterator[Part]:
        """Give every part, the title first."""
        meta = tree["meta"]
        for name in ("title", *HEADS):
            for inlines in _texts_of(meta.get(name)):
                line = self.line(inlines)
                if line.pieces:
                    yield replace(line, level=1 if name == "title" else 0)
        has_title = "title" in meta
        for part in self.blocks(tree["blocks"]):
            if isinstance(part, Line) and part.level and has_title:
                # the title has a style of its own: every heading is one of a section
                yield replace(part, level=max(2, part.level))
            else:
                has_title = has_title or (isinstance(part, Line) and part.level == 1)
                yield part

    def blocks(self, nodes: Sequence[Node], *, quoted: bool = False) -> Iterator[Part]:
        """Give the parts of some blocks."""
        for node in nodes:
            kind: str = node["t"]
            content: Any = node.get("c")
            if kind in ("Para", "Plain"):
                yield from self._running(content, quoted=quoted)
            elif kind == "Header":
                level, _, inlines = content
                yield replace(self.line(inlines), level=level)
                yield from self._drawn()
            elif kind in ("BulletList", "OrderedList"):
                yield from self._list(content if kind == "BulletList" else content[1])
            elif kind == "Table":
                yield self._table(content)
            elif kind == "Figure":
                yield from self._figure(content)
            elif kind == "BlockQuote":
                yield from self.blocks(content, quoted=True)
            else:
                yield from self._other(kind, content)

    def _other(self, kind: str, content: Any) -> Iterator[Part]:
        """Give blocks that a paper does not have of its own."""
        if kind == "Div":
            yield from self.blocks(content[1])
        elif kind == "CodeBlock":
            yield self.line([{"t": "Str", "c": content[1]}])
        elif kind == "LineBlock":
            yield from (self.line(inlines) for inlines in content)
        elif kind == "DefinitionList":
            for term, meanings in content:
                yield self.line(term)
                for blocks in meanings:
                    yield from self.blocks(blocks)
        elif kind != "HorizontalRule":
            self._refuse(f"a block of the kind '{kind}' cannot be printed", "leave it out")

    def _running(self, inlines: Sequence[Node], *, quoted: bool) -> Iterator[Part]:
        line = self.line(inlines)
        if line.pieces:
            yield replace(line, quoted=quoted)
        yield from self._drawn()

    def _drawn(self) -> Iterator[Picture]:
        yield from self.pictures
        self.pictures = []

    def _figure(self, content: Any) -> Iterator[Part]:
        """Give a picture, and its caption where that is more than its description."""
        _, (_, caption), blocks = content
        shown = list(self.blocks(blocks))
        yield from shown
        described = {one.alt for one in shown if isinstance(one, Picture)}
        for part in self.blocks(caption):
            if not isinstance(part, Line) or part.text not in described:
                yield part

    def _list(self, items: Sequence[Sequence[Node]]) -> Iterator[Part]:
        """Give a list; lists within it are items of the same list."""
        parts = [part for blocks in items for part in self.blocks(blocks)]
        lines: list[Line] = []
        for part in parts:
            lines += part.lines if isinstance(part, Items) else ()
            lines += [part] if isinstance(part, Line) else []
        yield Items(tuple(lines))
        yield from (part for part in parts if isinstance(part, Picture | Table))

    def _table(self, content: Any) -> Table:
        """Give a table; its first row is its head where no row is marked so."""
        _, _, _, (_, head), bodies, (_, foot) = content
        inner = [row for _, _, first, rest in bodies for row in (*first, *rest)]
        rows = [self._row(row) for row in (*head, *inner, *foot)]
        place = rows[0][0].place if rows and rows[0] else ""
        return Table(rows[0] if rows else (), tuple(rows[1:]), place=place)

    def _row(self, row: Any) -> tuple[Line, ...]:
        return tuple(self._cell(cell[4]) for cell in row[1])

    def _cell(self, blocks: Sequence[Node]) -> Line:
        """Give a cell as one line, however many paragraphs are in it."""
        lines = list(Manuscript(tuple(self.blocks(blocks))).lines())
        if not lines:
            return Line((), place=f"paragraph {self.count}")
        apart = [piece for line in lines for piece in (Piece(" "), *line.pieces)]
        return replace(lines[0], pieces=joined(tuple(apart[1:])))

    def line(self, inlines: Sequence[Node]) -> Line:
        """Give running text as one line, every piece with its paragraph."""
        self.count += 1
        pieces = joined(tuple(self._pieces(inlines, Piece(""))))
        text = " ".join("".join(piece.text for piece in pieces).split())
        shown = text if len(text) <= FIRST_WORDS else f"{text[:FIRST_WORDS].rstrip()}…"
        place = f"paragraph {self.count} ('{shown}')"
        self.faults = [one if one.place else replace(one, place=place) for one in self.faults]
        placed = tuple(replace(piece, place=place) for piece in pieces)
        self.pictures = [replace(one, place=one.place or place) for one in self.pictures]
        return Line(placed, place=place)

    def _pieces(self, nodes: Sequence[Node], link: Piece, change: str = "") -> Iterator[Piece]:
        """Give the pieces of some nodes inside a link and a tracked change."""
        for node in nodes:
            kind: str = node["t"]
            content: Any = node.get("c")
            if kind in BLANKS:
                yield replace(link, text=" ")
            elif kind == "Str":
                yield replace(link, text=content)
            elif kind in STYLES:
                style = tuple(dict.fromkeys((*link.style, STYLES[kind])))
                yield from self._pieces(content, replace(link, style=style), change)
            elif kind in PASSED:
                yield from self._pieces(content, link, change)
            elif kind == "Link":
                yield from self._linked(content, link, change)
            elif kind == "Span":
                yield from self._span(content, link, change)
            elif kind == "Image":
                self._picture(content, change)
            else:
                yield from self._rare(kind, content, link, change)

    def _linked(self, content: Any, outer: Piece, change: str) -> Iterator[Piece]:
        _, inlines, (address, title) = content
        inner = replace(link_to(address, title), style=outer.style)
        if inner.kind in BOUND and change:
            self._refuse_change(_words(inlines))
        yield from self._pieces(inlines, inner, change)

    def _span(self, content: Any, link: Piece, change: str) -> Iterator[Piece]:
        """Give a span: a tracked change, a comment, or words like others."""
        (_, classes, _), inlines = content
        if COMMENT in classes:
            self.comments += 1
            return
        tracked = next((one for one in (INSERTED, DELETED) if one in classes), "")
        if tracked and link.kind in BOUND:
            self._refuse_change(_words(inlines))
        elif tracked:
            self.changes += 1
        found = list(self._pieces(inlines, link, tracked or change))
        yield from () if tracked == DELETED else found

    def _picture(self, content: Any, change: str) -> None:
        if change != DELETED:
            _, alt, (address, _) = content
            self.pictures.append(Picture(address, _words(alt)))

    def _rare(self, kind: str, content: Any, link: Piece, change: str) -> Iterator[Piece]:
        """Give what a paper does not have of its own."""
        if kind in ("Code", "Math", "RawInline"):
            yield replace(link, text=content[1])
        elif kind in ("Quoted", "Cite"):
            yield from self._pieces(content[1], link, change)
        elif kind == "Strikeout":
            words = _words(content)[:FIRST_WORDS]
            self._refuse(f"'{words}' is struck out", "delete it, or keep it")
        elif kind == "Note":
            step = "put the source under References, or its words into the text"
            self._refuse("a footnote of your own is not printed", step)
        else:
            self._refuse(f"words of the kind '{kind}' cannot be printed", "write plain words")

    def _refuse_change(self, words: str) -> None:
        what = f"an unresolved tracked change touches the figure '{words[:FIRST_WORDS]}'"
        self._refuse(what, "accept or reject it")

    def _refuse(self, what: str, next_step: str) -> None:
        self.faults.append(Fault("", what, next_step=next_step))


def _texts_of(meta: Node | None) -> Iterator[Sequence[Node]]:
    """Give the running texts of a part of the title."""
    if meta is None:
        return
    kind, content = meta["t"], meta["c"]
    if kind == "MetaInlines":
        yield content
    elif kind == "MetaBlocks":
        yield from (block["c"] for block in content if block["t"] in ("Para", "Plain"))
    elif kind == "MetaList":
        for one in content:
            yield from _texts_of(one)
    elif kind == "MetaString":
        yield [{"t": "Str", "c": content}]


def _words(nodes: Sequence[Node]) -> str:
    """Give the words of some nodes without anything around them."""
    found: list[str] = []
    for node in nodes:
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind in BLANKS:
            found.append(" ")
        elif kind == "Str":
            found.append(content)
        elif isinstance(content, list):
            inner = next((one for one in content if _are_nodes(one)), None)
            found.append(_words(content if _are_nodes(content) else inner or []))
    return "".join(found)


def _are_nodes(content: Any) -> bool:
    """Tell whether something is a list of nodes."""
    return isinstance(content, list) and all(
        isinstance(one, dict) and "t" in one for one in content
    )

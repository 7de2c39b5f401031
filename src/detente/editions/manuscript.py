"""A manuscript: the text of a paper as an editor has it, the same for Markdown and Word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

WORDS, FIGURE, SAID, OWN = "words", "fig", "said", "own"
NOTE, PART, TABLE, WEB, PICTURE = "note", "part", "table", "web", "picture"
BOUND = (FIGURE, SAID, OWN)
"""Kinds of pieces that may hold a numeral."""
LINKS = (FIGURE, SAID, OWN, NOTE, PART, TABLE)
"""Kinds that a link names before its colon."""
STRONG, EMPHASIS = "strong", "emphasis"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line.

    Attributes
    ----------
    text : str
        As it is printed.
    kind : str
        Plain words, or what a link binds it to.
    target : str
        Key of a figure, of a fixed text, a source, an address, or a number.
    style : tuple of str
        Of strong and emphasis.
    place : str
        Where it was read, for errors: ``"line 12"``.
    """

    text: str
    kind: str = WORDS
    target: str = ""
    style: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Running text: a paragraph, a heading, an item of a list, a cell of a table.

    Attributes
    ----------
    pieces : tuple of Piece
        In order.
    place : str
        Where it begins in the file.
    level : int
        Of a heading, from 1; 0 for other lines.
    quoted : bool
        Whether it is set in as a quotation.
    """

    pieces: tuple[Piece, ...]
    place: str = ""
    level: int = 0
    quoted: bool = False

    @property
    def text(self) -> str:
        """The text without marks of notes."""
        return "".join(piece.text for piece in self.pieces if piece.kind != NOTE)

    @property
    def text_and_marks(self) -> str:
        """The text with the marks of notes."""
        return "".join(piece.text for piece in self.pieces)

    def all_in(self, style: str) -> bool:
        """Tell whether every word of it is set in a style.

        Parameters
        ----------
        style : str
            Strong or emphasis.
        """
        # marks of notes, and the commas between them, are set as they are
        worded = [one for one in self.pieces if one.kind != NOTE and one.text.strip(" ,")]
        return bool(worded) and all(style in one.style for one in worded)

    def only(self, kind: str) -> str:
        """Give the target of the one piece of a kind that it consists of; empty otherwise.

        Parameters
        ----------
        kind : str
            Such as the kind of a fixed text.
        """
        worded = [one for one in self.pieces if one.text.strip()]
        targets = {one.target for one in worded}
        is_one = len(targets) == 1 and all(one.kind == kind for one in worded)
        return targets.pop() if is_one else ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list.

    Attributes
    ----------
    lines : tuple of Line
        Its items.
    """

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of lines under a head.

    Attributes
    ----------
    head : tuple of Line
        Heads of its columns.
    rows : tuple of tuple of Line
        Cells.
    place : str
        Where it begins in the file.
    widths : tuple of float
        Widths of the columns relative to each other; empty where they share alike.
    """

    head: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    place: str = ""
    widths: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A file that is drawn, with what is in it in words.

    Attributes
    ----------
    file : str
        Name of its file; what a word processor calls it where it was read there.
    alt : str
        What is in it, for who cannot see it.
    place : str
        Where it is in the file.
    """

    file: str
    alt: str
    place: str = ""


Part = Line | Items | Table | Picture
"""What a manuscript consists of."""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A whole text.

    Attributes
    ----------
    parts : tuple of Line, Items, Table or Picture
        In order.
    digest, identifier : str
        Digest of the file of its figures, and identifier of the paper.
    remarks : tuple of str
        What was decided while it was read, to be told.
    """

    parts: tuple[Part, ...]
    digest: str = ""
    identifier: str = ""
    remarks: tuple[str, ...] = field(default=())

    def lines(self) -> Iterator[Line]:
        """Give every line, those of lists and tables among them."""
        for part in self.parts:
            if isinstance(part, Line):
                yield part
            elif isinstance(part, Items):
                yield from part.lines
            elif isinstance(part, Table):
                yield from part.head
                for row in part.rows:
                    yield from row


def joined(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Put together what a word processor has split: pieces alike in all but their text.

    Parameters
    ----------
    pieces : tuple of Piece
        In order; empty ones are left out.

    Examples
    --------
    >>> [one.text for one in joined((Piece("2"), Piece(""), Piece("9"), Piece("a", FIGURE, "x")))]
    ['29', 'a']
    """
    whole: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        last = whole[-1] if whole else None
        if last is not None and _alike(last, piece):
            styles = tuple(one for one in last.style if one in piece.style)
            style = styles if piece.kind in BOUND else last.style
            whole[-1] = replace(last, text=last.text + piece.text, style=style)
        else:
            whole.append(piece)
    return tuple(whole)


def _alike(one: Piece, other: Piece) -> bool:
    """Tell whether two pieces are one; a bound text may change its style half way."""
    same = (one.kind, one.target) == (other.kind, other.target)
    return same and (one.style == other.style or one.kind in BOUND)

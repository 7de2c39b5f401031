"""Reading an edited Markdown file as a manuscript, every piece with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from detente.editions.manuscript import (
    EMPHASIS,
    LINKS,
    OWN,
    STRONG,
    WEB,
    WORDS,
    Items,
    Line,
    Manuscript,
    Part,
    Picture,
    Piece,
    Table,
    joined,
)
from detente.editions.refusals import Fault, RefusedEdition
from detente.errors import RequestError

if TYPE_CHECKING:
    from markdown_it.token import Token

LARGEST = 8_000_000
"""Bytes of a text that is read."""
HEAD = re.compile(r"\A\ufeff?---[ \t]*\n(?P<head>.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
FIELD = re.compile(r'^(?P<name>[a-z]+):[ \t]*"?(?P<value>[^"\n]*?)"?[ \t]*$', re.MULTILINE)
LOOSE_OWN = re.compile(r"\]\(own:(?P<source>[^<>()\n]*)\)")
"""An own figure whose source has blanks, which CommonMark takes for no link."""
PIPE = re.compile(r"(?<!\\)\|")
COMMENT = re.compile(r"\s*<!--.*-->\s*", re.DOTALL)
OPENED = {"strong_open": STRONG, "em_open": EMPHASIS}
CLOSED = {"strong_close": STRONG, "em_close": EMPHASIS}
DEEPEST = 100
"""Most levels of quotations and lists: deeper ones are no text of an editor."""


def read_markdown(data: bytes, name: str) -> Manuscript:
    """Read a file of Markdown.

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
        Where it is no text in UTF-8, too large, or holds HTML.

    Examples
    --------
    >>> read = read_markdown(b"NATO held [29 per cent](fig:power.joint.2013).", "paper.md")
    >>> [(piece.kind, piece.text, piece.place) for piece in read.parts[0].pieces][1]
    ('fig', '29 per cent', 'line 1')
    """
    from markdown_it import MarkdownIt

    text = _text(data, name)
    head = HEAD.match(text)
    fields = dict(FIELD.findall(head["head"])) if head else {}
    first = text[: head.end()].count("\n") if head else 0
    body = LOOSE_OWN.sub(r"](<own:\g<source>>)", text[head.end() :] if head else text)
    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable("table")
    reading = _Reading(parser.parse(body), name, first=first, lines=body.split("\n"))
    parts = tuple(reading.parts())
    digest, identifier = fields.get("digest", ""), fields.get("identifier", "")
    return Manuscript(parts, digest=digest, identifier=identifier)


def _text(data: bytes, name: str) -> str:
    if len(data) > LARGEST:
        raise RequestError(
            f"'{name}' has {len(data):,} bytes; a paper has at most {LARGEST:,}",
            next_step="leave out what is no text",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RequestError(
            f"'{name}' is no text in UTF-8 (byte {error.start})",
            next_step="save it as UTF-8",
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


@dataclass(slots=True)
class _Reading:
    """Reads the tokens of one file.

    Attributes
    ----------
    tokens : list of Token
        As the parser gives them.
    name : str
        Name of the file.
    first : int
        Lines before the first token.
    lines : list of str
        The text that was parsed, line by line.
    """

    tokens: list[Token]
    name: str
    first: int
    lines: list[str]
    at: int = 0
    quotes: int = 0
    line: int = 0
    pictures: list[Picture] = field(default_factory=list)

    def parts(self) -> Iterator[Part]:
        """Give every part of the text."""
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self._note_line(token)
            if token.type == "blockquote_open":
                self.quotes += 1
            elif token.type == "blockquote_close":
                self.quotes -= 1
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                yield from self._list()
                continue
            elif token.type == "table_open":
                yield self._table()
                continue
            elif token.type == "inline":
                yield from self._running(self.tokens[self.at - 1])
            elif token.type in ("fence", "code_block"):
                yield self._plain(token.content)
            elif token.type == "html_block":
                self._refuse_html(token.content)
            self.at += 1

    def _note_line(self, token: Token) -> None:
        if token.map is not None:
            self.line = self.first + token.map[0] + 1

    @property
    def place(self) -> str:
        """The line that is read."""
        return f"line {self.line}"

    def _running(self, opened: Token) -> Iterator[Part]:
        level = int(opened.tag[1]) if opened.type == "heading_open" else 0
        place = self.place
        pieces = self._pieces(self.tokens[self.at])
        if pieces:
            yield Line(pieces, place=place, level=level, quoted=self.quotes > 0)
        yield from self._drawn()

    def _drawn(self) -> Iterator[Picture]:
        yield from self.pictures
        self.pictures = []

    def _plain(self, text: str) -> Line:
        """Give a block of code as words: what is in it is printed, and looked at, all the same."""
        words = Piece(" ".join(text.split()), place=self.place)
        return Line((words,), place=self.place)

    def _list(self) -> Iterator[Part]:
        """Read a list; lists within it are items of the same list."""
        depth = 0
        lines: list[Line] = []
        drawn: list[Picture] = []
        while True:
            token = self.tokens[self.at]
            self._note_line(token)
            if token.type.endswith("_list_open"):
                depth += 1
            elif token.type.endswith("_list_close"):
                depth -= 1
            elif token.type == "inline":
                pieces = self._pieces(token)
                lines += [Line(pieces, place=self.place)] if pieces else []
                drawn += self._drawn()
            elif token.type in ("fence", "code_block"):
                lines.append(self._plain(token.content))
            elif token.type == "html_block":
                self._refuse_html(token.content)
            self.at += 1
            if depth == 0:
                break
        yield Items(tuple(lines))
        yield from drawn

    def _table(self) -> Table:
        """Read a table."""
        place = self.place
        rows: list[tuple[Line, ...]] = []
        cells: list[Line] = []
        while self.tokens[self.at].type != "table_close":
            token = self.tokens[self.at]
            self._note_line(token)
            if token.type == "tr_open":
                cells = []
                self._require_cells(token, rows)
            elif token.type == "inline":
                cells.append(Line(self._pieces(token), place=self.place))
            elif token.type == "tr_close":
                rows.append(tuple(cells))
            self.at += 1
        self.at += 1
        return Table(rows[0], tuple(rows[1:]), place=place)

    def _require_cells(self, token: Token, rows: list[tuple[Line, ...]]) -> None:
        """Refuse a row with more cells than the head: the parser would drop them."""
        if token.map is None or not rows:
            return
        row = self.lines[token.map[0]].strip().strip("|")
        if len(PIPE.split(row)) > len(rows[0]):
            what = "a row of the table has more cells than its head"
            step = "put a backslash before a '|' that is text"
            raise RefusedEdition(self.name, (Fault(self.place, what, next_step=step),))

    def _pieces(self, token: Token) -> tuple[Piece, ...]:
        """Give the pieces of running text; pictures in it are kept for later."""
        found: list[Piece] = []
        styles: list[str] = []
        link = Piece("")
        line = self.line
        for child in token.children or ():
            place = f"line {line}"
            if child.type in OPENED:
                styles.append(OPENED[child.type])
            elif child.type in CLOSED:
                styles.remove(CLOSED[child.type])
            elif child.type == "link_open":
                link = link_to(str(child.attrGet("href") or ""), str(child.attrGet("title") or ""))
            elif child.type == "link_close":
                link = Piece("")
            elif child.type == "image":
                drawn = Picture(str(child.attrGet("src")), alt=_words(child), place=place)
                self.pictures.append(drawn)
            elif child.type == "html_inline":
                self._refuse_html(child.content)
            else:
                is_break = child.type in ("softbreak", "hardbreak")
                text = "\n" if is_break else child.content
                line += is_break
                style = tuple(dict.fromkeys(styles))
                found.append(replace(link, text=text, style=style, place=place))
        return joined(tuple(found))

    def _refuse_html(self, text: str) -> None:
        if COMMENT.fullmatch(text):
            return
        shown = " ".join(text.split())[:40]
        raise RequestError(
            f"'{shown}' is HTML, which a paper does not print",
            where=f"{self.name}, {self.place}",
            next_step="write it as Markdown, or put a backslash before '<'",
        )


def _words(token: Token) -> str:
    """Give the words of a token and of what is in it."""
    if token.children:
        return "".join(map(_words, token.children))
    return " " if token.type.endswith("break") else token.content


def link_to(address: str, title: str = "") -> Piece:
    """Give a piece without text that a link binds.

    Parameters
    ----------
    address : str
        Where the link leads.
    title : str
        Its title; the source of an own figure may be in it.

    Examples
    --------
    >>> link_to("fig:power.joint.2013").target, link_to("own:%20Ministry,%202024").target
    ('power.joint.2013', 'Ministry, 2024')
    """
    plain = unquote(address).strip()
    kind, colon, target = plain.partition(":")
    kind = kind.lower()
    if kind == OWN:
        return Piece(
            "", OWN, target=" ".join((target if colon and target.strip() else title).split())
        )
    if colon and kind in LINKS:
        return Piece("", kind, target=target.strip())
    return Piece("", WEB if plain else WORDS, target=plain)

"""Writing a manuscript as a Word file: headings, tables, pictures, and figures as hyperlinks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from detente.editions.drawing import to_png
from detente.editions.manuscript import (
    LINKS,
    NOTE,
    OWN,
    STRONG,
    WEB,
    Items,
    Line,
    Manuscript,
    Part,
    Picture,
    Piece,
    Table,
)
from detente.editions.markdown.written import SCHEMA, SIDECAR
from detente.editions.word.pandoc import run_pandoc, version_of_tree
from detente.editions.zipped import pack
from detente.files import scratch_folder

Node = dict[str, Any]
"""A node of pandoc's tree."""
PROPERTIES = ("detente", "detente-identifier", "detente-figures", "detente-digest")
"""Names of the properties of the file that lead to its file of figures."""
PLAIN: list[Any] = ["", [], []]
"""No id, class or attribute."""
SPLIT = re.compile(r"( )")
WIDE = 1280
"""Width of a picture in pixels: twice that of the text."""
FULL = "6.2in"
"""Width of a picture on the page."""
TABLE_WIDTH = 1.0
STYLES = "word/styles.xml"
LINK_STYLE = re.compile(
    r'(<w:style [^>]*w:styleId="Hyperlink".*?)<w:rPr>.*?</w:rPr>(.*?</w:style>)', re.DOTALL
)
LINK_LOOK = r'\1<w:rPr><w:color w:val="6A3D9A"/><w:u w:val="dotted"/></w:rPr>\2'
"""How a bound figure looks: violet and dotted, so that an editor sees what is bound."""
STEADY = (("docProps/core.xml", re.compile(r"(<dcterms:\w+ [^>]*>)[^<]*(</dcterms:\w+>)")),)
DAY_ONE = r"\g<1>1980-01-01T00:00:00Z\g<2>"
"""The same paper gives the same bytes."""


def to_word(manuscript: Manuscript, pictures: Mapping[str, str]) -> bytes:
    """Write a manuscript as a Word file.

    Parameters
    ----------
    manuscript : Manuscript
        The text.
    pictures : mapping
        Id of a picture to SVG.

    Returns
    -------
    bytes
        The file; its properties name its file of figures and that file's digest.

    Raises
    ------
    RequestError
        Where pandoc is not installed, or fails.
    """
    with scratch_folder() as folder:
        shown = (part for part in manuscript.parts if isinstance(part, Picture))
        for name in (Path(one.file).stem for one in shown):
            (folder / f"{name}.png").write_bytes(to_png(pictures[name], WIDE))
        tree = {
            "pandoc-api-version": version_of_tree(folder),
            "meta": _meta(manuscript),
            "blocks": [block for part in _body(manuscript) for block in _blocks(part)],
        }
        given = json.dumps(tree).encode()
        data = run_pandoc("-f", "json", "-t", "docx", "-o", "-", given=given, folder=folder)
    return _finished(data)


def _title(manuscript: Manuscript) -> Line:
    lines = (one for one in manuscript.parts if isinstance(one, Line))
    return next(line for line in lines if line.level == 1)


def _body(manuscript: Manuscript) -> list[Part]:
    """Give every part but the title, which has a place of its own."""
    title = _title(manuscript)
    return [part for part in manuscript.parts if part is not title]


def _meta(manuscript: Manuscript) -> dict[str, Any]:
    named = (SCHEMA, manuscript.identifier, SIDECAR, manuscript.digest)
    said = {name: [_text(value)] for name, value in zip(PROPERTIES, named, strict=True)}
    title = list(_inlines(_title(manuscript).pieces))
    language = [_text("en-GB")]
    every = {"title": title, "lang": language, **said}
    return {name: {"t": "MetaInlines", "c": value} for name, value in every.items()}


def _blocks(part: Part) -> Iterator[Node]:
    if isinstance(part, Line):
        yield _line(part)
    elif isinstance(part, Items):
        items = [[_node("Plain", list(_inlines(line.pieces)))] for line in part.lines]
        yield _node("BulletList", items)
    elif isinstance(part, Picture):
        drawn = f"{Path(part.file).stem}.png"
        size = ["", [], [["width", FULL]]]
        yield _node("Para", [_node("Image", [size, [_text(part.alt)], [drawn, ""]])])
    else:
        yield _table(part)


def _line(line: Line) -> Node:
    inlines = list(_inlines(line.pieces))
    if line.level:
        return _node("Header", [line.level, PLAIN, inlines])
    paragraph = _node("Para", inlines)
    return _node("BlockQuote", [paragraph]) if line.quoted else paragraph


def _table(table: Table) -> Node:
    count = len(table.head)
    widths = table.widths if len(table.widths) == count else (1.0,) * count
    whole = sum(widths)
    columns = [
        [{"t": "AlignLeft"}, _node("ColWidth", TABLE_WIDTH * width / whole)] for width in widths
    ]
    head = [PLAIN, [_row(table.head)]]
    body = [PLAIN, 0, [], [_row(row) for row in table.rows]]
    return _node("Table", [PLAIN, [None, []], columns, head, [body], [PLAIN, []]])


def _row(cells: tuple[Line, ...]) -> list[Any]:
    return [PLAIN, [_cell(cell) for cell in cells]]


def _cell(cell: Line) -> list[Any]:
    text = _node("Plain", list(_inlines(cell.pieces)))
    return [PLAIN, {"t": "AlignLeft"}, 1, 1, [text]]


def _inlines(pieces: tuple[Piece, ...]) -> Iterator[Node]:
    """Give pieces as nodes; marks of notes are raised, and set apart from each other."""
    before = ""
    for piece in pieces:
        if piece.kind == NOTE and before == NOTE:
            yield _node("Superscript", [_text(", ")])
        before = piece.kind
        inner = _bound(piece)
        for style in piece.style:
            inner = [_node("Strong" if style == STRONG else "Emph", inner)]
        yield from inner


def _bound(piece: Piece) -> list[Node]:
    """Give a piece inside its link."""
    words = _words(piece.text)
    if piece.kind == NOTE:
        words = [_node("Superscript", words)]
    if piece.kind == WEB:
        return [_link(words, piece.target)]
    if piece.kind in LINKS:
        blank = " " if piece.kind == OWN else ""
        return [_link(words, f"{piece.kind}:{blank}{piece.target}")]
    return words


def _link(words: list[Node], address: str) -> Node:
    return _node("Link", [PLAIN, words, [address, ""]])


def _words(text: str) -> list[Node]:
    """Give words and blanks; a line may break between them."""
    parts = (one for one in SPLIT.split(text) if one)
    return [{"t": "Space"} if one == " " else _text(one) for one in parts]


def _text(text: str) -> Node:
    return _node("Str", text)


def _node(kind: str, content: Any) -> Node:
    return {"t": kind, "c": content}


def _finished(data: bytes) -> bytes:
    """Set the look of bound figures, and the days in the file, so that its bytes are the same."""
    with ZipFile(BytesIO(data)) as whole:
        files = {name: whole.read(name) for name in whole.namelist()}
    files[STYLES] = LINK_STYLE.sub(LINK_LOOK, files[STYLES].decode(), count=1).encode()
    for name, days in STEADY:
        files[name] = days.sub(DAY_ONE, files[name].decode()).encode()
    return pack(files)

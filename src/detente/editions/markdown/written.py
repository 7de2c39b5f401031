"""Writing a manuscript as Markdown: CommonMark with pipe tables, one paragraph a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.editions.manuscript import (
    EMPHASIS,
    LINKS,
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

SCHEMA = "1.0"
"""Version of the form of an edition."""
SIDECAR = "paper.figures.json"
"""Name of the file of figures."""
SIGNS = re.compile(r"([\\`*_\[\]<>|~&])")
"""What is markup anywhere in a line."""
OPENING = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|=+$|-+$|\d{1,9}(?=[.)]))(.*)", re.DOTALL)
"""What is markup at the beginning of a line."""
STYLES = {STRONG: "**", EMPHASIS: "*"}


def to_markdown(manuscript: Manuscript) -> str:
    """Write a manuscript as Markdown.

    Parameters
    ----------
    manuscript : Manuscript
        The text.

    Returns
    -------
    str
        With a head that names its file of figures and that file's digest.

    Examples
    --------
    >>> line = Line((Piece("NATO held "), Piece("29 per cent", "fig", "power.joint.2013")))
    >>> to_markdown(Manuscript((line,), "9f86", "detente-1")).splitlines()[-2]
    'NATO held [29 per cent](fig:power.joint.2013)'
    """
    head = (
        "---",
        f'detente: "{SCHEMA}"',
        f"identifier: {manuscript.identifier}",
        f"figures: {SIDECAR}",
        f"digest: {manuscript.digest}",
        "---",
    )
    return "\n".join((*head, "", *_blocks(manuscript.parts))) + "\n"


def _blocks(parts: tuple[Part, ...]) -> Iterator[str]:
    """Give the lines of the file; an empty one after each block, quotations kept together."""
    for place, part in enumerate(parts):
        following = parts[place + 1] if place + 1 < len(parts) else None
        yield from _block(part)
        is_quoted = isinstance(part, Line) and part.quoted
        goes_on = isinstance(following, Line) and following.quoted and _goes_on(following)
        yield ">" if is_quoted and goes_on else ""


def _goes_on(line: Line) -> bool:
    """Tell whether a line is one of those under a recommendation: they begin with a label."""
    return bool(line.pieces) and line.pieces[0].text.endswith(":")


def _block(part: Part) -> Iterator[str]:
    if isinstance(part, Line):
        sign = "> " if part.quoted else "#" * part.level + " " * bool(part.level)
        yield f"{sign}{_line(part)}"
    elif isinstance(part, Items):
        yield from (f"- {_line(line)}" for line in part.lines)
    elif isinstance(part, Picture):
        alt = SIGNS.sub(r"\\\1", part.alt)
        yield f"![{alt}]({part.file})"
    else:
        yield from _table(part)


def _table(table: Table) -> Iterator[str]:
    yield _row(table.head)
    yield f"|{'---|' * len(table.head)}"
    yield from (_row(row) for row in table.rows)


def _row(cells: tuple[Line, ...]) -> str:
    return "| " + " | ".join(_line(cell) for cell in cells) + " |"


def _line(line: Line) -> str:
    """Write a line; marks of notes that follow each other are set apart."""
    text = "".join(_styled(line.pieces))
    if line.level or not line.pieces or line.pieces[0].kind != "words":
        return text
    return OPENING.sub(r"\1\\\2\3", text) if not text.startswith("\\") else text


def _styled(pieces: tuple[Piece, ...]) -> Iterator[str]:
    """Write pieces, each change of style opened and closed around whole pieces."""
    open_: list[str] = []
    for piece in pieces:
        while any(style not in piece.style for style in open_):
            yield STYLES[open_.pop()]
        for style in piece.style:
            if style not in open_:
                open_.append(style)
                yield STYLES[style]
        yield _piece(piece)
    while open_:
        yield STYLES[open_.pop()]


def _piece(piece: Piece) -> str:
    text = SIGNS.sub(r"\\\1", piece.text).replace("\n", " ")
    if piece.kind == OWN:
        return f"[{text}](<own: {_address(piece.target)}>)"
    if piece.kind in LINKS:
        return f"[{text}]({piece.kind}:{piece.target})"
    return f"[{text}](<{_address(piece.target)}>)" if piece.kind == WEB else text


def _address(text: str) -> str:
    """Write what a link leads to."""
    return re.sub(r"([<>\\])", r"\\\1", text.replace("\n", " "))

"""Markdown as a terminal shows it: headings underlined, tables in columns, texts broken."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence

from detente.cli.console import COLUMNS

GAP = "  "
"""Between two columns."""
NARROWEST = 6
"""Letters below which no column is cut."""
UNDERLINES = {1: "=", 2: "-"}
LINK = re.compile(r"\[([^\]]+)\]\((?:[^()]|\([^()]*\))*\)")
MARKS = re.compile(r"\*\*|`")
NUMBER = re.compile(r"[-+]?[\d.,]+ ?%?")


def rendered(text: str) -> Iterator[str]:
    """Write Markdown as lines of a terminal.

    Parameters
    ----------
    text : str
        Headings, tables, lists and paragraphs.

    Yields
    ------
    str
        At most `detente.cli.console.COLUMNS` wide.

    Examples
    --------
    >>> list(rendered("# Card\\n\\n| a | b |\\n|---|---|\\n| one | 2 |"))
    ['Card', '====', '', 'a    b', 'one  2']
    """
    table: list[str] = []
    for line in text.split("\n"):
        if line.startswith("|"):
            table.append(line)
            continue
        yield from _table(table)
        table = []
        yield from _text(line)
    yield from _table(table)


def _text(line: str) -> Iterator[str]:
    """Write a line that is no row: a heading underlined, all else broken at words."""
    shown = plain(line)
    level = len(line) - len(line.lstrip("#"))
    if not level:
        yield from _wrapped(shown, COLUMNS) if shown else [""]
        return
    lines = _wrapped(shown.lstrip("# "), COLUMNS)
    yield from lines
    yield UNDERLINES.get(level, "-") * max(map(len, lines))


def plain(text: str) -> str:
    """Take marks of emphasis, code and links out of a text.

    Parameters
    ----------
    text : str
        One line.

    Examples
    --------
    >>> plain("**bold**, `code` and [a link](https://example.org)")
    'bold, code and a link'
    """
    return MARKS.sub("", LINK.sub(r"\1", text))


def _table(lines: Sequence[str]) -> Iterator[str]:
    """Write a table in columns; cells that are too wide are broken."""
    if not lines:
        return
    rows = [[plain(cell.strip()) for cell in line.strip("|").split("|")] for line in lines]
    rows = [row for row in rows if any(cell.strip("-: ") for cell in row)]
    columns = list(zip(*rows, strict=True))
    room = COLUMNS - len(GAP) * (len(columns) - 1)
    words = [max(map(len, " ".join(column).split()), default=0) for column in columns]
    widths = _widths([max(map(len, column)) for column in columns], room, words)
    right = [all(NUMBER.fullmatch(cell) or not cell for cell in column[1:]) for column in columns]
    for row in rows:
        cells = [_wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
        for place in range(max(map(len, cells))):
            parts = [cell[place] if place < len(cell) else "" for cell in cells]
            aligned = [
                part.rjust(width) if is_number else part.ljust(width)
                for part, width, is_number in zip(parts, widths, right, strict=True)
            ]
            yield GAP.join(aligned).rstrip()


def _widths(wanted: Sequence[int], room: int, words: Sequence[int]) -> list[int]:
    """Narrow the widest columns until all of them fit; words are broken last.

    Examples
    --------
    >>> _widths([30, 10], 30, [8, 8])
    [20, 10]
    >>> _widths([14, 30], 30, [14, 6])
    [14, 16]
    """
    widths = list(wanted)
    while sum(widths) > room and max(widths) > NARROWEST:
        loose = [place for place, width in enumerate(widths) if width > words[place]]
        widest = max(loose or range(len(widths)), key=widths.__getitem__)
        widths[widest] -= 1
    return widths


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_on_hyphens=False) or [""]

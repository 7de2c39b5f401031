"""A paper as plain text: for screen readers and for mail."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from detente.editions.written import EVIDENCE, LABELS
from detente.paper.document import Document

WIDTH = 72
"""Letters of a line: what a mail shows without breaking it."""
PAGE_ONE = ("warning", "series")


def plain_text(document: Document) -> str:
    """Write a paper as plain text, without tables of evidence and without pictures.

    A picture is its message and its description; a row of a table is one paragraph in which every
    cell follows the head of its column, for that is how it is heard.

    Parameters
    ----------
    document : Document
        The paper.

    Returns
    -------
    str
        Lines of at most 72 letters where a word allows it.
    """
    plain = document.plain("text")
    lines = [*_first_page(plain), *_sections(plain), *_end(plain)]
    return "\n".join(lines).strip("\n") + "\n"


def _first_page(plain: dict[str, Any]) -> Iterator[str]:
    yield from _titled(plain["title"], "=")
    yield from _paragraph(plain["subtitle"])
    for name in PAGE_ONE:
        yield from _paragraph(plain[name])
    if plain["answer"]:
        yield from _paragraph(_noted(plain["answer"]))
    for finding in plain["findings"]:
        yield from _paragraph(f"* {finding['message']} {_noted(finding)}", indent="  ")
    for block in plain["advice"]:
        yield from _block(block)
    if plain["picture"]:
        yield from _block(plain["picture"])
    for text in plain["foreword"]:
        yield from _paragraph(text)


def _sections(plain: dict[str, Any]) -> Iterator[str]:
    for section in plain["sections"]:
        if section["part"] == EVIDENCE:
            continue
        claim = f". {section['claim']}" if section["claim"] else ""
        yield from _titled(f"{section['title']}{claim}", "-")
        for block in section["blocks"]:
            yield from _block(block)


def _end(plain: dict[str, Any]) -> Iterator[str]:
    """Write notes, references and the imprint."""
    yield from _titled("Notes", "-")
    for note in plain["notes"]:
        if note["cited"]:
            sources = "; ".join(one["text"] for one in note["sources"])
            yield from _paragraph(f"[{note['number']}] {sources}", indent="    ")
    yield from _titled("References", "-")
    for reference in plain["references"]:
        yield from _paragraph(reference, indent="    ")
    yield from _titled("About this paper", "-")
    for text in plain["disclaimer"]:
        yield from _paragraph(text)
    for label, name in (("", "author"), ("Made on ", "made"), ("Data to: ", "data_to")):
        yield from _paragraph(f"{label}{plain[name]}.")
    yield from _paragraph(f"How to cite: {plain['cite']}" if plain["cite"] else "")
    for note in plain["footnotes"]:
        yield from _paragraph(f"{note['mark']} {note['text']}".strip())


def _block(block: dict[str, Any]) -> Iterator[str]:
    kind = block["kind"]
    if kind == "prose":
        yield from _paragraph(" ".join(_noted(one) for one in block["passages"]))
    elif kind == "bullets":
        for item in block["items"]:
            yield from _paragraph(f"- {_noted(item)}", indent="  ")
    elif kind == "watchlist":
        for item in block["items"]:
            yield from _paragraph(f"- {item['message']} {_noted(item)}", indent="  ")
    elif kind == "advice":
        yield from _advice(block)
    elif kind == "exhibit":
        yield from _exhibit(block)
    elif kind == "grid":
        yield from _grid(block)
    else:
        yield from _paragraph(_noted(block))


def _advice(block: dict[str, Any]) -> Iterator[str]:
    yield from _paragraph(f"> {_noted(block)}", indent="  ")
    for name, label in LABELS.items():
        yield from _paragraph(f"  {label} {block[name]}", indent="    ")


def _exhibit(block: dict[str, Any]) -> Iterator[str]:
    unit = f" ({block['unit']})" if block["unit"] else ""
    yield from _paragraph(f"Picture: {block['title']}{unit}")
    yield from _paragraph(block["alt"])
    yield from _paragraph(block["source"])


def _grid(block: dict[str, Any]) -> Iterator[str]:
    yield from _paragraph(f"Table: {block['title']}")
    for row in block["rows"]:
        yield from _paragraph(_heard(block["columns"], row), indent="  ")
    yield from _paragraph(block["source"])


def _heard(columns: Sequence[str], row: Sequence[str]) -> str:
    """Write a row as it is heard: each cell after the head of its column.

    Examples
    --------
    >>> _heard(["data set", "edition"], ["ATOP", "5.1"])
    '- data set: ATOP; edition: 5.1'
    """
    cells = (f"{head}: {cell}" if head else cell for head, cell in zip(columns, row, strict=True))
    return "- " + "; ".join(cells)


def _noted(said: dict[str, Any]) -> str:
    """Write sentences with the numbers of their notes in brackets."""
    notes = said.get("notes") or ()
    marks = f" [{', '.join(map(str, notes))}]" if notes else ""
    return f"{said['text']}{marks}"


def _titled(text: str, sign: str) -> Iterator[str]:
    lines = textwrap.wrap(text, WIDTH, break_on_hyphens=False)
    yield ""
    yield from lines
    yield sign * max(map(len, lines), default=0)
    yield ""


def _paragraph(text: str, indent: str = "") -> Iterator[str]:
    """Break a text into lines, an empty one after it; nothing where it is empty."""
    if not text:
        return
    yield from textwrap.wrap(
        text, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
    yield ""

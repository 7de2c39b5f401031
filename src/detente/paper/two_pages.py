"""The two pages that stand alone: the answer with what to do, and where it stands now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from detente.paper.blocks import Block, Grid, Prose
from detente.paper.document import Document, Section

NOW, COURSES = "now", "to_do"
"""Sections of page 2: where it stands now, and the table of courses."""
TITLE = "What to do"
"""Heading of the table of courses."""
NOTES = "notes"
"""Field of whatever leads to notes."""


def two_pages(document: Document) -> tuple[Document, ...]:
    """Give a document cut to two pages, the version that says most first.

    Page 2 has where it stands now, the table of courses where there is room for it, and the notes
    that the two pages lead to. A foreword is printed where there is room for it too. Where even so
    there is too much, the last passages of where it stands now are left to the whole paper.

    Parameters
    ----------
    document : Document
        The whole paper.

    Returns
    -------
    tuple of Document
        To be tried in this order until one fits.
    """
    now = tuple(one for one in document.sections if one.id == NOW)
    courses = tuple(_courses(document))
    without = replace(document, title=replace(document.title, foreword=()))
    every = (
        _cut(document, (*now, *courses)),
        _cut(document, now),
        _cut(without, (*now, *courses)),
        _cut(without, now),
        *(_cut(without, shorter) for shorter in _shorter(now)),
    )
    found: list[Document] = []
    for one in every:
        if one not in found:
            found.append(one)
    return tuple(found)


def _shorter(sections: tuple[Section, ...]) -> Iterator[tuple[Section, ...]]:
    """Give where it stands now with one passage less at a time, the last one first."""
    for section in sections:
        blocks = section.blocks
        while blocks := _without_last(blocks):
            yield (replace(section, blocks=blocks),)


def _without_last(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Give the blocks of a section without the last passage, or without what is none."""
    *before, last = blocks
    if isinstance(last, Prose) and len(last.passages) > 1:
        return (*before, replace(last, passages=last.passages[:-1]))
    return tuple(before)


def _courses(document: Document) -> Iterator[Section]:
    """Give the section of what to do with its table alone: what to watch is in the whole paper."""
    for section in document.sections:
        tables = tuple(one for one in section.blocks if isinstance(one, Grid))
        if section.id == COURSES and tables:
            yield replace(section, title=TITLE, blocks=tables)


def _cut(document: Document, sections: tuple[Section, ...]) -> Document:
    """Give a document with some of its sections, and the notes to which what is left leads."""
    used = set(_notes_in((document.title, sections)))
    notes = (replace(note, cited=note.cited and note.number in used) for note in document.notes)
    return replace(document, sections=sections, notes=tuple(notes))


def _notes_in(value: Any) -> Iterator[int]:
    """Give the numbers of the notes to which a part of a document leads."""
    if isinstance(value, tuple):
        for inner in value:
            yield from _notes_in(inner)
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            inner = getattr(value, one.name)
            yield from inner if one.name == NOTES else _notes_in(inner)

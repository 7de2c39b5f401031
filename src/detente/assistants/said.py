"""What an answer says: sentences with the numbers of their notes, and the cells of each note."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from detente.paper.brief import Brief
from detente.paper.compose import lay_out_argument
from detente.paper.document import Document
from detente.settings import settings

MOST_CELLS = 12
"""Cells of a note that an answer holds; the whole note is in the evidence of the paper."""
LIST = "items"
Said = dict[str, Any]


def argument(brief: Brief, *, whole: bool) -> tuple[Document, Said]:
    """Give the argument of a relation, sentence by sentence.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    whole : bool
        Whether every section is given; else the question, its answer and the key findings.

    Returns
    -------
    Document
        The argument as it is laid out.
    dict
        ``question``, ``answer``, ``findings``, ``sections``, ``notes``, ``footnotes``,
        ``data_to``, ``warning``.
    """
    document = lay_out_argument(brief, settings())
    plain = document.plain("text")
    answer = plain["answer"] or {"text": "", "notes": []}
    said: Said = {"question": plain["title"], "answer": answer}
    said["findings"] = plain["findings"]
    said["sections"] = [_section(one) for one in plain["sections"]] if whole else []
    used = {number for one in _sentences(said) for number in one["notes"]}
    notes = [_note(one) for one in plain["notes"] if one["number"] in used]
    footnotes = [{"mark": one["mark"], "text": one["text"]} for one in plain["footnotes"]]
    ends = {"data_to": plain["data_to"], "warning": plain["warning"]}
    return document, {**said, "notes": notes, "footnotes": footnotes, **ends}


def _section(section: Said) -> Said:
    """Give a section as its claim, its sentences, its tables, and what its pictures show."""
    blocks = section["blocks"]
    sentences = [one for block in blocks for one in _passages(block)]
    tables = [_table(one) for one in blocks if one["kind"] == "grid"]
    pictures = [one["title"] for one in blocks if one["kind"] == "exhibit"]
    said = {"title": section["title"], "claim": section["claim"], "sentences": sentences}
    return {**said, "tables": tables, "pictures": pictures}


def _table(grid: Said) -> Said:
    return {name: grid[name] for name in ("title", "columns", "rows", "source")}


def _passages(block: Said) -> Iterator[Said]:
    """Give the sentences of a block, each with the numbers of its notes."""
    for one in (block, *block.get("passages", ()), *block.get(LIST, ())):
        if "text" in one:
            message = one.get("message", "")
            text = f"{message} {one['text']}".strip()
            yield {"text": text, "notes": list(one.get("notes", ()))}


def _sentences(said: Said) -> Iterator[Said]:
    yield said["answer"]
    yield from said["findings"]
    for section in said["sections"]:
        yield from section["sentences"]


def _note(note: Said) -> Said:
    """Give a note with its first cells, and how many there are."""
    cells, documents = note["lines"][:MOST_CELLS], note["sources"]
    sources = [" ".join(filter(None, (one["text"], one["url"]))) for one in documents]
    return {
        "number": note["number"],
        "sources": sources,
        "cells": cells,
        "cells_in_all": len(note["lines"]),
    }


def methods(brief: Brief) -> list[dict[str, str]]:
    """Give the track record of each method that the argument uses.

    Parameters
    ----------
    brief : Brief
        What the paper says, laid out before.
    """
    return [asdict(one) for one in brief.printed_methods]

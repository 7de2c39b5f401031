"""Allies that joined later: the document that states it, apart from that of the war."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from detente.actors.row_sources import SOURCE_KEYS, Sourced, read_source

OF_JOINER = ("joined_source", "joined_basis", "joined_evidence", "joined_url", "joined_dataset")
"""What a row says of since when an ally fought."""
UNREAD: dict[str, Any] = {name: getattr(Sourced(), name) for name in SOURCE_KEYS}
"""What is known of a source that nobody read."""
Row = TypeVar("Row", bound=Sourced)


def as_joined(ally: Row, start: date, row: Mapping[str, Any], where: str) -> Row:
    """Cite for an ally its own document; one of the war's first day cannot know who came later.

    Parameters
    ----------
    ally : Fact
        The ally, with the document of the war.
    start : datetime.date
        Its first day in the war.
    row : mapping
        The row as the file has it.
    where : str
        File and row, for the error.

    Returns
    -------
    Fact
        Unverified where it joined later and the row names no document of it.

    Raises
    ------
    DateError
        Where `joined_basis` or `joined_evidence` is no word of the vocabulary.
    """
    if "joined_source" in row:
        said = {name: row[f"joined_{name}"] for name in SOURCE_KEYS if f"joined_{name}" in row}
        words: dict[str, Any] = {"source": row["joined_source"], **UNREAD}
        return replace(ally, **words | read_source({**said, "source": words["source"]}, where))
    return replace(ally, **UNREAD) if start > row["from"] else ally

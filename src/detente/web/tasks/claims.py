"""Claims: a text in the language of claims, tested with every source that measures it."""

from __future__ import annotations

import re
from typing import Any

from detente.actors.blocs import blocs
from detente.claims.check import VERDICTS, check
from detente.claims.concepts import CONCEPTS
from detente.claims.document import parse
from detente.claims.question import Field
from detente.claims.shelf import SHELF
from detente.errors import ClaimError
from detente.span import view_fields
from detente.web.tasks.briefs import tables

MOST = 40
"""Claims that are tested at once."""
WHERE = "the text"
WORD = re.compile("`([^`]+)`")
"""A word that a note gives as a value."""


def checked(text: str) -> dict[str, Any]:
    """Test claims.

    Parameters
    ----------
    text : str
        As docs/claims.md describes it.

    Returns
    -------
    dict
        ``document``, ``counts`` of verdicts, and ``claims``.

    Raises
    ------
    ClaimError
        Where the text cannot be read, or holds too many claims.
    """
    document = parse(text.encode(), where=WHERE, title="Claims")
    if len(document.claims) > MOST:
        raise ClaimError(
            f"{len(document.claims)} claims are too many at once",
            next_step=f"send at most {MOST}",
        )
    found = [verdict.plain() for verdict in check(tables(), document)]
    words = [one["verdict"] for one in found]
    counts = {word: words.count(word) for word in VERDICTS if word in words}
    head = {"title": document.title, "author": document.author, **view_fields(document.day)}
    return {"document": head, "counts": counts, "claims": found}


def kinds() -> list[dict[str, Any]]:
    """List the kinds of tests with their fields."""
    return [
        {
            "name": kind.name,
            "fields": [
                {
                    "name": field.name,
                    "form": field.form.words,
                    "note": field.note,
                    "choices": choices(field),
                    "required": field.required,
                }
                for field in kind.fields
            ],
        }
        for kind in SHELF
    ]


def choices(field: Field) -> list[str]:
    """List what a field may hold, where that is a list.

    Parameters
    ----------
    field : Field
        A field of a test.

    Examples
    --------
    >>> choices(Field("event", note="`accession`, `association`"))
    ['accession', 'association']
    """
    if field.note.startswith("`"):
        return WORD.findall(field.note)
    if field.name == "measure":
        return [one.name for one in CONCEPTS]
    return list(blocs()) if field.name == "bloc" else []

"""The words of a paper: everything that is printed, without the specifications of charts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from detente.paper.brief import Brief
from detente.paper.compose import lay_out
from detente.settings import settings

UNPRINTED = ("spec", "id", "kind")
"""Keys of a document that no reader sees."""


def words_of(brief: Brief, *, sections: tuple[str, ...] = ()) -> str:
    """Give the text of a paper, or of some of its sections, a piece a line.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    sections : tuple of str
        Ids of sections; all, with title and notes, by default.
    """
    document = lay_out(brief, settings())
    if not sections:
        return "\n".join(texts(document.plain()))
    shown = [one.plain() for one in document.sections if one.id in sections]
    return "\n".join(texts(shown))


def first_page(brief: Brief) -> str:
    """Give the text of page 1.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    return "\n".join(texts(lay_out(brief, settings()).title.plain()))


def texts(value: Any, *, without: tuple[str, ...] = ()) -> Iterator[str]:
    """Give every text in plain data of a document.

    Parameters
    ----------
    value : dict, list or str
        The data.
    without : tuple of str
        Keys that are passed over, beside `UNPRINTED`.
    """
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in UNPRINTED and name not in without:
                yield from texts(inner, without=without)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner, without=without)

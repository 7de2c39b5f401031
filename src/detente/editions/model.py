"""The document model as plain data and back, so that a paper can be written without its brief.

Specifications of charts are not kept: a picture is a file that bears the name of its exhibit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from typing import Any

from detente.actors.designations import Designation, NewName
from detente.actors.naming import Footnote, Names
from detente.editions.bindings import Binding, Bindings
from detente.errors import RequestError
from detente.evidence.sentence import Edited, PlainSentence, Run, Sentence
from detente.paper.blocks import (
    Advice,
    Bullets,
    Exhibit,
    Grid,
    KeyFinding,
    Missing,
    Paragraph,
    Passage,
    Prose,
    Watchlist,
)
from detente.paper.document import Document, Note, Section, Title
from detente.paper.layout import Layout
from detente.paper.opened import Opened
from detente.paper.sections.documents import Named
from detente.span import Span

Plain = Any
"""Numbers, texts, lists and mappings, as JSON has them."""
SHOWN = (Document, Title, Section, Note, Named, Layout, Opened)
BLOCKS = (Advice, Bullets, Exhibit, Grid, KeyFinding, Missing, Paragraph, Passage, Prose, Watchlist)
NAMES = (Names, Footnote, Designation, NewName, Span)
CLASSES: Mapping[str, type] = {one.__name__: one for one in (*SHOWN, *BLOCKS, *NAMES)}
"""What a document is made of; nothing else is read."""
IS, DAY, SAID = "is", "day", "said"
"""Keys that name a class, a day, and the pieces of a text."""
SPECS = ("spec", "narrow", "tall", "low")
"""Fields of an exhibit that hold specifications, and those that hold pictures."""
DRAWN = ("svg", "narrow_svg")
KEPT = {"drawn": True}
"""Stands for a specification whose picture is drawn already."""


def encode(document: Document, bindings: Bindings) -> Plain:
    """Give a document as plain data.

    Parameters
    ----------
    document : Document
        The paper.
    bindings : Bindings
        Collects its figures.

    Returns
    -------
    dict
        As docs/editing.md describes it; fields that have their default are left out.
    """
    return _encoded(document, bindings)


def _encoded(value: Any, bindings: Bindings) -> Plain:
    if isinstance(value, Sentence | PlainSentence | Edited):
        return {SAID: [_piece(run, bindings) for run in value.runs()]}
    if isinstance(value, date):
        return {DAY: value.isoformat()}
    if isinstance(value, tuple | list):
        return [_encoded(one, bindings) for one in value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    given = {one.name: getattr(value, one.name) for one in fields(value) if _given(value, one)}
    if isinstance(value, Exhibit):
        given = _without_specs(value, given)
    plain = {name: _encoded(one, bindings) for name, one in given.items()}
    return {IS: type(value).__name__, **plain}


def _given(value: Any, one: Field[Any]) -> bool:
    """Tell whether a field has another value than its default."""
    default = one.default
    if default is MISSING and one.default_factory is not MISSING:
        default = one.default_factory()
    return default is MISSING or getattr(value, one.name) != default


def _without_specs(exhibit: Exhibit, given: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what draws an exhibit; which pictures it has is kept."""
    kept = {name: one for name, one in given.items() if name not in (*SPECS, *DRAWN)}
    has = {name: True for name in SPECS if getattr(exhibit, name)}
    return {**kept, **has, "narrow": bool(exhibit.narrow or exhibit.narrow_svg)}


def _piece(run: Run, bindings: Bindings) -> list[str]:
    """Give a piece of a text: its words, or a figure with its key and the way it is written."""
    return [run.text] if run.figure is None else [run.text, bindings.bind(run), run.way]


def decode(plain: Plain, figures: Mapping[str, Binding]) -> Document:
    """Give a document back from plain data.

    Parameters
    ----------
    plain : dict
        As `encode` gives it.
    figures : mapping
        Its figures by key.

    Returns
    -------
    Document
        It prints as the first one does; its exhibits have no specification.

    Raises
    ------
    RequestError
        Where the data are no document.
    """
    try:
        document = _decoded(plain, figures)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise RequestError(
            f"the document of the paper cannot be read ({type(error).__name__}: {error})",
            next_step="take the file as 'detente brief' wrote it",
        ) from error
    if not isinstance(document, Document):
        raise RequestError("the file of figures holds no document")
    return document


def _decoded(value: Plain, figures: Mapping[str, Binding]) -> Any:
    if isinstance(value, list):
        return tuple(_decoded(one, figures) for one in value)
    if not isinstance(value, dict):
        return value
    if SAID in value:
        return Edited(tuple(_run(piece, figures) for piece in value[SAID]))
    if DAY in value:
        return date.fromisoformat(value[DAY])
    known: Callable[..., Any] = CLASSES[value[IS]]
    given = {name: _decoded(one, figures) for name, one in value.items() if name != IS}
    if known is Exhibit:
        given |= {name: KEPT if given.get(name) else None for name in SPECS}
    return known(**given)


def _run(piece: list[str], figures: Mapping[str, Binding]) -> Run:
    if len(piece) == 1:
        return Run(piece[0])
    text, key, way = piece
    return Run(text, figures[key].figure, way=way)

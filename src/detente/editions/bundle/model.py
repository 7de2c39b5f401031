"""The document model as plain data, and back: what a bundle keeps of a paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from typing import Any

from detente.actors.designations import Designation, NewName
from detente.actors.naming import Footnote, Names
from detente.errors import DetenteError, EditionError
from detente.evidence.cell import Cell
from detente.evidence.chance import Chance
from detente.evidence.figure import Figure
from detente.evidence.method import Method
from detente.evidence.sentence import Phrase, PlainSentence, Sentence
from detente.paper import blocks
from detente.paper.document import Document, Note, Section, Title
from detente.paper.layout import Layout
from detente.paper.opened import Opened
from detente.paper.sections.documents import Named
from detente.span import Span

CLASSES = (
    *(Document, Title, Section, Note, Named, Layout, Opened, Method),
    *(Names, Footnote, Designation, NewName, Span),
    *(Sentence, PlainSentence, Phrase, Figure, Chance),
    *(blocks.Paragraph, blocks.Passage, blocks.Prose, blocks.KeyFinding, blocks.Bullets),
    *(blocks.Advice, blocks.Watchlist, blocks.Grid, blocks.Exhibit, blocks.Missing),
    *(blocks.Cards, blocks.Card),
)
"""Every class that a document is made of; a name outside them is refused."""
BY_NAME: dict[str, type[Any]] = {one.__name__: one for one in CLASSES}
KIND, CELL, SPEC, DAY, PARTS = "is", "cell", "picture", "day", "parts"
"""What marks a class, a place in the table of cells, a file of a picture, a day, and a mapping."""
PICTURED = ("spec", "narrow", "tall", "low")
"""Specifications of an exhibit; each is a file of its own."""
DEEPEST = 40
"""Levels of a document; a real one has under twenty."""


@dataclass(slots=True)
class Parts:
    """A document taken apart.

    Attributes
    ----------
    cells : list of Cell
        Each cell once.
    pictures : dict of str to dict
        Name of a specification to the specification.
    """

    cells: list[Cell] = field(default_factory=list)
    pictures: dict[str, Any] = field(default_factory=dict)
    _places: dict[Cell, int] = field(default_factory=dict)

    def place(self, cell: Cell) -> int:
        """Give the place of a cell; a new one is added.

        Parameters
        ----------
        cell : Cell
            The cell.
        """
        if cell not in self._places:
            self._places[cell] = len(self.cells)
            self.cells.append(cell)
        return self._places[cell]


def encode(value: Any, parts: Parts) -> Any:
    """Write a part of a document as plain data.

    Parameters
    ----------
    value : Any
        A document, or anything in one.
    parts : Parts
        Collects cells and specifications.

    Returns
    -------
    Any
        What JSON can hold: an object is named by its class under ``"is"``.

    Examples
    --------
    >>> encode(Layout(pages=2), Parts())
    {'is': 'Layout', 'evidence': False, 'paper': 'a4', 'pages': 2}
    """
    if isinstance(value, Cell):
        return {CELL: parts.place(value)}
    if isinstance(value, date):
        return {DAY: value.isoformat()}
    if isinstance(value, Mapping):
        return {PARTS: {name: encode(inner, parts) for name, inner in value.items()}}
    if isinstance(value, tuple | list):
        return [encode(inner, parts) for inner in value]
    if is_dataclass(value) and not isinstance(value, type):
        return _object(value, parts)
    return value


def _object(value: Any, parts: Parts) -> dict[str, Any]:
    """Write an object; specifications of a picture are put aside under their own names."""
    kind = type(value).__name__
    if BY_NAME.get(kind) is not type(value):
        raise EditionError(f"a document holds a '{kind}', which no bundle keeps")
    written: dict[str, Any] = {KIND: kind}
    for one in fields(value):
        inner = getattr(value, one.name)
        if kind == "Exhibit" and one.name in PICTURED and inner is not None:
            name = f"{value.id}.{one.name}"
            parts.pictures[name] = inner
            written[one.name] = {SPEC: name}
        else:
            written[one.name] = encode(inner, parts)
    return written


def decode(value: Any, parts: Parts, *, depth: int = 0) -> Any:
    """Read a part of a document.

    Parameters
    ----------
    value : Any
        As `encode` writes it.
    parts : Parts
        Cells and specifications.
    depth : int
        Levels above it.

    Raises
    ------
    EditionError
        Where it is not written as `encode` writes it.
    """
    if depth > DEEPEST:
        raise EditionError(f"the document has more than {DEEPEST} levels")
    if isinstance(value, list):
        return tuple(decode(inner, parts, depth=depth + 1) for inner in value)
    if not isinstance(value, dict):
        return value
    if KIND in value:
        return _read_object(value, parts, depth)
    if len(value) != 1:
        raise EditionError(f"the document holds an object with the fields {_named(value)}")
    ((mark, inner),) = value.items()
    return _read_mark(mark, inner, parts, depth)


def _read_mark(mark: str, inner: Any, parts: Parts, depth: int) -> Any:
    """Read a cell, a specification, a day or a mapping."""
    if mark == PARTS and isinstance(inner, dict):
        return {name: decode(one, parts, depth=depth + 1) for name, one in inner.items()}
    try:
        if mark == CELL:
            return parts.cells[inner]
        if mark == SPEC:
            return parts.pictures[inner]
        if mark == DAY:
            return date.fromisoformat(inner)
    except (LookupError, TypeError, ValueError):
        raise EditionError(f"the document names the {mark} '{inner}', which is not there") from None
    raise EditionError(f"the document holds '{mark}', which is nothing of a paper")


def _read_object(value: dict[str, Any], parts: Parts, depth: int) -> Any:
    """Build an object; its own checks run again."""
    kind = BY_NAME.get(str(value[KIND]))
    if kind is None:
        raise EditionError(f"the document holds a '{value[KIND]}', which is nothing of a paper")
    known = {one.name for one in fields(kind)}
    given = {name: inner for name, inner in value.items() if name != KIND}
    if set(given) != known:
        wrong = _named(set(given) ^ known)
        raise EditionError(f"a '{value[KIND]}' of the document has other fields ({wrong})")
    read = {name: decode(inner, parts, depth=depth + 1) for name, inner in given.items()}
    try:
        return kind(**read)
    except DetenteError as error:
        raise EditionError(f"a '{value[KIND]}' of the document does not hold ({error})") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise EditionError(f"a '{value[KIND]}' of the document cannot be read") from error


def _named(names: Any) -> str:
    return ", ".join(sorted(map(str, names)))


def plain_cells(cells: list[Cell]) -> list[dict[str, Any]]:
    """Write cells as rows, each in its place.

    Parameters
    ----------
    cells : list of Cell
        The cells.
    """
    return [
        {
            **{one.name: getattr(cell, one.name) for one in fields(Cell)},
            "keys": dict(cell.keys),
        }
        for cell in cells
    ]


def read_cells(rows: Any) -> list[Cell]:
    """Read the rows that `plain_cells` writes.

    Parameters
    ----------
    rows : list of dict
        One a cell.

    Raises
    ------
    EditionError
        Where a row is no cell.

    Examples
    --------
    >>> cell = Cell("states", "cinc", (("year", 2013),), 0.29, "share", ("cow_nmc",), "mean")
    >>> read_cells(plain_cells([cell])) == [cell]
    True
    """
    try:
        return [Cell(**_cell_fields(row)) for row in rows]
    except (AttributeError, KeyError, TypeError):
        raise EditionError("the table of cells has a row that is no cell") from None


def _cell_fields(row: dict[str, Any]) -> dict[str, Any]:
    keys = tuple((name, _key(value)) for name, value in row["keys"].items())
    return {**row, "keys": keys, "sources": tuple(row["sources"])}


def _key(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value

"""The document model as plain data, and back: what bundles and files of figures keep of a paper.

An object is named by its class, and fields that have their default are left out. What an edition
keeps elsewhere (cells, pictures, figures bound by a key) is put into its store.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from typing import Any, Protocol

from detente.actors.designations import Designation, NewName
from detente.actors.naming import Footnote, Names
from detente.errors import DetenteError, EditionError
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

Plain = Any
"""Numbers, texts, lists and mappings, as JSON has them."""
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
KIND, PICTURE, DAY, PARTS = "is", "picture", "day", "parts"
"""What marks a class, the specification of a picture, a day, and a mapping."""
PICTURED = ("spec", "narrow", "tall", "mid", "low")
"""Fields of an exhibit that hold specifications; each is kept under a name of its own."""
DEEPEST = 40
"""Levels of a document; a real one has under twenty."""
SHOWN = 60
"""Letters of what is not there that an error repeats."""


class Store(Protocol):
    """What an edition keeps beside its document."""

    @property
    def marks(self) -> tuple[str, ...]:
        """Marks that it reads."""

    def put(self, value: Any) -> Plain | None:
        """Give what stands for a value that it keeps; None for all else."""

    def put_picture(self, name: str, spec: Any) -> None:
        """Keep the specification of a picture, or nothing of it."""

    def get(self, mark: str, inner: Any) -> Any:
        """Give back what it keeps; a LookupError where it does not."""


def encode(value: Any, store: Store) -> Plain:
    """Write a part of a document as plain data.

    Parameters
    ----------
    value : Any
        A document, or anything in one.
    store : Store
        Takes what is kept elsewhere.

    Returns
    -------
    Any
        What JSON can hold: an object is named by its class under ``"is"``.

    Raises
    ------
    EditionError
        Where it is nothing of a document.

    Examples
    --------
    >>> from detente.editions.bundle.parts import Parts
    >>> encode(Layout(pages=2), Parts())
    {'is': 'Layout', 'pages': 2}
    """
    kept = store.put(value)
    if kept is not None:
        return kept
    if isinstance(value, date):
        return {DAY: value.isoformat()}
    if isinstance(value, Mapping):
        return {PARTS: {name: encode(inner, store) for name, inner in value.items()}}
    if isinstance(value, tuple | list):
        return [encode(inner, store) for inner in value]
    if is_dataclass(value) and not isinstance(value, type):
        return _object(value, store)
    return value


def _object(value: Any, store: Store) -> dict[str, Plain]:
    """Write an object; specifications of a picture are kept under their own names."""
    kind = type(value).__name__
    if BY_NAME.get(kind) is not type(value):
        raise EditionError(f"a document holds a '{kind}', which no edition keeps")
    written: dict[str, Plain] = {KIND: kind}
    for one in fields(value):
        inner = getattr(value, one.name)
        if not _is_needed(one) and inner == _default(one):
            continue
        if kind == "Exhibit" and one.name in PICTURED:
            name = f"{value.id}.{one.name}"
            store.put_picture(name, inner)
            written[one.name] = {PICTURE: name}
        else:
            written[one.name] = encode(inner, store)
    return written


def _is_needed(one: Field[Any]) -> bool:
    """Tell whether a field has no default."""
    return one.default is MISSING and one.default_factory is MISSING


def _default(one: Field[Any]) -> Any:
    return one.default if one.default_factory is MISSING else one.default_factory()


def decode(value: Plain, store: Store, *, depth: int = 0) -> Any:
    """Read a part of a document.

    Parameters
    ----------
    value : Any
        As `encode` writes it.
    store : Store
        Holds what is kept elsewhere.
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
        return tuple(decode(inner, store, depth=depth + 1) for inner in value)
    if not isinstance(value, dict):
        return value
    if KIND in value:
        return _read_object(value, store, depth)
    if len(value) != 1:
        raise EditionError(f"the document holds an object with the fields {_named(value)}")
    ((mark, inner),) = value.items()
    return _read_mark(mark, inner, store, depth)


def _read_mark(mark: str, inner: Plain, store: Store, depth: int) -> Any:
    """Read a day, a mapping, or what the store keeps."""
    if mark == PARTS and isinstance(inner, dict):
        return {name: decode(one, store, depth=depth + 1) for name, one in inner.items()}
    try:
        if mark == DAY:
            return date.fromisoformat(inner)
        if mark in store.marks:
            return store.get(mark, inner)
    except (LookupError, TypeError, ValueError):
        shown = str(inner)[:SHOWN]
        raise EditionError(f"the document names the {mark} '{shown}', which is not there") from None
    raise EditionError(f"the document holds '{mark[:SHOWN]}', which is nothing of a paper")


def _read_object(value: dict[str, Plain], store: Store, depth: int) -> Any:
    """Build an object; its own checks run again."""
    name = str(value[KIND])[:SHOWN]
    kind = BY_NAME.get(name)
    if kind is None:
        raise EditionError(f"the document holds a '{name}', which is nothing of a paper")
    given = {field: inner for field, inner in value.items() if field != KIND}
    wrong = (set(given) - {one.name for one in fields(kind)}) | (_needed_of(kind) - set(given))
    if wrong:
        raise EditionError(f"a '{name}' of the document has other fields ({_named(wrong)})")
    read = {field: decode(inner, store, depth=depth + 1) for field, inner in given.items()}
    try:
        return kind(**read)
    except DetenteError as error:
        raise EditionError(f"a '{name}' of the document does not hold ({error})") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise EditionError(f"a '{name}' of the document cannot be read") from error


def _needed_of(kind: type[Any]) -> set[str]:
    return {one.name for one in fields(kind) if _is_needed(one)}


def _named(names: Any) -> str:
    return ", ".join(sorted(map(str, names)))

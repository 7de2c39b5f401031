"""Rendering an edited text: the same paper again, with the editor's words and order."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from detente.editions.faults import require_bound
from detente.editions.manuscript import FIGURE, OWN, Manuscript
from detente.editions.markdown.read import read_markdown
from detente.editions.read_back import read_back
from detente.editions.sidecar import Sidecar, find_sidecar
from detente.editions.written import FOLDER, NARROW
from detente.errors import RequestError
from detente.paper.document import Document
from detente.paper.folder import write_files
from detente.paper.writers import html, pdf
from detente.settings import settings

SCHEMA = "1.0"
"""Version of the layout of the JSON of an edition."""
TEXT, WORD = ".md", ".docx"
"""Endings of the texts that are read."""
UNEDITED = "brief"
"""Name of the files of the paper that nobody edited."""
DATE = "%d %B %Y"
HASH_SHOWN = 12
"""Digits of the hash in an identifier."""
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A paper that was written from an edited text.

    Attributes
    ----------
    paths : tuple of pathlib.Path
        Its files.
    edited : bool
        Whether a word differs from the paper as it was written.
    own : tuple of tuple of str
        The editor's own figures, each with its source.
    remarks : tuple of str
        What was decided while the text was read.
    """

    paths: tuple[Path, ...]
    edited: bool
    own: tuple[tuple[str, str], ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedPaper:
    """A paper with an editor's words, before it is written anywhere.

    Attributes
    ----------
    document : Document
        The paper; one in which a word differs names both identifiers in its citation.
    identifier : str
        Under which it is cited.
    edited : bool
        Whether a word differs from the paper as it was written.
    own : tuple of tuple of str
        The editor's own figures, each with its source.
    figures : frozenset of str
        Keys of the figures of the evidence that it prints.
    files : mapping of str to bytes
        HTML, PDF and JSON by their endings.
    """

    document: Document
    identifier: str
    edited: bool
    own: tuple[tuple[str, str], ...]
    figures: frozenset[str]
    files: Mapping[str, bytes]


def render(text: Path, folder: Path | None = None, figures: Path | None = None) -> Rendered:
    """Write a paper from its edited text.

    Parameters
    ----------
    text : pathlib.Path
        ``paper.md`` or ``paper.docx``, as edited.
    folder : pathlib.Path, optional
        Where to write; the folder of the text by default.
    figures : pathlib.Path, optional
        Its file of figures; the one beside it by default.

    Returns
    -------
    Rendered
        HTML, PDF and JSON, named after the text.

    Raises
    ------
    RefusedEdition
        Where the text prints a figure that its evidence does not bear.
    RequestError
        Where a file cannot be read, or belongs to another paper. Nothing is written then.
    """
    if text.stem == UNEDITED:
        what = f"'{text.name}' would be written over the paper itself"
        raise RequestError(what, next_step="give the text another name, such as paper.md")
    manuscript = read_text(text)
    sidecar = find_sidecar(text, manuscript.digest, figures)
    drawn = read_pictures(text.parent if figures is None else figures.parent, sidecar)
    laid = lay_out(manuscript, sidecar, drawn, name=text.name)
    target = text.parent if folder is None else folder
    named = {f"{text.stem}.{ending}": data for ending, data in laid.files.items()}
    paths = write_files(target, named)
    return Rendered(paths, laid.edited, own=laid.own, remarks=manuscript.remarks)


def lay_out(
    text: Manuscript, sidecar: Sidecar, drawn: Mapping[str, bytes], *, name: str
) -> EditedPaper:
    """Print an edited text; every figure is the one of its evidence.

    Parameters
    ----------
    text : Manuscript
        The text.
    sidecar : Sidecar
        Its file of figures.
    drawn : mapping of str to bytes
        The pictures of the paper, by the names of their files.
    name : str
        Of the file, for errors.

    Returns
    -------
    EditedPaper

    Raises
    ------
    RefusedEdition
        Where the text prints a figure that its evidence does not bear.
    """
    require_bound(text, sidecar, name)
    document = read_back(text, sidecar, name)
    edited = is_edited(document, sidecar)
    identifier = _identifier(document, sidecar) if edited else sidecar.identifier
    if edited:
        document = document.cited_as(_edited_line(document, sidecar, identifier))
    own = own_figures(text)
    files = _files(document, drawn, sidecar)
    files["json"] = _record(document, sidecar, own, edited=edited)
    return EditedPaper(
        document=document,
        identifier=identifier,
        edited=edited,
        own=own,
        figures=figures_in(text),
        files=files,
    )


def read_text(text: Path) -> Manuscript:
    """Read an edited text.

    Parameters
    ----------
    text : pathlib.Path
        A file of Markdown or of a word processor.

    Returns
    -------
    Manuscript

    Raises
    ------
    RequestError
        Where it cannot be read.
    """
    try:
        data = text.read_bytes()
    except OSError as error:
        raise RequestError(
            f"'{text.name}' cannot be read ({error.strerror})", where=str(text.parent)
        ) from error
    return read_manuscript(data, text.name)


def read_manuscript(data: bytes, name: str) -> Manuscript:
    """Read the bytes of an edited text.

    Parameters
    ----------
    data : bytes
        A file of Markdown or of a word processor.
    name : str
        Of the file; its ending says which.

    Raises
    ------
    RequestError
        Where it cannot be read.
    """
    ending = Path(name).suffix.lower()
    if ending == WORD:
        from detente.editions.word.read import read_word

        return read_word(data, name)
    if ending != TEXT:
        raise RequestError(
            f"'{name}' is neither Markdown nor a Word file",
            near=(TEXT, WORD),
            next_step="save it as paper.docx",
        )
    return read_markdown(data, name)


def read_pictures(folder: Path, sidecar: Sidecar) -> dict[str, bytes]:
    """Read the pictures of a paper.

    Parameters
    ----------
    folder : pathlib.Path
        The folder of its file of figures.
    sidecar : Sidecar
        The file of figures.

    Returns
    -------
    dict of str to bytes
        Name of each file to its bytes.

    Raises
    ------
    RequestError
        Where one is missing or was changed: its numerals are bound by nothing else.
    """
    found = {}
    for name, digest in sidecar.pictures.items():
        path = folder / FOLDER / Path(name).name
        try:
            found[name] = path.read_bytes()
        except OSError as error:
            raise RequestError(
                f"the picture '{path.name}' cannot be read ({error.strerror})",
                where=str(path.parent),
                next_step="put the folder 'pictures' of the paper beside its file of figures",
            ) from error
        if hashlib.sha256(found[name]).hexdigest() != digest:
            raise RequestError(
                f"the picture '{path.name}' was changed",
                next_step="take it as 'detente brief' wrote it",
            )
    return found


def _files(document: Document, drawn: Mapping[str, bytes], sidecar: Sidecar) -> dict[str, bytes]:
    """Write HTML and PDF."""
    svg = {name.removesuffix(".svg"): data for name, data in drawn.items() if name.endswith(".svg")}
    texts = {name: data.decode() for name, data in svg.items()}
    wide = {name: text for name, text in texts.items() if not name.endswith(NARROW)}
    slim = {
        name.removesuffix(NARROW): text for name, text in texts.items() if name.endswith(NARROW)
    }
    logo = drawn.get(document.title.logo, b"")
    logger.info("typesetting")
    made = replace(settings(), made=_made(sidecar))
    page = html.render(document, wide, slim, logo=logo)
    printed, _ = pdf.typeset(document, wide, made, logo=logo, kept=sidecar.setting)
    return {"html": page.encode(), "pdf": printed}


def _made(sidecar: Sidecar) -> date:
    """Read the day on which the paper was made."""
    said = str(sidecar.plain["settings"]["made"])
    try:
        return datetime.strptime(said, DATE).replace(tzinfo=UTC).date()
    except ValueError as error:
        raise RequestError(f"'{said}' in the file of figures is no day") from error


def is_edited(document: Document, sidecar: Sidecar) -> bool:
    """Tell whether a document prints another word, or in another order, than the paper.

    Parameters
    ----------
    document : Document
        The document.
    sidecar : Sidecar
        The file of figures of the paper.
    """
    return _words(document) != _words(sidecar.document)


def _words(document: Document) -> str:
    """Give every printed text of a document in order, however it is cut into passages."""
    said = document.plain("html")
    kept = ("title", "answer", "findings", "advice", "picture", "foreword", "sections")
    texts = _texts({name: said[name] for name in (*kept, "references")})
    return " ".join(" ".join(texts).split())


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        inner = (one for name, one in value.items() if name not in ("kind", "mark"))
        return [text for one in inner for text in _texts(one)]
    if isinstance(value, list | tuple):
        return [text for one in value for text in _texts(one)]
    return [str(value)]


def _identifier(document: Document, sidecar: Sidecar) -> str:
    """Give an edited paper an identifier of its own."""
    whole = f"{sidecar.digest}{_words(document)}"
    return f"detente-{hashlib.sha256(whole.encode()).hexdigest()[:HASH_SHOWN]}"


def _edited_line(document: Document, sidecar: Sidecar, identifier: str) -> str:
    """Cite an edited paper under its own identifier, with the one that it was edited from."""
    before = f"Identifier {sidecar.identifier}."
    line = document.title.cite.removesuffix(before).rstrip()
    title = sidecar.document.title.title
    line = line.replace(title, document.title.title, 1)
    return f"{line} Identifier {identifier}, edited from {sidecar.identifier}."


def figures_in(text: Manuscript) -> frozenset[str]:
    """Give the keys of the figures that a text prints.

    Parameters
    ----------
    text : Manuscript
        The text.
    """
    pieces = (piece for line in text.lines() for piece in line.pieces)
    return frozenset(piece.target for piece in pieces if piece.kind == FIGURE)


def own_figures(text: Manuscript) -> tuple[tuple[str, str], ...]:
    """Give the editor's own figures of a text, each with its source.

    Parameters
    ----------
    text : Manuscript
        The text.
    """
    pieces = (piece for line in text.lines() for piece in line.pieces if piece.kind == OWN)
    return tuple(dict.fromkeys((piece.text, piece.target) for piece in pieces))


def _record(
    document: Document, sidecar: Sidecar, own: tuple[tuple[str, str], ...], *, edited: bool
) -> bytes:
    """Write the edition as JSON: its texts with the ids of their figures, and what is its own."""
    plain = {
        "schema": SCHEMA,
        "software": sidecar.plain["software"],
        "identifier": sidecar.identifier,
        "figures_digest": sidecar.digest,
        "record_digest": sidecar.plain["record"],
        "edited": edited,
        "own": [{"text": text, "source": source} for text, source in own],
        "paper": document.plain("markdown"),
    }
    text = json.dumps(plain, indent=1, ensure_ascii=False, sort_keys=True, allow_nan=False)
    return f"{text}\n".encode()

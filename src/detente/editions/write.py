"""Writing a paper that one can edit, beside the one that one can read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from detente.editions.markdown.written import SIDECAR, to_markdown
from detente.editions.plain_text import plain_text
from detente.editions.sidecar import bind
from detente.editions.slides import slides
from detente.editions.written import FOLDER, NARROW
from detente.errors import RequestError
from detente.paper.blocks import Cards
from detente.paper.brief import Brief
from detente.paper.compose import PLAIN
from detente.paper.document import Document, Section
from detente.paper.edition import Paper
from detente.paper.folder import prepare, write_files
from detente.paper.layout import Layout
from detente.paper.sections.first_page import UNSIGNED
from detente.paper.signature import Signature
from detente.paper.write import composed

FORMATS = ("md", "docx", "text", "slides")
"""What a paper may be written as beside its HTML, PDF and JSON."""
EDITABLE = ("md", "docx")
"""Formats that `detente render` reads back."""


def read_formats(asked: Iterable[str]) -> tuple[str, ...]:
    """Check the formats that a user asked for.

    Parameters
    ----------
    asked : iterable of str
        As typed; several in one may be set apart by commas.

    Returns
    -------
    tuple of str
        Of `FORMATS`, each once.

    Raises
    ------
    RequestError
        Where one is unknown, or needs a package that is not there.

    Examples
    --------
    >>> read_formats(["md,docx", "md"])
    ('md', 'docx')
    """
    names = [name.strip().lower() for given in asked for name in given.split(",")]
    for name in names:
        if name not in FORMATS:
            near = get_close_matches(name, FORMATS, n=1) or FORMATS
            raise RequestError(f"'{name}' is no format of a paper", near=near)
    if "docx" in names:
        from detente.editions.word.pandoc import require_pandoc

        require_pandoc()
    return tuple(dict.fromkeys(names))


def write_editions(
    brief: Brief,
    folder: Path,
    formats: Iterable[str],
    *,
    layout: Layout = PLAIN,
    signed: Signature = UNSIGNED,
) -> tuple[Path, ...]:
    """Write a brief into a folder, in further formats too.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    folder : pathlib.Path
        Where to.
    formats : iterable of str
        Of `FORMATS`; none for the files that every paper has.
    layout : Layout
        How the PDF is set.
    signed : Signature
        Who puts a name on it.

    Returns
    -------
    tuple of pathlib.Path
        The files of `detente.paper.write.write`, then those of the formats: ``paper.md``,
        ``paper.docx``, ``paper.figures.json`` and ``pictures/`` for the two, ``paper.txt``,
        ``slides.zip``.

    Raises
    ------
    RequestError
        Where the folder cannot be written, or a format needs a package that is not there.
    """
    wanted = read_formats(formats)
    prepare(folder)
    paper = composed(brief, layout=layout, signed=signed)
    return write_files(folder, {**paper.files, **editions(paper, wanted)})


def editions(paper: Paper, formats: Iterable[str]) -> dict[str, bytes]:
    """Give the files of a paper in further formats.

    Parameters
    ----------
    paper : Paper
        The paper.
    formats : iterable of str
        Of `FORMATS`.

    Returns
    -------
    dict of str to bytes
        Name of each file to its bytes.
    """
    wanted = tuple(formats)
    written: dict[str, bytes] = {}
    if any(name in EDITABLE for name in wanted):
        written |= editable(paper, wanted)
    if "text" in wanted:
        written["paper.txt"] = plain_text(_without_cards(paper.document)).encode()
    if "slides" in wanted:
        written["slides.zip"] = slides(paper.document, paper.pictures)
    return written


def editable(paper: Paper, formats: Iterable[str] = EDITABLE) -> dict[str, bytes]:
    """Give the files of a paper that one can edit: texts, file of figures, pictures.

    Parameters
    ----------
    paper : Paper
        The paper.
    formats : iterable of str
        Of `EDITABLE`.
    """
    files = pictures_of(paper)
    title = paper.document.title
    record = hashlib.sha256(paper.files["brief.json"]).hexdigest()
    about = {"identifier": paper.identifier, "software": title.version, "made": title.made}
    document = _without_cards(paper.document)
    sidecar, text = bind(document, files, paper.setting, record=record, **about)
    written = {SIDECAR: sidecar.dumps().encode()}
    written |= {f"{FOLDER}/{name}": data for name, data in files.items()}
    if "md" in formats:
        written["paper.md"] = to_markdown(text).encode()
    if "docx" in formats:
        from detente.editions.word.written import to_word

        written["paper.docx"] = to_word(text, paper.pictures)
    return written


def _without_cards(document: Document) -> Document:
    """Give a document whose cards are tables: Markdown, Word and plain text have no cards."""

    def kept(section: Section) -> Section:
        blocks = (one.table() if isinstance(one, Cards) else one for one in section.blocks)
        return replace(section, blocks=tuple(blocks))

    return replace(document, sections=tuple(map(kept, document.sections)))


def pictures_of(paper: Paper) -> dict[str, bytes]:
    """Give the files of a paper's pictures, those for a phone and the logo among them.

    Parameters
    ----------
    paper : Paper
        The paper.
    """
    files = {f"{name}.svg": svg.encode() for name, svg in paper.pictures.items()}
    files |= {f"{name}{NARROW}.svg": svg.encode() for name, svg in paper.slim.items()}
    if paper.document.title.logo:
        files[paper.document.title.logo] = paper.logo
    return files

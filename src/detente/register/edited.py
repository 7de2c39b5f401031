"""Taking an edited text: its figures are those of a bundle that was verified, or it is refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from detente.editions.bundle.pack import NAME
from detente.editions.bundle.verify import Verified, verify
from detente.editions.manuscript import Manuscript
from detente.editions.markdown.written import SIDECAR
from detente.editions.render import TEXT, WORD, EditedPaper, figures_in, lay_out, read_manuscript
from detente.editions.sidecar import Sidecar
from detente.editions.write import editable
from detente.editions.written import FOLDER, NARROW
from detente.errors import EditionError, RequestError
from detente.given import is_folder
from detente.paper.blocks import Exhibit
from detente.register.pictures import pictures_of, require_plain
from detente.register.taken import LEFT_OUT, Taken, page_of, take

ENDINGS = (TEXT, WORD)
"""How the name of an edited text ends."""
UNEDITED = "paper.md"
"""Name of the text as it was written."""
RECORD, OWN_RECORD = "brief.json", "edition.json"
"""Files with the figures of the paper, and with the texts of the edition."""


def take_paper(path: Path) -> Taken:
    """Verify whatever holds a paper.

    Parameters
    ----------
    path : pathlib.Path
        A bundle, the folder of a paper with its bundle, or an edited text beside its bundle.

    Returns
    -------
    Taken

    Raises
    ------
    EditionError
        As `take`.
    RefusedEdition
        As `take_edited`.
    """
    if is_folder(path) or path.suffix.lower() not in ENDINGS:
        return take(path)
    bundle = path.with_name(NAME)
    if not bundle.is_file():
        raise EditionError(
            f"no {NAME} is beside '{path.name}': its figures cannot be verified",
            where=str(path.parent),
            next_step="write the paper with 'detente brief A B --format md --bundle'",
        )
    return take_edited(path, bundle, name=path.name)


def take_edited(text: Path, bundle: Path, *, name: str) -> Taken:
    """Verify an edited text: the file of figures is made from the bundle, not taken from outside.

    Parameters
    ----------
    text : pathlib.Path
        ``paper.md`` or ``paper.docx``, as edited.
    bundle : pathlib.Path
        The bundle of the paper that was edited.
    name : str
        Of the text, for errors.

    Returns
    -------
    Taken
        Pages with the editor's words under an identifier of their own; record, evidence and bundle
        are those of the paper. Without an edited word it is the paper itself.

    Raises
    ------
    RefusedEdition
        Where the text prints a figure that the bundle does not bear; every fault names its line.
    EditionError, RequestError
        Where a file cannot be read, or the text is of another paper.
    """
    try:
        written = read_manuscript(text.read_bytes(), name)
    except OSError as error:
        raise RequestError(f"'{name}' cannot be read ({error.strerror})") from error
    found = verify(bundle)
    sidecar, first, drawn = _figures_of(found)
    _require_same(written, sidecar, found, name)
    laid = lay_out(written, sidecar, drawn, name=name)
    if not laid.edited:
        return take(bundle)
    require_plain(found.edition.document.exhibits())
    taken = _taken(laid, found, drawn, bundle)
    left_out = sorted(figures_in(first) - laid.figures)
    return replace(taken, about={**taken.about, LEFT_OUT: left_out})


def _figures_of(found: Verified) -> tuple[Sidecar, Manuscript, dict[str, bytes]]:
    """Make the file of figures of a paper, its text before anybody edited it, and its pictures."""
    files = editable(found.paper, ("md",))
    pictures = {
        path.removeprefix(f"{FOLDER}/"): data
        for path, data in files.items()
        if path.startswith(f"{FOLDER}/")
    }
    text = read_manuscript(files[UNEDITED], UNEDITED)
    return Sidecar(json.loads(files[SIDECAR])), text, pictures


def _require_same(text: Manuscript, sidecar: Sidecar, found: Verified, name: str) -> None:
    """Refuse a text whose figures are those of another paper; one that lost its head is read."""
    if not text.digest or text.digest == sidecar.digest:
        return
    other = ", ".join(found.other_versions)
    hint = f", or install the versions of {other} that wrote it" if other else ""
    raise RequestError(
        f"'{name}' was written with another paper than the bundle of {sidecar.identifier}",
        next_step=f"give the bundle that was written with it{hint}",
    )


def _taken(laid: EditedPaper, found: Verified, drawn: Mapping[str, bytes], bundle: Path) -> Taken:
    """Put the edition together."""
    document, edition = laid.document, found.edition
    title = document.title
    files = {
        "brief.html": laid.files["html"],
        "brief.pdf": laid.files["pdf"],
        RECORD: edition.record.encode(),
        OWN_RECORD: laid.files["json"],
        NAME: bundle.read_bytes(),
        **edition.tables,
    }
    if title.picture is not None:
        files |= pictures_of(_with_drawings(title.picture, drawn))
    page = page_of(document, json.loads(edition.record), len(laid.figures))
    about = page | {"edited_from": edition.identifier, "own": [list(one) for one in laid.own]}
    words = {part: getattr(title, part) for part in ("title", "subtitle", "series", "author")}
    return Taken(
        identifier=laid.identifier,
        made=edition.made,
        about=about,
        files=files,
        figures=len(laid.figures),
        **words,
    )


def _with_drawings(picture: Exhibit, drawn: Mapping[str, bytes]) -> Exhibit:
    """Give a picture with its drawings, which a file of figures leaves out."""
    wide = drawn[f"{picture.id}.svg"].decode()
    slim = drawn.get(f"{picture.id}{NARROW}.svg", b"").decode()
    return replace(picture, svg=wide, narrow_svg=slim)

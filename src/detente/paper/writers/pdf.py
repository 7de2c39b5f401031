"""The PDF writer: Typst, one template, the document as data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from detente.errors import RequestError
from detente.files import no_room, scratch_folder
from detente.paper.document import Document
from detente.paper.fonts import check_letters, folders_for
from detente.paper.svg import texts_of
from detente.paper.two_pages import COURSES, two_pages
from detente.settings import Settings

if TYPE_CHECKING:
    from typst import Compiler

STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]
"""What the file keeps: PDF/UA-1 and PDF/A-2a, as the typesetter checks them."""


DENSITIES = (0, 4, 2, 1, 3)
"""How the template sets the body: as a rule, more loosely, then denser; each try costs memory."""
CLOSER = (0, 1, 2, 3)
"""The same for two pages, each denser than the one before."""
SECOND = 2
LEAST_FULL = 0.4
"""Part of the height of the last page of the body from which it is no page of a few lines."""


FEW_LINES = 0.05
"""Part of the height of a page by which an edited paper may end sooner than before."""
OPTIONS = "options"
"""Table that leads the section of courses."""
FULL = 0.78
"""Part of the height of a page from which it is full enough where a section is pushed on."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How the body is set, and how well.

    Attributes
    ----------
    density : int
        One of `DENSITIES`.
    table_last : bool
        Whether a table that leads its section follows the rest of it.
    whole : bool
        Whether no table leaves a gap.
    page : int
        Last page of the body.
    end : float
        Part of the height of that page at which the body ends.
    """

    density: int = 0
    table_last: bool = False
    whole: bool = True
    page: int = 0
    end: float = 0.0

    @property
    def is_good(self) -> bool:
        """Whether nothing else need be tried."""
        return self.whole and (self.page <= SECOND or self.end >= LEAST_FULL)

    def is_as_good_as(self, other: Setting) -> bool:
        """Tell whether a body ends as well as another did, but for a few lines.

        Parameters
        ----------
        other : Setting
            The other.

        Examples
        --------
        >>> Setting(end=0.3).is_as_good_as(Setting(end=0.31))
        True
        """
        return (self.whole, self.end + FEW_LINES) >= (other.whole, other.end)


def render(
    document: Document, pictures: Mapping[str, str], settings: Settings, *, logo: bytes = b""
) -> bytes:
    """Write a document as PDF; `typeset` says how it was set too.

    Parameters
    ----------
    document : Document
        The paper.
    pictures : mapping
        Exhibit id to SVG.
    settings : Settings
        Gives the date of making.
    logo : bytes
        Picture of whoever signed it; empty for none.

    Returns
    -------
    bytes
    """
    return typeset(document, pictures, settings, logo=logo)[0]


def typeset(
    document: Document,
    pictures: Mapping[str, str],
    settings: Settings,
    *,
    logo: bytes = b"",
    kept: Setting | None = None,
) -> tuple[bytes, Setting]:
    """Write a document as PDF, and say how its body was set.

    Parameters
    ----------
    document : Document
        The paper.
    pictures : mapping
        Exhibit id to SVG.
    settings : Settings
        Gives the date of making.
    logo : bytes
        Picture of whoever signed it; empty for none.
    kept : Setting, optional
        How the paper was set before it was edited: tried first, and kept while it does as well.

    Returns
    -------
    bytes
        The file.
    Setting
        How its body is set.

    Raises
    ------
    RequestError
        Where a letter has no font, or the typesetter cannot set the document.
    FullDisk
        Where the folder of temporary files has no room.
    """
    import typst

    template = files("detente.paper").joinpath("templates/brief.typ").read_text(encoding="utf-8")
    made = datetime(settings.made.year, settings.made.month, settings.made.day, tzinfo=UTC)
    printed = printed_text(document, pictures.values())
    check_letters("paper", [printed])
    with scratch_folder() as root, no_room(root / "brief.typ"):
        (root / "brief.typ").write_text(template, encoding="utf-8")
        if document.title.logo:
            (root / document.title.logo).write_bytes(logo)
        for name, svg in pictures.items():
            (root / f"{name}.svg").write_text(svg, encoding="utf-8")
        try:
            compiler = typst.Compiler(
                root / "brief.typ",
                root=root,
                font_paths=[Path(folder) for folder in folders_for(printed)],
                ignore_system_fonts=True,
            )
            setting = _set(compiler, document, root / "document.json", kept)
            data = compiler.compile(timestamp=made, pdf_standards=[*STANDARDS])
        except RuntimeError as error:
            raise RequestError(
                f"the paper could not be typeset ({str(error).splitlines()[0][:160]})",
                next_step="nothing was written; try it without --logo" if logo else "",
            ) from error
    assert isinstance(data, bytes)
    return data, setting


def printed_text(document: Document, pictures: Iterable[str]) -> str:
    """Give everything that a paper prints, its pictures included.

    Parameters
    ----------
    document : Document
        The paper.
    pictures : iterable of str
        SVG of each picture.
    """
    said = json.dumps(document.plain("text"), ensure_ascii=False)
    return said + "".join(text for svg in pictures for text in texts_of(svg))


def _set(compiler: Compiler, document: Document, file: Path, kept: Setting | None) -> Setting:
    """Write the document as data, whole or cut to two pages."""
    if document.layout.pages is None:
        return _set_body(compiler, document.plain("typst"), file, kept)
    for cut in two_pages(document):
        said = cut.plain("typst")
        for density in CLOSER:
            _write(said, file, Setting(density))
            (end,) = _queried(compiler, "<paper-end>")
            if end["page"] <= SECOND:
                return Setting(density)
    return Setting(density)


def _set_body(
    compiler: Compiler, said: dict[str, Any], file: Path, kept: Setting | None
) -> Setting:
    """Write the document as data, as densely as its last page of the body asks for."""
    if kept is not None:
        found = _tried(compiler, said, file, kept)
        if found.is_good or found.is_as_good_as(kept):
            return found
    every: list[Setting] = []
    for density in DENSITIES:
        found = _tried(compiler, said, file, Setting(density))
        if _has_gap(compiler):
            found = _tried(compiler, said, file, Setting(density, table_last=True))
        if found.is_good:
            return found
        every.append(found)
    best = max(every, key=lambda one: (one.whole, one.end))
    _write(said, file, best)
    return best


def _tried(compiler: Compiler, said: dict[str, Any], file: Path, setting: Setting) -> Setting:
    """Set the body in one way, and see how it ends."""
    _write(said, file, setting)
    (end,) = _queried(compiler, "<body-end>")
    whole = not _leaves_gap(compiler)
    return replace(setting, whole=whole, page=end["page"], end=end["y"])


def _write(said: dict[str, Any], file: Path, setting: Setting) -> None:
    """Write the document as data with its setting."""
    how = {"density": setting.density, "table-last": setting.table_last}
    file.write_text(json.dumps({**said, **how}, ensure_ascii=False), encoding="utf-8")


def _queried(compiler: Compiler, label: str) -> list[dict[str, Any]]:
    return list(json.loads(compiler.query(label, field="value")))


def _leaves_gap(compiler: Compiler) -> bool:
    """Tell whether a table that goes on to the next page leaves too much of its own empty."""
    pages = {one["id"]: one["page"] for one in _queried(compiler, "<wide>")}
    before = (one for one in _queried(compiler, "<before-wide>") if one["id"] in pages)
    return any(pages[one["id"]] > one["page"] and one["y"] < FULL for one in before)


def _has_gap(compiler: Compiler) -> bool:
    """Tell whether the table of options leaves too much of the page before it empty."""
    pages = [one["page"] for one in _queried(compiler, "<wide>") if one["id"] == OPTIONS]
    ends = _queried(compiler, "<section-end>")
    places = [place for place, one in enumerate(ends) if one["id"] == COURSES]
    if not pages or not places or not places[0]:
        return False
    before = ends[places[0] - 1]
    return bool(pages[0] > before["page"] and before["y"] < FULL)

"""The PDF writer: Typst, one template, the document as data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Literal

from detente.errors import RequestError
from detente.files import no_room, scratch_folder
from detente.paper.document import Document
from detente.paper.fonts import font_folders
from detente.settings import Settings

STANDARDS: list[Literal["ua-1", "a-2a"]] = ["ua-1", "a-2a"]
"""What the file keeps: PDF/UA-1 and PDF/A-2a, as the typesetter checks them."""


def render(
    document: Document, pictures: Mapping[str, str], settings: Settings, *, logo: bytes = b""
) -> bytes:
    """Write a document as PDF.

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

    Raises
    ------
    RequestError
        Where the typesetter cannot set the document.
    FullDisk
        Where the folder of temporary files has no room.
    """
    import typst

    template = files("detente.paper").joinpath("templates/brief.typ").read_text(encoding="utf-8")
    made = datetime(settings.made.year, settings.made.month, settings.made.day, tzinfo=UTC)
    with scratch_folder() as root, no_room(root / "brief.typ"):
        (root / "brief.typ").write_text(template, encoding="utf-8")
        (root / "document.json").write_text(
            json.dumps(document.plain("typst"), ensure_ascii=False), encoding="utf-8"
        )
        if document.title.logo:
            (root / document.title.logo).write_bytes(logo)
        for name, svg in pictures.items():
            (root / f"{name}.svg").write_text(svg, encoding="utf-8")
        try:
            data = typst.compile(
                root / "brief.typ",
                root=root,
                font_paths=[Path(f) for f in font_folders()],
                ignore_system_fonts=True,
                timestamp=made,
                pdf_standards=[*STANDARDS],
            )
        except RuntimeError as error:
            raise RequestError(
                f"the paper could not be typeset ({str(error).splitlines()[0][:160]})",
                next_step="nothing was written; try it without --logo" if logo else "",
            ) from error
    return bytes(data)

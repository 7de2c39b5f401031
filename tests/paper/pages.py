"""What a page of a PDF shows: its ink, its headings, and the pages on which its parts lie."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
from numpy.typing import NDArray
from PIL import Image

DPI = 50
POINT = DPI / 72
"""Pixels of a point."""
MM = 72 / 25.4
"""Points of a millimetre."""
INK = 215
"""Grey value under which a pixel has ink."""
ANNEX = "Annex"

Grey = NDArray[np.uint8]


@dataclass(frozen=True)
class Heading:
    """A heading: its text, its page from zero, and how far from the top of the page it is."""

    text: str
    page: int
    top: float


def rasters(file: Path) -> list[Grey]:
    """Draw every page in grey."""
    stem = file.with_suffix("")
    command = ["pdftoppm", "-r", str(DPI), "-gray", "-png", str(file), str(stem)]
    subprocess.run(command, check=True, capture_output=True)
    # a file in grey may have three channels, which would count each row three times
    return [
        np.asarray(Image.open(page).convert("L"))
        for page in sorted(file.parent.glob(f"{stem.name}-*.png"))
    ]


def headings(pdf: pikepdf.Pdf) -> list[Heading]:
    """Give the headings, as the outline of the file has them."""
    places = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    found = []
    with pdf.open_outline() as outline:
        for entry in outline.root:
            page, *where = entry.destination or ()
            height = float(pdf.pages[0].mediabox[3])
            found.append(Heading(entry.title, places[page.objgen], height - float(where[2])))
    return found


def elements(pdf: pikepdf.Pdf, *kinds: str) -> Iterator[Any]:
    """Give the elements of some kinds in the structure tree."""
    stack = [pdf.Root.StructTreeRoot]
    while stack:
        element = stack.pop()
        if isinstance(element, pikepdf.Dictionary) and str(element.get("/S", ""))[1:] in kinds:
            yield element
        stack += _kids(element)


def pages_of(element: Any) -> set[Any]:
    """Give the pages on which an element and what is in it lie."""
    stack, pages = [element], set()
    while stack:
        one = stack.pop()
        if isinstance(one, pikepdf.Dictionary):
            if "/Pg" in one:
                pages.add(one.Pg.objgen)
            stack += _kids(one)
    return pages


def _kids(element: Any) -> list[Any]:
    if not isinstance(element, pikepdf.Dictionary) or "/K" not in element:
        return []
    kids = element.K
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]

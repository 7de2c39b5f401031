"""Drawing: specifications as SVG, SVG as PNG, and the fonts that pages use."""

from __future__ import annotations

from base64 import b64decode
from typing import Any

from detente.errors import RequestError
from detente.paper.charts.style import FONT
from detente.paper.fonts import FACES, font_faces, font_subset
from detente.paper.svg import draw, ready, texts_of

LETTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x2010, 0x2027),
    *(0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2192, 0x2212, 0x2248, 0x2264, 0x2265),
)
"""Letters of Latin scripts and the signs that pages print."""
SCALE = 2.0
"""Pixels of a PNG for each pixel of the picture."""


def warm() -> None:
    """Draw once, so that the first reader does not wait for the renderer."""
    draw({"mark": "bar", "data": {"values": [{"a": 1}]}, "encoding": {"x": {"field": "a"}}})


def drawn(picture: dict[str, Any] | str) -> str:
    """Draw a picture; one that is drawn already is given back.

    Parameters
    ----------
    picture : dict or str
        A Vega-Lite specification, data inside, or SVG.

    Returns
    -------
    str
        SVG.
    """
    return picture if isinstance(picture, str) else draw(picture)


def as_png(svg: str) -> bytes:
    """Turn an SVG into a PNG.

    Parameters
    ----------
    svg : str
        The picture.

    Raises
    ------
    RequestError
        Where it cannot be turned.
    """
    import vl_convert

    ready(svg)
    try:
        return bytes(vl_convert.svg_to_png(svg, scale=SCALE))
    except ValueError as error:
        raise RequestError(f"the picture cannot be written as PNG ({error})") from None


def font_files() -> dict[str, bytes]:
    """Give the fonts of pages by the names of their files, with the letters of Latin scripts."""
    letters = frozenset(LETTERS)
    return {
        file.replace(".ttf", ".woff"): b64decode(font_subset(file, letters))
        for _, _, _, file in FACES
    }


def standalone(svg: str) -> str:
    """Give a picture that carries its fonts, to be used outside a page.

    Parameters
    ----------
    svg : str
        The picture.
    """
    faces = font_faces("".join(texts_of(svg)), family=FONT)
    end_of_head = svg.index(">") + 1
    return f"{svg[:end_of_head]}<style>{faces}</style>{svg[end_of_head:]}"

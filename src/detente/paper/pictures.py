"""Pictures: specifications drawn as SVG, without a browser and without the network."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

FONT_PACKAGES = ("font_source_sans_pro", "font_source_serif_pro")


@cache
def font_folders() -> tuple[str, ...]:
    """Give the folders of the fonts that charts and PDF share."""
    return tuple(str(Path(str(files(package).joinpath("files")))) for package in FONT_PACKAGES)


@cache
def _ready() -> bool:
    """Tell the renderer where the fonts are, once."""
    import vl_convert

    for folder in font_folders():
        vl_convert.register_font_directory(folder)
    return True


def draw(spec: dict[str, Any]) -> str:
    """Draw a specification.

    Parameters
    ----------
    spec : dict
        Vega-Lite, data inside.

    Returns
    -------
    str
        SVG; marks that carry a description show it when pointed at, without a script.
    """
    import vl_convert

    _ready()
    svg = str(vl_convert.vegalite_to_svg(spec, vl_version="5.21"))
    return _hover(_shared_ids(svg))


def _hover(svg: str) -> str:
    """Turn the descriptions of marks into titles, which every browser shows on hover."""

    def titled(match: re.Match[str]) -> str:
        return f"{match.group(1)}><title>{escape(match.group(2), quote=False)}</title></path>"

    return re.sub(r'(<path aria-label="([^"]*)"[^>]*?)(?:/>|></path>)', titled, svg)


def _shared_ids(svg: str) -> str:
    """Make clip ids unique to the picture, so that several can stand in one page."""
    import hashlib

    tag = hashlib.sha256(svg.encode()).hexdigest()[:8]
    return re.sub(r"(id=\"|url\(#)((?:clip|gradient)\d+)", rf"\g<1>{tag}-\g<2>", svg)

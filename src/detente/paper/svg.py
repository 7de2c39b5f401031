"""Pictures: specifications drawn as SVG, without a browser and without the network."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from html import escape, unescape
from typing import Any

from detente.paper.charts.faults import check, check_drawn
from detente.paper.charts.points import short_points, with_points
from detente.paper.fonts import folders_for

FULL = 640
"""Width of the text in pixels of the charts."""


def ready(text: str = "") -> None:
    """Tell the renderer where the fonts are, each folder once.

    Parameters
    ----------
    text : str
        What is drawn; other scripts need more fonts.
    """
    for folder in folders_for(text):
        _register(folder)


@cache
def _register(folder: str) -> None:
    import vl_convert

    vl_convert.register_font_directory(folder)


def texts_of(svg: str) -> list[str]:
    """Give the texts of a picture.

    Parameters
    ----------
    svg : str
        The picture.

    Examples
    --------
    >>> texts_of("<svg><text>a &lt; b</text></svg>")
    ['a < b']
    """
    return [unescape(text) for text in re.findall(r">([^<>]+)<", svg)]


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

    Raises
    ------
    EvidenceError
        Where the specification or the picture has a fault that the renderer does not name.
    """
    import vl_convert

    check(spec)
    ready()
    svg = str(vl_convert.vegalite_to_svg(with_points(spec), vl_version="5.21"))
    check_drawn(svg)
    return _hover(short_points(_own_ids(svg, spec)))


def width_of(svg: str) -> float:
    """Give the part of the text's width that a picture takes at its own size, at most all of it.

    Examples
    --------
    >>> width_of('<svg width="320" height="10">')
    0.5
    """
    found = re.search(r'<svg[^>]*? width="([\d.]+)', svg)
    return min(1.0, round(float(found.group(1)) / FULL, 3)) if found else 1.0


def _hover(svg: str) -> str:
    """Turn the descriptions of marks into titles, which every browser shows on hover."""

    def titled(match: re.Match[str]) -> str:
        words = escape(unescape(match.group(2)), quote=False)
        return f"{match.group(1)}><title>{words}</title></path>"

    return re.sub(r'(<path aria-label="([^"]*)"[^>]*?)(?:/>|></path>)', titled, svg)


def _own_ids(svg: str, spec: dict[str, Any]) -> str:
    """Make clip ids unique to the picture, for a page has several, and the same each time."""
    tag = hashlib.sha256(json.dumps(spec, sort_keys=True).encode()).hexdigest()[:8]
    names = dict.fromkeys(re.findall(r"(?:id=\"|url\(#)((?:clip|gradient)\w*?\d+)", svg))
    place = {name: f"{tag}-{i}" for i, name in enumerate(names)}
    return re.sub(
        r"(id=\"|url\(#)((?:clip|gradient)\w*?\d+)", lambda m: m.group(1) + place[m.group(2)], svg
    )

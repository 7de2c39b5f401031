"""The picture of page 1 as files of their own, and what a drawing may hold.

A drawing inside a bundle comes from anywhere and is shown on the site's own pages: whatever is not
a shape, a text or a style of one is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree

from detente.errors import EditionError
from detente.paper.blocks import Exhibit
from detente.paper.fonts import font_faces
from detente.paper.svg import draw, ready

WIDE, SLIM, CARD = "picture.svg", "picture-narrow.svg", "card.png"
"""Names of the picture, of the one for a phone, and of the one that other sites show."""
CARD_SCALE = 2.0
NAMESPACE = "{http://www.w3.org/2000/svg}"
SHAPES = frozenset(
    (
        *("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
        *("text", "tspan", "title", "desc", "defs", "clipPath", "use", "symbol"),
        *("linearGradient", "radialGradient", "stop", "marker", "pattern", "mask"),
    )
)
"""What a drawing is made of."""
LINKS = ("href", "src", "action")
"""Attributes that lead elsewhere."""


def require_plain(exhibits: Iterable[Exhibit]) -> None:
    """Refuse drawings that hold more than shapes and texts.

    Parameters
    ----------
    exhibits : iterable of Exhibit
        Pictures of a paper; only those that come drawn are looked at.

    Raises
    ------
    EditionError
        Where one holds a script, a link, or something else.
    """
    for exhibit in exhibits:
        for svg in (exhibit.svg, exhibit.narrow_svg):
            if svg:
                _require_plain(svg, exhibit.id)


def _require_plain(svg: str, name: str) -> None:
    if "<!" in svg.replace("<!--", "", 0):
        raise _refused(name, "a declaration or a comment")
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError:
        raise EditionError(f"the picture '{name}' is no drawing") from None
    for element in root.iter():
        tag = str(element.tag).removeprefix(NAMESPACE)
        if tag not in SHAPES:
            raise _refused(name, f"<{tag[:40]}>")
        for attribute, value in element.attrib.items():
            plain = attribute.rpartition("}")[2].lower()
            leads_out = plain in LINKS and not value.startswith("#")
            if plain.startswith("on") or leads_out or "url(" in value.replace("url(#", ""):
                raise _refused(name, f"the attribute '{plain[:40]}'")


def _refused(name: str, what: str) -> EditionError:
    return EditionError(
        f"the picture '{name}' holds {what}, which no drawing of a paper has",
        next_step="publish the bundle as 'detente brief' wrote it",
    )


def pictures_of(picture: Exhibit) -> dict[str, bytes]:
    """Write the picture of page 1 as files that load nothing.

    Parameters
    ----------
    picture : Exhibit
        The picture.

    Returns
    -------
    dict of str to bytes
        Name of each file to its bytes.
    """
    wide = picture.svg or draw(picture.spec)
    slim = picture.narrow_svg or (draw(picture.narrow) if picture.narrow else "")
    found = {WIDE: with_fonts(wide).encode(), CARD: _png(wide)}
    if slim:
        found[SLIM] = with_fonts(slim).encode()
    return found


def with_fonts(svg: str) -> str:
    """Put the fonts of its texts into a drawing.

    Parameters
    ----------
    svg : str
        The drawing.
    """
    root = ElementTree.fromstring(svg)
    text = "".join(root.itertext())
    head, mark, rest = svg.partition(">")
    return f"{head}{mark}<style>{font_faces(text)}</style>{rest}"


def _png(svg: str) -> bytes:
    """Draw the picture as points."""
    import vl_convert

    ready(svg)
    data: bytes = vl_convert.svg_to_png(svg, scale=CARD_SCALE)
    return data

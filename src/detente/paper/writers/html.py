"""The HTML writer: one self-contained file, readable without scripts."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping

from detente.paper.document import Document
from detente.paper.fonts import font_faces

FACES = "/* faces */"
"""Where the template leaves room for the fonts."""


def render(
    document: Document,
    pictures: Mapping[str, str],
    slim: Mapping[str, str],
    *,
    logo: bytes = b"",
) -> str:
    """Write a document as one HTML file.

    Parameters
    ----------
    document : Document
        The paper.
    pictures : mapping
        Exhibit id to SVG.
    slim : mapping
        The same for a phone, of those that have one.
    logo : bytes
        Picture of whoever signed it; empty for none.

    Returns
    -------
    str
        The page; it loads nothing from anywhere.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

    loader = Environment(
        loader=PackageLoader("detente.paper", "templates"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    kind = "png" if document.title.logo.endswith(".png") else "jpeg"
    shown = f"data:image/{kind};base64,{b64encode(logo).decode()}" if logo else ""
    page = loader.get_template("brief.html")
    given = {"doc": document.plain("html"), "pictures": pictures, "slim": slim, "logo": shown}
    # the letters of the page are known once it is written
    printed = page.render(**given)
    return printed.replace(FACES, font_faces(printed), 1)

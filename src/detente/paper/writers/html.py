"""The HTML writer: one self-contained file, readable without scripts."""

from __future__ import annotations

from collections.abc import Mapping

from detente.paper.document import Document


def render(document: Document, pictures: Mapping[str, str]) -> str:
    """Write a document as one HTML file.

    Parameters
    ----------
    document : Document
        The paper.
    pictures : mapping
        Exhibit id to SVG.

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
    return loader.get_template("brief.html").render(doc=document.plain("html"), pictures=pictures)

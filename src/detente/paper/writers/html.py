"""The HTML writer: one self-contained file, readable without scripts."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from detente.letters import visible
from detente.paper.document import Document
from detente.paper.fonts import font_faces
from detente.paper.writers.dark import dark_rules

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
    given |= {"dark": dark_rules((*pictures.values(), *slim.values()))}
    given |= {"script": script(), "script_hash": script_hash(), "opened": _opened(document)}
    # the letters of the page are known once it is written
    printed = visible(page.render(**given))
    return printed.replace(FACES, font_faces(printed), 1)


@cache
def script() -> str:
    """Give the script of a page, which opens figures in place and reads points aloud."""
    return files("detente.paper").joinpath("templates/figures.js").read_text(encoding="utf-8")


def script_hash() -> str:
    """Give the script as a content security policy names it: a page that runs it runs no other.

    Examples
    --------
    >>> script_hash()[:7]
    'sha256-'
    """
    digest = hashlib.sha256(script().encode()).digest()
    return f"sha256-{b64encode(digest).decode()}"


def _opened(document: Document) -> str:
    """Write what figures open as JSON inside of a page, where nothing of it ends the script."""
    entries: dict[str, list[dict[str, Any]]] = {}
    for one in document.opened:
        entries.setdefault(one.id, []).append(one.plain())
    return json.dumps(entries, ensure_ascii=False).replace("<", "\\u003c")

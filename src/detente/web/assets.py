"""The style inside pages, and files that they load: each at an address with its digest."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from importlib.resources import files

STYLE = "workbench.css"
"""The style, which is written into each page: nothing has to be fetched before it is drawn."""
ASSETS = ("workbench.js",)
"""The script."""
DIGEST_SHOWN = 10
"""Digits of a digest in an address."""


def assets() -> dict[str, str]:
    """Give the address of each file of pages, with the digest of its content.

    Examples
    --------
    >>> assets()["workbench.js"].startswith("/static/workbench.")
    True
    """
    found: dict[str, str] = {}
    for name in ASSETS:
        digest = hashlib.sha256(asset(name)).hexdigest()[:DIGEST_SHOWN]
        stem, _, end = name.partition(".")
        found[name] = f"/static/{stem}.{digest}.{end}"
    return found


def asset(name: str) -> bytes:
    """Read a file of pages.

    Parameters
    ----------
    name : str
        One of `ASSETS`.
    """
    return files("detente.web").joinpath("static", name).read_bytes()


@cache
def style() -> str:
    """Give the style of pages.

    Examples
    --------
    >>> "@media print" in style()
    True
    """
    return asset(STYLE).decode()


def style_hash() -> str:
    """Name the style in the way of a policy of content: it alone may stand in a page.

    Examples
    --------
    >>> style_hash().startswith("'sha256-")
    True
    """
    return f"'sha256-{b64encode(hashlib.sha256(style().encode()).digest()).decode()}'"

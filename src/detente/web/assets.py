"""Files that pages load: each has an address with the digest of its content."""

from __future__ import annotations

import hashlib
from importlib.resources import files

ASSETS = ("workbench.css", "workbench.js")
"""The style and the script."""
DIGEST_SHOWN = 10
"""Digits of a digest in an address."""


def assets() -> dict[str, str]:
    """Give the address of each file of pages, with the digest of its content.

    Examples
    --------
    >>> assets()["workbench.css"].startswith("/static/workbench.")
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

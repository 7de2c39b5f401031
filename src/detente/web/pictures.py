"""What pages need of pictures and tables: how much is shown, and what an SVG may load."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from typing import Any

MOST_ROWS = 40
"""Rows of a table that stand in the page; the whole table has its own address."""
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def shown_tables(data: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Give the newest rows of each table, as many as a page has room for.

    Parameters
    ----------
    data : dict
        What a page shows.

    Returns
    -------
    dict
        Each table with ``rows`` that are shown and ``more``, the number that are not.
    """
    shown = {}
    for id, table in data["tables"].items():
        rows = table["rows"]
        is_picture = id in data["pictures"]
        kept = rows[-MOST_ROWS:] if is_picture else rows
        shown[id] = {**table, "rows": kept, "more": len(rows) - len(kept)}
    return shown


def svg_policy(svg: str) -> str:
    """Give what an SVG may load when it is opened alone: its own fonts and nothing else.

    Parameters
    ----------
    svg : str
        The picture.

    Examples
    --------
    >>> svg_policy("<svg><style>a</style></svg>").startswith("default-src 'none'; style-src")
    True
    """
    styles = (hashlib.sha256(one.encode()).digest() for one in STYLE.findall(svg))
    hashes = " ".join(f"'sha256-{b64encode(one).decode()}'" for one in styles)
    allowed = f"style-src {hashes}; font-src data:" if hashes else "style-src 'none'"
    return f"default-src 'none'; {allowed}; frame-ancestors 'none'"

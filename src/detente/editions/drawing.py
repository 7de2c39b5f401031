"""Pictures as PNG: what word processors and slides show everywhere."""

from __future__ import annotations

import re

from detente.paper.svg import ready

SIZE = re.compile(r'<svg[^>]*?\swidth="([\d.]+)')
DEFAULT_WIDTH = 640.0
"""Width of a picture in pixels where it does not say it."""


def to_png(svg: str, width: int) -> bytes:
    """Draw a picture as PNG.

    Parameters
    ----------
    svg : str
        The picture.
    width : int
        Its width in pixels.

    Returns
    -------
    bytes
    """
    import vl_convert

    ready(svg)
    found = SIZE.search(svg)
    own = float(found.group(1)) if found else DEFAULT_WIDTH
    return bytes(vl_convert.svg_to_png(svg, scale=width / own))

"""The dark page: every colour of its pictures, as far from a dark ground as it is from white."""

from __future__ import annotations

import re
from collections.abc import Iterable
from colorsys import hls_to_rgb, rgb_to_hls

GROUND = "#15181c"
"""Ground of the dark page."""
COLOURED = re.compile(r'\b(fill|stroke|stop-color)="(#[0-9a-fA-F]{6}|white|black)"')
"""How a picture names a colour."""
NAMED = {"white": "#ffffff", "black": "#000000"}
STEPS = 24
"""Halvings in which a lightness is found."""
SOFT = 0.05
"""What the contrast of two colours adds to their luminance (WCAG 2.2)."""


def dark_rules(pictures: Iterable[str]) -> str:
    """Write the colours of some pictures for a dark page.

    Parameters
    ----------
    pictures : iterable of str
        SVG.

    Returns
    -------
    str
        CSS, one rule a colour and use, in the order of their names.

    Examples
    --------
    >>> dark_rules(['<rect fill="white"/>'])
    'svg [fill="white"]{fill:#15181c}'
    """
    uses = {found for svg in pictures for found in COLOURED.findall(svg)}
    rules = (f'svg [{use}="{colour}"]{{{use}:{dark(colour)}}}' for use, colour in sorted(uses))
    return "\n".join(rules)


def dark(colour: str) -> str:
    """Give the colour of the same hue that is as far from the dark ground as a colour from white.

    Parameters
    ----------
    colour : str
        Six hexadecimal digits after ``#``, ``white`` or ``black``.

    Examples
    --------
    >>> dark("#ffffff"), contrast(dark("#0072B2"), GROUND) > 4.5
    ('#15181c', True)
    """
    wanted = contrast(colour, "white")
    if wanted == 1:
        return GROUND
    hue, _, colourfulness = rgb_to_hls(*_parts(colour))
    low, high = 0.0, 1.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        found = _written(hls_to_rgb(hue, middle, colourfulness))
        enough = luminance(found) > luminance(GROUND) and contrast(found, GROUND) >= wanted
        low, high = (low, middle) if enough else (middle, high)
    return _written(hls_to_rgb(hue, high, colourfulness))


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, from 1 to 21.

    Parameters
    ----------
    one, other : str
        The colours.

    Examples
    --------
    >>> contrast("black", "white")
    21.0
    """
    light, deep = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + SOFT) / (deep + SOFT)


def luminance(colour: str) -> float:
    """Give the relative luminance of a colour, from 0 to 1.

    Parameters
    ----------
    colour : str
        The colour.

    Examples
    --------
    >>> round(luminance("#808080"), 3)
    0.216
    """
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _parts(colour: str) -> tuple[float, float, float]:
    """Take a colour apart into red, green and blue, from 0 to 1."""
    digits = NAMED.get(colour, colour).lstrip("#")
    red, green, blue = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    return red, green, blue


def _written(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(255 * part):02x}" for part in parts)

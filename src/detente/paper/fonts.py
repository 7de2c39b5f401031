"""Fonts: the files that pictures and pages share, the letters they have, and how wide these are."""

from __future__ import annotations

from base64 import b64encode
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path

FONT_PACKAGES = ("font_source_sans_pro", "font_source_serif_pro")
TEXT, LABELS = "SourceSerifPro-Regular.ttf", "SourceSansPro-Regular.ttf"
"""Files of the running text and of labels."""
BOLD = "SourceSansPro-Semibold.ttf"
"""File of labels beside a curve."""


@cache
def font_folders() -> tuple[str, ...]:
    """Give the folders of the fonts that charts and PDF share."""
    return tuple(str(Path(str(files(package).joinpath("files")))) for package in FONT_PACKAGES)


def font_file(name: str) -> Path:
    """Find a font by the name of its file.

    Parameters
    ----------
    name : str
        Such as ``"SourceSansPro-Regular.ttf"``.
    """
    return next(path for folder in font_folders() if (path := Path(folder) / name).is_file())


@cache
def _letters(name: str) -> frozenset[int]:
    """Give the code points that a font has."""
    from fontTools.ttLib import TTFont

    with TTFont(font_file(name), lazy=True) as font:
        return frozenset(font.getBestCmap())


def unknown_letters(text: str) -> tuple[str, ...]:
    """Give the letters of a text that the fonts of a paper lack, each once.

    Parameters
    ----------
    text : str
        The text.

    Examples
    --------
    >>> unknown_letters("Tomáš, Αθήνα, Київ")
    ()
    >>> unknown_letters("東京")
    ('東', '京')
    """
    both = _letters(TEXT) & _letters(LABELS)
    printed = dict.fromkeys(letter for letter in text if not letter.isspace())
    return tuple(letter for letter in printed if ord(letter) not in both)


@cache
def _advances(name: str) -> tuple[dict[int, int], int]:
    """Give how wide each letter of a font is, and the units of an em."""
    from fontTools.ttLib import TTFont

    with TTFont(font_file(name), lazy=True) as font:
        widths, units = font["hmtx"], font["head"].unitsPerEm
        return {code: widths[glyph][0] for code, glyph in font.getBestCmap().items()}, units


def width_of_text(text: str, size: float, *, font: str = LABELS) -> float:
    """Measure a line of text in pixels.

    Parameters
    ----------
    text : str
        The line.
    size : float
        Size of the type in pixels.
    font : str
        File of the font.

    Examples
    --------
    >>> width_of_text("ii", 12) < width_of_text("WW", 12)
    True
    """
    advances, units = _advances(font)
    return sum(advances.get(ord(letter), units) for letter in text) * size / units


FACES = (
    ("Source Serif Pro", 400, "normal", "SourceSerifPro-Regular.ttf"),
    ("Source Serif Pro", 700, "normal", "SourceSerifPro-Bold.ttf"),
    ("Source Sans Pro", 400, "normal", "SourceSansPro-Regular.ttf"),
    ("Source Sans Pro", 600, "normal", BOLD),
)
"""Family, weight, style and file of each face that a page uses."""


def font_faces(text: str) -> str:
    """Write the faces of a page as CSS, each with the letters of a text alone.

    Parameters
    ----------
    text : str
        Everything that the page prints.

    Returns
    -------
    str
        Rules of ``@font-face``, the fonts inside: the page loads nothing from anywhere.
    """
    letters = frozenset(ord(letter) for letter in text)
    return "".join(
        f"@font-face{{font-family:'{family}';font-weight:{weight};font-style:{style};"
        f"src:url(data:font/woff;base64,{font_subset(file, letters)}) format('woff')}}"
        for family, weight, style, file in FACES
    )


@lru_cache(maxsize=16)
def font_subset(file: str, letters: frozenset[int]) -> str:
    """Give a font with some letters only, as base64 text.

    Parameters
    ----------
    file : str
        Name of the font's file.
    letters : frozenset of int
        Code points of the letters.
    """
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(flavor="woff", layout_features=["kern"], hinting=False, notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    with TTFont(font_file(file), lazy=True, recalcTimestamp=False) as font:
        subsetter.subset(font)
        font.flavor = "woff"
        written = BytesIO()
        font.save(written)
    return b64encode(written.getvalue()).decode()

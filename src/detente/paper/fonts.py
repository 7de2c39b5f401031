"""Fonts: the files that pictures and pages share, the letters they have, and how wide these are."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from detente.paper.other_fonts import fonts_for, joined, letters_of, refuse_unprinted

FONT_PACKAGES = ("font_source_sans_pro", "font_source_serif_pro")
TEXT, LABELS = "SourceSerifPro-Regular.ttf", "SourceSansPro-Regular.ttf"
"""Files of the running text and of labels."""
BOLD = "SourceSansPro-Semibold.ttf"
"""File of labels beside a curve."""


@cache
def font_folders() -> tuple[str, ...]:
    """Give the folders of the fonts that charts and PDF share."""
    return tuple(str(Path(str(files(package).joinpath("files")))) for package in FONT_PACKAGES)


def folders_for(text: str) -> tuple[str, ...]:
    """Give the folders of the fonts that a text needs: those of the base, and of its scripts.

    Parameters
    ----------
    text : str
        Everything that is printed.
    """
    more = fonts_for(unknown_letters(text))
    return (*font_folders(), *dict.fromkeys(str(file.parent) for file in more))


def font_file(name: str) -> Path:
    """Find a font by the name of its file.

    Parameters
    ----------
    name : str
        Such as ``"SourceSansPro-Regular.ttf"``.
    """
    return next(path for folder in font_folders() if (path := Path(folder) / name).is_file())


def check_letters(what: str, texts: Iterable[str]) -> None:
    """Refuse texts with a letter that no font at hand has: a page shows no empty boxes.

    Parameters
    ----------
    what : str
        What holds the texts, such as ``"paper"``.
    texts : iterable of str
        The texts.

    Raises
    ------
    RequestError
        Where there is one, with the extra that has a font for it.

    Examples
    --------
    >>> check_letters("paper", ["Αθήνα, Київ", "Tomáš"])
    """
    refuse_unprinted(what, unknown_letters("".join(dict.fromkeys("".join(map(joined, texts))))))


def unknown_letters(text: str) -> tuple[str, ...]:
    """Give the letters of a text that the fonts of the base lack, each once.

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
    both = letters_of(font_file(TEXT)) & letters_of(font_file(LABELS))
    printed = dict.fromkeys(letter for letter in joined(text) if not letter.isspace())
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


def font_faces(text: str, *, family: str = "") -> str:
    """Write the faces of a page as CSS, each with the letters of a text alone.

    Parameters
    ----------
    text : str
        Everything that the page prints.
    family : str
        The one family that is used; all by default.

    Returns
    -------
    str
        Rules of ``@font-face``, the fonts inside: the page loads nothing from anywhere. Letters of
        other scripts are in the same families, each from the font that has it.
    """
    letters = frozenset(map(ord, text + joined(text)))
    more = fonts_for(unknown_letters(text))
    rules = []
    for name, weight, style, file in FACES:
        if not family or name == family:
            head = f"font-family:'{name}';font-weight:{weight};font-style:{style}"
            rules.append(f"{head};src:{_source(font_subset(file, letters))}")
            rules += [_other(head, file, some) for file, some in more.items()]
    return "".join(f"@font-face{{{rule}}}" for rule in rules)


def _source(font: str) -> str:
    return f"url(data:font/woff;base64,{font}) format('woff')"


def _other(head: str, file: Path, letters: frozenset[int]) -> str:
    """Write a face of another script, for its own letters alone."""
    part = ",".join(f"U+{code:X}" for code in sorted(letters))
    joiners = frozenset((0x200C, 0x200D))
    return f"{head};src:{_source(_subset(file, letters | joiners, ('*',)))};unicode-range:{part}"


def font_subset(file: str, letters: frozenset[int]) -> str:
    """Give a font with some letters only, as base64 text.

    Parameters
    ----------
    file : str
        Name of the font's file.
    letters : frozenset of int
        Code points of the letters.
    """
    return _subset(font_file(file), letters, ("kern",))


@lru_cache(maxsize=16)
def _subset(file: Path, letters: frozenset[int], features: tuple[str, ...]) -> str:
    """Write a font with some letters, and what shapes them."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(flavor="woff", layout_features=[*features], hinting=False)
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    with TTFont(file, lazy=True, recalcTimestamp=False, fontNumber=0) as font:
        subsetter.subset(font)
        font.flavor = "woff"
        written = BytesIO()
        font.save(written)
    return b64encode(written.getvalue()).decode()

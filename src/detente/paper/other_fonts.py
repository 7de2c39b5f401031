"""Fonts of other scripts: of the extras ``fonts`` and ``cjk``, and of the user's own folder.

A paper whose letters are all Latin, Greek or Cyrillic never looks at them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from detente.errors import RequestError, quoted
from detente.settings import FONTS_VARIABLE, settings

PACKAGES = {
    "fonts": (
        "fontpkg_noto_sans",
        "fontpkg_noto_sans_arabic",
        "fontpkg_noto_sans_devanagari",
        "fontpkg_noto_sans_thai",
        "pylopdf_fonts_he",
    ),
    "cjk": ("pylopdf_fonts_jp", "pylopdf_fonts_ko", "pylopdf_fonts_zh_cn"),
}
"""Packages of each extra, in the order in which they are asked; none of them is needed."""
SCRIPTS = {
    "fonts": ("ARABIC", "DEVANAGARI", "HEBREW", "THAI", "LATIN", "CYRILLIC", "GREEK"),
    "cjk": ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "IDEOGRAPHIC", "FULLWIDTH"),
}
"""First words of the names of letters, by the extra whose fonts have them."""
ENDINGS = (".ttf", ".otf", ".ttc")
MOST_FILES = 2000
"""Files that a folder of fonts may hold; all of Noto has fewer."""
SHOWN = 3
"""Letters that an error names."""
JOINERS = "\u200c\u200d\ufe0e\ufe0f"
"""They join letters, keep them apart or choose a form, and have no picture of their own."""


def font_files() -> tuple[Path, ...]:
    """List the fonts of other scripts that are at hand, the user's own first.

    Raises
    ------
    RequestError
        Where the folder of the setting cannot be read or holds no font.
    """
    own = settings().fonts
    return (() if own is None else _own(own)) + _installed()


@cache
def _installed() -> tuple[Path, ...]:
    """List the fonts of the packages that are installed, upright faces alone."""
    names = (name for extra in PACKAGES for name in PACKAGES[extra] if _is_there(name))
    folders = [Path(str(files(name))) for name in names]
    return tuple(file for folder in folders for file in _fonts(folder) if "Italic" not in file.name)


def _is_there(package: str) -> bool:
    return find_spec(package) is not None


@cache
def _own(folder: Path) -> tuple[Path, ...]:
    """List the fonts of a folder; a plain face before a bold or slanted one."""
    found = _fonts(folder) if folder.is_dir() else []
    if not found:
        raise RequestError(
            f"{FONTS_VARIABLE} {quoted(str(folder))} is no folder with fonts",
            where="the environment",
            next_step=f"name a folder with files that end in {', '.join(ENDINGS)}",
        )
    if len(found) > MOST_FILES:
        raise RequestError(
            f"{FONTS_VARIABLE} {quoted(str(folder))} holds {len(found):,} fonts",
            where="the environment",
            next_step=f"name a folder with at most {MOST_FILES:,}",
        )
    return tuple(sorted(found, key=lambda file: ("Regular" not in file.name, file.name)))


def _fonts(folder: Path) -> list[Path]:
    """List the fonts inside of a folder by name, leaving out what looks elsewhere."""
    inside = (path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS)
    return sorted(path for path in inside if path.is_file() and not path.is_symlink())


@cache
def letters_of(file: Path) -> frozenset[int]:
    """Give the code points that a font has.

    Parameters
    ----------
    file : Path
        The font; the first of a collection.

    Raises
    ------
    RequestError
        Where it cannot be read.
    """
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with file.open("rb") as data, TTFont(data, lazy=True, fontNumber=0) as font:
            return frozenset(font.getBestCmap() or ())
    except (TTLibError, OSError, KeyError, ValueError, AssertionError) as error:
        raise RequestError(
            "the font cannot be read", where=str(file), next_step="take it out of the folder"
        ) from error


def fonts_for(letters: Iterable[str]) -> dict[Path, frozenset[int]]:
    """Choose a font for each letter: the first that has it.

    Parameters
    ----------
    letters : iterable of str
        Letters that the fonts of the base lack.

    Returns
    -------
    dict of Path to frozenset of int
        Files, and the code points that each is to print. A letter that none has is left out.
    """
    left = {ord(letter) for letter in letters}
    found: dict[Path, frozenset[int]] = {}
    for file in font_files() if left else ():
        has = left & letters_of(file)
        if has:
            found[file] = frozenset(has)
            left -= has
        if not left:
            break
    return found


def refuse_unprinted(what: str, letters: Iterable[str]) -> None:
    """Refuse letters that no font at hand has, in one line that says how to get one.

    Parameters
    ----------
    what : str
        What has them, such as ``"paper"``.
    letters : iterable of str
        Letters that the fonts of the base lack.

    Raises
    ------
    RequestError
        Where there is one.

    Examples
    --------
    >>> refuse_unprinted("paper", ())
    """
    given = tuple(letters)
    covered = frozenset[int]().union(*fonts_for(given).values())
    missing = [letter for letter in given if ord(letter) not in covered]
    if missing:
        shown = ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in missing[:SHOWN])
        more = f" and {len(missing) - SHOWN} more" if len(missing) > SHOWN else ""
        raise RequestError(
            f"the {what} has letters that no font at hand has: {shown}{more}",
            next_step=_next_step(missing),
        )


def _next_step(missing: list[str]) -> str:
    """Name the extras that have the scripts and are not installed, a folder for all others."""
    named = {unicodedata.name(letter, "").split("-")[0].split(" ")[0] for letter in missing}
    extras = [extra for extra, some in SCRIPTS.items() if named & {*some} and _lacks(extra)]
    left = named.difference(*(SCRIPTS[extra] for extra in extras))
    folder = f"name a folder of fonts that have them in {FONTS_VARIABLE}"
    if not extras:
        return f"{folder}, or write them in Latin letters"
    more = f"; for the others {folder}" if left else f", or {folder}"
    return f"pip install 'detente[{','.join(extras)}]'{more}"


def _lacks(extra: str) -> bool:
    """Tell whether a package of an extra is not installed."""
    return not all(map(_is_there, PACKAGES[extra]))


def joined(text: str) -> str:
    """Give a text with accents on their letters and without what only joins letters.

    Parameters
    ----------
    text : str
        The text.

    Examples
    --------
    >>> len(joined("e\\u0301"))
    1
    """
    return unicodedata.normalize("NFC", text).translate(dict.fromkeys(map(ord, JOINERS)))

"""The signature: who puts a name on a paper, in which series, with what words of their own.

Given on the command line or in a ``paper.toml``; without one the paper says that it was computed.
Everything is plain text: markup in it is printed as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from detente.errors import RequestError
from detente.given import Unfit, parse_toml, read_bytes, reason_of
from detente.letters import all_visible
from detente.paper.fonts import check_letters

LARGEST_LOGO = 2_000_000
"""Bytes of a logo."""
LOGOS = {b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg"}
"""How files of pictures begin, and what the typesetter calls them."""
LONGEST = {"foreword": 6_000, "disclaimer": 1_500}
"""Letters of the texts; others have at most `LONGEST_LINE`."""
LONGEST_LINE = 200
FILES = ("foreword", "logo")
"""What is given as the name of a file."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What an author puts on a paper.

    Attributes
    ----------
    author, institution, series : str
        Names; the series with its number (``"Policy Paper 5/2013"``).
    title : str
        The title, in place of the question that the paper asks by itself.
    foreword, disclaimer : str
        Texts; an empty line begins a new paragraph.
    identifier : str
        DOI or address under which the paper is published.
    logo : bytes
        A picture; empty for none.
    logo_name : str
        Its name in the folder of the paper; empty for none.
    """

    author: str = ""
    institution: str = ""
    series: str = ""
    title: str = ""
    foreword: str = ""
    disclaimer: str = ""
    identifier: str = ""
    logo: bytes = b""
    logo_name: str = ""

    @property
    def signed(self) -> bool:
        """Whether somebody put a name on it."""
        return bool(self.author or self.institution)

    @property
    def by(self) -> str:
        """Author and institution, as a line has them."""
        return ", ".join(name for name in (self.author, self.institution) if name)

    def paragraphs(self, name: str) -> list[str]:
        """Give a text paragraph by paragraph.

        Parameters
        ----------
        name : {"foreword", "disclaimer"}
            Which.

        Examples
        --------
        >>> Signature(foreword="One.\\n\\nTwo.").paragraphs("foreword")
        ['One.', 'Two.']
        """
        text: str = getattr(self, name)
        parts = (" ".join(part.split()) for part in text.split("\n\n"))
        return [part for part in parts if part]


NAMES = tuple(field.name for field in fields(Signature) if field.name != "logo_name")
"""What a file may say."""


def read_signature(path: Path) -> Signature:
    """Read a ``paper.toml``; names of files in it are read from its folder.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Raises
    ------
    RequestError
        Where it cannot be read, says something unknown, or something in it is refused.
    """
    try:
        given = parse_toml(read_bytes(path), as_given=True)
    except (OSError, Unfit) as error:
        reason = reason_of(error)
        raise RequestError(f"the file cannot be read ({reason})", where=str(path)) from error
    for name, value in given.items():
        if name not in NAMES:
            raise RequestError(
                f"'{name}' is nothing that a paper is signed with",
                where=str(path),
                near=get_close_matches(name, NAMES),
            )
        if not isinstance(value, str):
            raise RequestError(f"'{name}' is not a text", where=str(path))
    files = {name: str(path.parent / given[name]) for name in FILES if name in given}
    return signature(**{**given, **files})


def signature(base: Signature | None = None, /, **given: str | None) -> Signature:
    """Sign with what is given; `foreword` and `logo` name files.

    Parameters
    ----------
    base : Signature, optional
        What is replaced in part.
    **given : str or None
        By name of an attribute; None leaves it as it is.

    Raises
    ------
    RequestError
        Where a text is too long or has letters that no font at hand has, or a file is no
        picture, no text, or too large.
    """
    known: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if "logo" in known:
        known |= _logo(Path(known["logo"]))
    if "foreword" in known:
        known["foreword"] = _text(Path(known["foreword"]))
    for name, text in _texts(known):
        _check(name, text)
    # some letters that nobody sees count as blanks, which every font has
    return replace(base or Signature(), **all_visible(known))


def _texts(known: dict[str, Any]) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, value in known.items() if isinstance(value, str))


def _check(name: str, text: str) -> None:
    """Refuse a text that the page has no room or no letters for."""
    most = LONGEST.get(name, LONGEST_LINE)
    if len(text) > most:
        raise RequestError(
            f"the {name} has {len(text):,} letters, and a paper has room for {most:,}",
            next_step="shorten it",
        )
    check_letters(name, [text])


def _text(path: Path) -> str:
    try:
        return read_bytes(path, most=8 * LONGEST["foreword"]).decode("utf-8")
    except (OSError, Unfit, UnicodeDecodeError) as error:
        reason = reason_of(error)
        raise RequestError(f"the foreword cannot be read ({reason})", where=str(path)) from error


def _logo(path: Path) -> dict[str, Any]:
    """Read a picture, refused before it is read where it is too large."""
    try:
        size = path.stat().st_size
        if size > LARGEST_LOGO:
            raise RequestError(
                f"the logo has {size / 1e6:.1f} MB, and a paper takes {LARGEST_LOGO / 1e6:.0f} MB",
                where=str(path),
                next_step="give a smaller picture",
            )
        data = read_bytes(path, most=LARGEST_LOGO)
    except (OSError, ValueError) as error:
        raise RequestError(
            f"the logo cannot be read ({reason_of(error)})", where=str(path)
        ) from error
    kind = next((end for start, end in LOGOS.items() if data.startswith(start)), "")
    if not kind:
        raise RequestError(
            "the logo is neither PNG nor JPEG",
            where=str(path),
            next_step="save it as a PNG file",
        )
    return {"logo": data, "logo_name": f"logo{kind}"}

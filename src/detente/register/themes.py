"""The theme: name, colours, logo and footer of the institute, from one folder."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from detente.errors import RequestError
from detente.register.own_files import own_file
from detente.register.site import Site

FILE = "theme.toml"
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
LOGO = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.(svg|png|jpg)")
LONGEST = 4_000
LANGUAGES = ("en", "cs")
"""Languages of the catalogue of messages; Czech is a draft."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """How the site names itself and looks.

    Attributes
    ----------
    name, tagline : str
        Of the institute.
    about : str
        Text of the page About; an empty line begins a new paragraph.
    address, contact : str
        Lines of the footer, and a mail address.
    licence : str
        Terms under which papers are published.
    ink, accent, deep : str
        Colours of type, of links, and of the ground of the front page.
    logo : str
        Name of a file in the folder of the theme; empty for the name in letters.
    language : str
        Of the pages around the papers: ``en``, or ``cs``, which is a draft.
    """

    name: str = "Papers on relations"
    tagline: str = "How states and alliances stand to each other, measured"
    about: str = ""
    address: str = ""
    contact: str = ""
    licence: str = ""
    ink: str = "#1c2430"
    accent: str = "#8a2432"
    deep: str = "#14263d"
    logo: str = ""
    language: str = LANGUAGES[0]

    def css(self) -> str:
        """Give the colours as a style."""
        return f":root{{--ink:{self.ink};--accent:{self.accent};--deep:{self.deep}}}\n"

    def paragraphs(self) -> list[str]:
        """Give the text about the institute paragraph by paragraph."""
        return [" ".join(part.split()) for part in self.about.split("\n\n") if part.strip()]


NAMES = tuple(field.name for field in fields(Theme))


def read_theme(site: Site) -> Theme:
    """Read the theme of a site; without a file it is the default one.

    Parameters
    ----------
    site : Site
        The site.

    Raises
    ------
    RequestError
        Where the file cannot be read, or says something unknown.
    """
    path = site.own_theme / FILE
    if not path.exists():
        return Theme()
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read(path: Path, _: int) -> Theme:
    """Read a file once as long as it stays the same."""
    given = own_file(path, called="the theme", of="a theme", names=NAMES)
    for name, value in given.items():
        if not isinstance(value, str) or len(value) > LONGEST:
            raise RequestError(
                f"'{name}' is no text of at most {LONGEST:,} letters", where=str(path)
            )
        is_colour = name in ("ink", "accent", "deep")
        if is_colour and not COLOUR.fullmatch(value):
            raise RequestError(f"'{value[:20]}' is no colour such as #14263d", where=str(path))
    language = given.get("language", LANGUAGES[0])
    if language not in LANGUAGES:
        raise RequestError(
            f"'{language[:20]}' is no language of the site", where=str(path), near=LANGUAGES
        )
    logo = given.get("logo", "")
    if logo and not (LOGO.fullmatch(logo) and (path.parent / logo).is_file()):
        raise RequestError(
            f"the logo '{logo[:60]}' is no picture in the folder of the theme", where=str(path)
        )
    return Theme(**given)


def context(request: Any) -> dict[str, Any]:
    """Give what every page shows.

    Parameters
    ----------
    request : django.http.HttpRequest
        The request.
    """
    from django.conf import settings

    site: Site = settings.DETENTE_SITE
    return {
        "theme": read_theme(site),
        "site": site,
        "root": site.prefix,
        "is_static": getattr(request, "is_static", False),
        "has_letters": (site.folder / "mail.toml").exists(),
        "canonical": site.absolute(request.path),
    }

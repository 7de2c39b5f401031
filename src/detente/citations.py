"""Citations: the references of what was actually used, as BibTeX or as a line of text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from detente.errors import DetenteError

ESCAPED = re.compile(r"\\([&%$#_])")
"""A sign that BibTeX wants escaped."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of ``references.bib``.

    Attributes
    ----------
    key, kind : str
        BibTeX key and entry type.
    fields : tuple of (str, str)
        The entry's fields, in order.
    """

    key: str
    kind: str
    fields: tuple[tuple[str, str], ...]

    def field(self, name: str) -> str:
        """Give a field, or an empty string.

        Parameters
        ----------
        name : str
            Name of the field.
        """
        return dict(self.fields).get(name, "")

    def bibtex(self) -> str:
        """Write the entry as BibTeX."""
        body = ",\n".join(f"  {name} = {{{value}}}" for name, value in self.fields)
        return f"@{self.kind}{{{self.key},\n{body}\n}}\n"

    def line(self) -> str:
        """Write the entry as one line of a reference list."""
        who = self.field("author").replace(" and ", "; ").replace("{", "").replace("}", "")
        parts = [f"{who} ({self.field('year') or 'n.d.'}). {self.field('title')}."]
        venue = self.field("journal") or self.field("publisher") or self.field("howpublished")
        if venue:
            volume, pages = self.field("volume"), self.field("pages").replace("--", "-")
            parts.append(
                venue + (f" {volume}" if volume else "") + (f", {pages}" if pages else "") + "."
            )
        if self.field("doi"):
            parts.append(f"doi:{self.field('doi')}.")
        elif self.field("url"):
            parts.append(self.field("url"))
        plain = " ".join(parts).replace("{", "").replace("}", "").replace("--", "-")
        return ESCAPED.sub(r"\1", plain)


@cache
def references() -> dict[str, Reference]:
    """Read ``references.bib``, the project's whole bibliography.

    Returns
    -------
    dict
        Key to `Reference`, in the file's order.

    Examples
    --------
    >>> references()["gibler_miller_little2016"].kind
    'article'
    """
    text = files("detente").joinpath("references.bib").read_text(encoding="utf-8")
    known: dict[str, Reference] = {}
    for kind, key, body in re.findall(r"@(\w+)\{([^,]+),\n(.*?)\n\}", text, re.S):
        pairs = re.findall(r"^\s*(\w+)\s*=\s*\{(.*)\},?$", body, re.M)
        known[key] = Reference(key, kind, fields=tuple(pairs))
    return known


def bibtex(keys: Iterable[str]) -> str:
    """Write the entries of `keys`, each once, in order of their key.

    Parameters
    ----------
    keys : iterable of str
        Keys of ``references.bib``.

    Raises
    ------
    DetenteError
        Where a key is not in ``references.bib``.

    Examples
    --------
    >>> bibtex(["karasek2013"]).splitlines()[0]
    '@techreport{karasek2013,'
    """
    known = references()
    chosen = sorted(set(keys))
    for key in chosen:
        if key not in known:
            raise DetenteError(f"no reference has the key '{key}'", where="references.bib")
    return "\n".join(known[key].bibtex() for key in chosen)

"""Citations: the references of what was actually used, as BibTeX or as a line of text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from detente.errors import DetenteError

ESCAPED = re.compile(r"\\([&%$#_])")
"""A sign that BibTeX wants escaped, which the library leaves as it is."""
SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # a brace of its own would be counted, although it is escaped
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
"""Signs that mean something in BibTeX, and how they are written as themselves."""
OTHERS = "others"
"""How a list of authors ends that names only the first of them."""


def escaped(text: str) -> str:
    """Write a plain text so that BibTeX reads it as it is.

    Parameters
    ----------
    text : str
        A title or a name that somebody typed; what follows a line break goes on in the same line.

    Examples
    --------
    >>> print(escaped("50 % of {A & B_1"))
    50 \\% of \\textbraceleft{}A \\& B\\_1
    """
    return "".join(SIGNS.get(sign, sign) for sign in " ".join(text.split()))


def plain(text: str) -> str:
    """Read a value of BibTeX as text: braces, accents and escaped signs resolved.

    Parameters
    ----------
    text : str
        As the entry has it.

    Examples
    --------
    >>> plain(r"{G\\"odel} \\& Research, 19--48")
    'Gödel & Research, 19-48'
    """
    if not any(sign in text for sign in "\\{~"):
        return text.replace("--", "-")
    from pybtex.richtext import Text

    return ESCAPED.sub(r"\1", str(Text.from_latex(text.replace("--", "-")))).replace("\xa0", " ")


def names(text: str) -> str:
    """Read a list of authors: in braces one name with whatever words, "others" as "et al.".

    Parameters
    ----------
    text : str
        As the entry has it.

    Examples
    --------
    >>> names("{Department of Economic and Social Affairs} and Teorell, Jan and others")
    'Department of Economic and Social Affairs; Teorell, Jan; et al.'
    """
    from pybtex.bibtex.utils import split_name_list

    listed = [plain(name) for name in split_name_list(text)] if text else []
    return "; ".join("et al." if name == OTHERS else name for name in listed)


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
        who = names(self.field("author"))
        sentence = plain(self.field("title"))
        venue = self.field("journal") or self.field("publisher") or self.field("howpublished")
        volume, pages = self.field("volume"), self.field("pages")
        place = [venue + (f" {volume}" if volume else ""), *filter(None, [pages])]
        parts = [f"{who} ({self.field('year') or 'n.d.'}). {sentence}."]
        parts += [f"{plain(', '.join(place))}."] if venue else []
        if self.field("doi"):
            parts.append(f"doi:{self.field('doi')}.")
        elif self.field("url"):
            parts.append(self.field("url"))
        return " ".join(parts)


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
    from pybtex.database import parse_string

    text = files("detente").joinpath("references.bib").read_text(encoding="utf-8")
    known: dict[str, Reference] = {}
    for key, entry in parse_string(text, "bibtex").entries.items():
        people = [(role, _joined(listed)) for role, listed in entry.persons.items()]
        known[key] = Reference(key, entry.type, fields=(*people, *entry.fields.items()))
    return known


def _joined(people: Iterable[object]) -> str:
    """Write a list of people as BibTeX has it."""
    return " and ".join(map(str, people))


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

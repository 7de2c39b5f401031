"""The numerals of a page: those bound to a figure, those exempt by their place, and others.

A place is exempt, never a value: notes, references, sources, methods, tables of data, pictures,
what is missing (which has no cells), and the imprint.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")
UNIT = "(?:one|two|three|four|five|six|seven|eight|nine|ten)"
WORD = re.compile(rf"\b(?:{UNIT} (?:in|of|out of) {UNIT}|{UNIT} times|twice as)\b", re.IGNORECASE)
"""Numbers in words, in the forms in which figures are written: shares and multiples."""
VOID = {"meta", "link", "br", "img", "hr", "input"}
HIDDEN = {"head", "style", "title", "script"}
EXEMPT_TAGS = {"sup": "note", "svg": "picture", "figcaption": "source", "dl": "imprint"}
EXEMPT_TAGS |= {"details": "cells", "summary": "cells", "header-sub": "imprint"}
EXEMPT_CLASSES = {
    "sub": "view",
    "source": "source",
    "unit": "source",
    "legend": "picture",
    "names": "imprint",
    "series": "imprint",
    "refs": "references",
    "notes": "references",
    "missing": "missing",
}
EXEMPT_SECTIONS = {
    "methods": "methods",
    "report-card": "methods",
    "records": "data",
    "tables": "data",
    "claims": "data",
    "changes": "data",
    "own": "data",
    "foreword": "author",
}
"""Sections of the annex: what methods are and did, and tables of data."""
DOCUMENT = "instrument"
"""Head of the column that names a body, text or treaty by its title."""


@dataclass
class Numerals(HTMLParser):
    """Numerals of a page by where they stand.

    Attributes
    ----------
    bound : Counter
        Those inside a figure, as they are printed.
    exempt : Counter
        How many stand in each exempt place.
    exempt_numerals : Counter
        The same numerals as they are printed.
    unbound : list of str
        All others, each with the words before it.
    """

    bound: Counter[str] = field(default_factory=Counter)
    exempt: Counter[str] = field(default_factory=Counter)
    exempt_numerals: Counter[str] = field(default_factory=Counter)
    unbound: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[str, str]] = []
        self._heads: list[str] = []
        self._cell = -1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        given = {name: value or "" for name, value in attrs}
        if tag == "thead":
            self._heads = []
        if tag == "tr":
            self._cell = -1
        if tag == "td":
            self._cell += 1
        self._open.append((tag, self._place(tag, given)))

    def _place(self, tag: str, given: dict[str, str]) -> str:
        if tag in HIDDEN:
            return "hidden"
        if "data-fig" in given:
            return "bound"
        if tag in EXEMPT_TAGS:
            return EXEMPT_TAGS[tag]
        if tag == "section" and given.get("id") in EXEMPT_SECTIONS:
            return EXEMPT_SECTIONS[given["id"]]
        named = [
            EXEMPT_CLASSES[one] for one in given.get("class", "").split() if one in EXEMPT_CLASSES
        ]
        if named:
            return named[0]
        document = tag == "td" and self._cell < len(self._heads)
        return "document" if document and self._heads[self._cell] == DOCUMENT else ""

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        places = [place for _, place in self._open if place]
        if "hidden" in places:
            return
        if self._open and self._open[-1][0] == "th":
            self._heads.append(data.strip())
        found = [*NUMERAL.finditer(data), *WORD.finditer(data)]
        for match in found:
            if not places:
                before = data[max(0, match.start() - 40) : match.end() + 20]
                self.unbound.append(f"{match.group()} in '{' '.join(before.split())}'")
            elif places == ["bound"]:
                self.bound[match.group()] += 1
            else:
                self.exempt[places[0]] += 1
                self.exempt_numerals[match.group()] += 1


def numerals(page: str) -> Numerals:
    """Read the numerals of a page of HTML."""
    read = Numerals()
    read.feed(page)
    return read

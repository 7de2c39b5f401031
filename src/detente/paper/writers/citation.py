"""How a paper is cited: a line, BibTeX, CSL-JSON and CITATION.cff, under one identifier."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.citations import Reference, escaped
from detente.findings.own_marks import summary_of
from detente.paper.brief import Brief
from detente.paper.origin import software
from detente.paper.sections.first_page import question
from detente.paper.signature import Signature
from detente.span import month_words

HASH_SHOWN = 12
"""Digits of the hash in an identifier: enough that no two papers share one."""
DOI = "10."
"""How a DOI begins."""


@dataclass(frozen=True, slots=True)
class PaperCitation:
    """What a citation of a paper needs.

    Attributes
    ----------
    title, by, series : str
        Title with the pair and the month; author and institution, or the software; series, which
        may be empty.
    made : datetime.date
        Date of making.
    identifier : str
        The content's own hash.
    published : str
        DOI or address, which may be empty.
    facts : str
        Whose facts the paper rests on beside those of the project; empty where on none.
    """

    title: str
    by: str
    series: str
    made: date
    identifier: str
    published: str = ""
    facts: str = ""

    @property
    def address(self) -> str:
        """The address under which it is found; empty where none was given."""
        is_doi = self.published.startswith(DOI)
        return f"https://doi.org/{self.published}" if is_doi else self.published

    def line(self) -> str:
        """Write it as a line of a reference list."""
        parts = [f"{self.by} ({self.made.year}). {self.title}."]
        if self.series:
            parts.append(f"{self.series}.")
        if self.address:
            parts.append(f"{self.address}.")
        if self.facts:
            parts.append(self.facts)
        return " ".join((*parts, f"Identifier {self.identifier}."))

    def bibtex(self) -> str:
        """Write it as BibTeX."""
        by, title, series = (escaped(text) for text in (self.by, self.title, self.series))
        given = {
            "author": f"{{{by}}}",
            "title": f"{{{title}}}",
            "type": series,
            "number": self.identifier,
            "year": str(self.made.year),
            "url": self.address,
            "note": escaped(self.facts),
        }
        filled = tuple((name, value) for name, value in given.items() if value)
        return Reference(self.identifier, "techreport", fields=filled).bibtex()

    def csl(self) -> str:
        """Write it as CSL-JSON."""
        day = [self.made.year, self.made.month, self.made.day]
        doi = self.published if self.published.startswith(DOI) else ""
        given: dict[str, Any] = {
            "id": self.identifier,
            "type": "report",
            "title": self.title,
            "author": [{"literal": self.by}],
            "collection-title": self.series,
            "number": self.identifier,
            "issued": {"date-parts": [day]},
        }
        given |= {"DOI": doi, "URL": self.address, "note": self.facts}
        filled = {name: value for name, value in given.items() if value}
        return json.dumps([filled], ensure_ascii=False, indent=1) + "\n"

    def cff(self) -> str:
        """Write it as CITATION.cff."""
        # JSON strings are YAML strings: nothing in a title can break the file
        lines = [
            "cff-version: 1.2.0",
            'message: "Please cite this paper as below."',
            "type: dataset",
            f"title: {json.dumps(self.title, ensure_ascii=False)}",
            f"authors:\n  - name: {json.dumps(self.by, ensure_ascii=False)}",
            f"date-released: {self.made.isoformat()}",
            f"identifiers:\n  - type: other\n    value: {self.identifier}",
        ]
        if self.published.startswith(DOI):
            lines.append(f"doi: {json.dumps(self.published)}")
        elif self.published:
            lines.append(f"url: {json.dumps(self.published)}")
        if self.facts:
            lines.append(f"abstract: {json.dumps(self.facts, ensure_ascii=False)}")
        return "\n".join(lines) + "\n"


def citation(brief: Brief, signed: Signature, *, made: date, content: str) -> PaperCitation:
    """Say how a paper is cited.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    signed : Signature
        Who signed it.
    made : datetime.date
        Date of making.
    content : str
        The record of the paper, whose hash identifies it: the same data and software give the same
        identifier on every machine.
    """
    asked = signed.title or question(brief)
    of_pair = f"{brief.pair.label}, {month_words(brief.pair.day)}"
    by = signed.by or software()
    return PaperCitation(
        title=f"{asked} {of_pair}",
        by=by,
        series=signed.series,
        made=made,
        identifier=digest_of(content, signed.title, signed.foreword),
        published=signed.identifier,
        facts=summary_of(brief.own_facts) if brief.pair.own else "",
    )


def digest_of(content: str, title: str, foreword: str) -> str:
    """Give the identifier of a paper.

    Parameters
    ----------
    content : str
        The record of the paper.
    title, foreword : str
        Of whoever signed it.

    Examples
    --------
    >>> digest_of("{}", "", "")
    'detente-44136fa355b3'
    """
    digest = hashlib.sha256(f"{content}{title}{foreword}".encode()).hexdigest()
    return f"detente-{digest[:HASH_SHOWN]}"

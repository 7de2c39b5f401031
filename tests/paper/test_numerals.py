"""Every numeral that a paper prints is bound to a figure, or exempt by where it stands."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from functools import cache
from html import unescape
from pathlib import Path

import pikepdf
import pytest

from detente.evidence.sentence import Statement, figures
from detente.paper.document import Document
from detente.paper.edition import drawn
from detente.paper.svg import draw
from detente.paper.writers import html, pdf
from detente.settings import settings
from tests.paper.numerals import NUMERAL, numerals
from tests.paper.test_pages import document_of
from tests.paper.texts import texts

NAMES = (
    "nato-russia-2013",
    "serbia-eu",
    "india-china",
    "ukraine-russia",
    "liechtenstein-switzerland",
    "prussia",
)
EXEMPT = {
    "note",
    "picture",
    "source",
    "imprint",
    "cells",
    "view",
    "references",
    "methods",
    "data",
    "document",
    "missing",
}
"""Places whose numerals are no figures of the argument."""
FEWEST = {"nato-russia-2013": 150, "serbia-eu": 120, "prussia": 5}
"""Bound numerals that a paper has at least."""
UNPRINTED_HERE = ("cells", "alt", "legend", "lines", "finding", "references")
"""What the PDF does not print, and its list of references."""
REFERENCES = "References"
pytestmark = pytest.mark.slow


@cache
def page_of(name: str) -> str:
    """Write the paper of a pair as HTML, once."""
    document, pictures = drawn(document_of(name))
    shown = document.exhibits()
    slim = {one.id: draw(one.narrow) for one in shown if one.narrow}
    slim |= {one.id: one.narrow_svg for one in shown if one.narrow_svg}
    return html.render(document, pictures, slim)


@pytest.mark.parametrize("name", NAMES)
def test_every_numeral_of_the_page_is_bound(name: str) -> None:
    read = numerals(page_of(name))
    assert read.unbound == []
    assert set(read.exempt) <= EXEMPT
    assert read.bound.total() >= FEWEST.get(name, 20), read.bound.total()


@pytest.mark.parametrize("name", NAMES)
def test_what_is_bound_is_the_figure_of_the_document(name: str) -> None:
    page = page_of(name)
    known = {figure.id for sentence in sentences(document_of(name)) for figure in figures(sentence)}
    printed = set(re.findall(r'data-fig="([^"]+)"', page))
    assert printed and printed <= known


@pytest.mark.parametrize("name", NAMES)
def test_the_pdf_prints_no_other_numeral(name: str, tmp_path: Path) -> None:
    document, pictures = drawn(document_of(name))
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf.render(document, pictures, settings()))
    pieces = pieces_of(file)
    # the list of references closes the paper; its addresses are broken over lines
    pieces = pieces[: len(pieces) - pieces[::-1].index(REFERENCES)]
    given = Counter(one for part in expected(document, pictures) for one in NUMERAL.findall(part))
    with pikepdf.open(file) as opened:
        pages = len(opened.pages)
    given.update(str(number) for number in range(1, pages + 1))
    # title and subtitle head every page
    heads = NUMERAL.findall(f"{document.title.title} {document.title.subtitle}")
    given.update({numeral: heads.count(numeral) * pages for numeral in set(heads)})
    printed = Counter(one for piece in pieces for one in NUMERAL.findall(piece))
    assert printed.total() > 50
    assert not dict(printed - given)


def pieces_of(file: Path) -> list[str]:
    """Give the text of a PDF piece by piece: a note's number is apart from the word before it."""
    command = ["pdftohtml", "-xml", "-i", "-stdout", str(file)]
    found = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    pieces = re.findall(r"<text [^>]*>(.*?)</text>", found, re.DOTALL)
    return [unescape(re.sub(r"<[^>]*>", "", piece)) for piece in pieces]


def expected(document: Document, pictures: dict[str, str]) -> list[str]:
    """Give everything that may be printed: the document's texts and the words in its pictures."""
    plain = document.plain()
    marks = [str(number) for number in numbers_of_notes(plain)]
    words = [re.sub(r"<[^>]*>", " ", svg) for svg in pictures.values()]
    return [*texts(plain, without=UNPRINTED_HERE), *marks, *words]


def numbers_of_notes(value: object) -> list[int]:
    """Give the numbers of notes in plain data, where they are cited and where they stand."""
    if isinstance(value, dict):
        inner = [number for part in value.values() for number in numbers_of_notes(part)]
        cited = value.get("notes")
        own = [one for one in cited if isinstance(one, int)] if isinstance(cited, list) else []
        listed = [value["number"]] if isinstance(value.get("number"), int) else []
        return [*own, *listed, *inner]
    if isinstance(value, list):
        return [number for part in value for number in numbers_of_notes(part)]
    return []


def sentences(document: Document) -> list[Statement]:
    """Give every sentence of a document."""
    title = document.title
    first = [*title.findings, *title.advice, *((title.picture,) if title.picture else ())]
    blocks = [*first, *(block for section in document.sections for block in section.blocks)]
    found = [one for block in blocks for one in getattr(block, "sentences", ())]
    found += title.answer.sentences if title.answer else ()
    return [*found, *(one.claim for one in document.sections if one.claim is not None)]

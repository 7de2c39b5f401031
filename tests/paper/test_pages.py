"""Pages as pictures: margins are clean, nothing is split, no heading alone, no page half empty."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pikepdf
import pytest

from detente.actors.relation_key import pair
from detente.analysis.options import Options
from detente.evidence.sentence import render
from detente.paper.brief import make
from detente.paper.compose import lay_out
from detente.paper.document import Document
from detente.paper.edition import drawn
from detente.paper.layout import Layout
from detente.paper.opened import sentences_in
from detente.paper.writers import pdf
from detente.settings import settings
from detente.store.catalog import Catalog, default_catalog
from tests.paper.pages import (
    ANNEX,
    INK,
    MM,
    POINT,
    Grey,
    Heading,
    elements,
    headings,
    pages_of,
    rasters,
)
from tests.paper.texts import texts

GREAT = ("nato-russia-2013", "nato-russia", "serbia-eu", "india-china", "turkey-eu-2005")
ORDINARY = ("asean-usa", "japan-south-korea", "sweden-nato", "sweden-nato-2021", "ukraine-russia")
LITTLE = ("liechtenstein-switzerland", "nauru-tuvalu", "poland-germany-1938", "prussia")
PAIRS: dict[str, tuple[str, str, int | None]] = {
    "nato-russia-2013": ("NATO", "Russia", 2013),
    "nato-russia": ("NATO", "Russia", None),
    "serbia-eu": ("Serbia", "EU", None),
    "india-china": ("India", "China", None),
    "asean-usa": ("ASEAN", "USA", None),
    "japan-south-korea": ("Japan", "South Korea", None),
    "sweden-nato": ("Sweden", "NATO", None),
    "sweden-nato-2021": ("Sweden", "NATO", 2021),
    "turkey-eu-2005": ("Turkey", "EU", 2005),
    "ukraine-russia": ("Ukraine", "Russia", None),
    "liechtenstein-switzerland": ("Liechtenstein", "Switzerland", None),
    "nauru-tuvalu": ("Nauru", "Tuvalu", None),
    "poland-germany-1938": ("Poland", "Germany", 1938),
    "prussia": ("Prussia", "Austria-Hungary", 1850),
}
LENGTHS = {**dict.fromkeys(GREAT, (8, 4)), **dict.fromkeys(ORDINARY, (6, 3))}
"""Most pages of the body and of the annex."""
SHORT = (3, 2)
"""The same where there are few data."""
LEAST_WORDS, MOST_WORDS = 1500, 3000
PAPERS = ("a4", "letter")
SIDE, TOP, BOTTOM = 25.0, 21.0, 18.0
"""Margins in millimetres; head and foot lines lie inside those above and below."""
HANGING = 2.0
"""How far a full stop may hang into a margin, in millimetres."""
EMPTY = 0.2
"""Part of the room of text that may be empty at the foot of a page."""
SECOND = 2
LEAST_FULL = 0.25
"""Part of the room that is full on the last page of a body, where that is a third page or later."""
BELOW = 20.0
"""Points below the top of a heading in which its own lines lie; text comes after them."""
UNREAD = ("cells", "alt", "legend")
"""What a picture has beside what is printed on paper."""
LINES = 12.0
"""Points of ink that have to follow a heading on its page: two lines of small print."""
EVERY = [(name, paper) for name in PAIRS for paper in PAPERS]
pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Typeset:
    """A paper as it was typeset: pages in grey, headings, and the file."""

    pages: list[Grey]
    headings: list[Heading]
    file: Path

    @property
    def annex(self) -> int:
        """The page on which the annex begins."""
        return next(one.page for one in self.headings if one.text == ANNEX)


@cache
def tables() -> Catalog:
    """Open the tables once."""
    return default_catalog()


@cache
def document_of(name: str) -> Document:
    """Lay out the paper of a pair, once for all tests of a process."""
    return lay_out(make(tables(), pair(*PAIRS[name]), Options(draws=200)), settings())


@pytest.fixture(scope="module")
def typeset(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Typeset]:
    """Typeset a pair's paper, each once."""
    folder = tmp_path_factory.mktemp("pages")

    @cache
    def set_on(name: str, paper: str) -> Typeset:
        document, pictures = drawn(document_of(name))
        on_paper = document.on(Layout(paper=paper))
        file = folder / f"{name}-{paper}.pdf"
        file.write_bytes(pdf.render(on_paper, pictures, settings()))
        with pikepdf.open(file) as opened:
            return Typeset(rasters(file), headings(opened), file)

    return set_on


@pytest.mark.parametrize("name", PAIRS)
def test_an_id_has_one_figure(name: str) -> None:
    document = document_of(name)
    held: dict[str, set[tuple[object, ...]]] = {}
    for sentence in sentences_in((document.title, document.sections)):
        for one in (run.figure for run in sentence.runs() if run.figure is not None):
            value = (one.value, one.low, one.high, one.unit, one.cells)
            held.setdefault(one.id, set()).add(value)
    assert held and [id for id, values in held.items() if len(values) > 1] == []


@pytest.mark.parametrize(("name", "paper"), EVERY)
def test_two_pages_are_two(name: str, paper: str, tmp_path: Path) -> None:
    document, pictures = drawn(document_of(name))
    short = document.on(Layout(paper=paper, pages=2))
    file = tmp_path / "short.pdf"
    file.write_bytes(pdf.render(short, pictures, settings()))
    with pikepdf.open(file) as opened:
        assert len(opened.pages) == 2
        assert "Notes" in [one.text for one in headings(opened)]


@pytest.mark.parametrize(("name", "paper"), EVERY)
def test_no_ink_lies_in_a_margin(
    typeset: Callable[[str, str], Typeset], name: str, paper: str
) -> None:
    side = round((SIDE - HANGING) * MM * POINT)
    edge = round(8 * MM * POINT)
    for number, page in enumerate(typeset(name, paper).pages, start=1):
        ink = page < INK
        assert not ink[:, :side].any() and not ink[:, -side:].any(), (number, "at the side")
        assert not ink[:edge].any() and not ink[-edge:].any(), (number, "above or below")


@pytest.mark.parametrize(("name", "paper"), EVERY)
def test_no_page_is_more_than_a_fifth_empty_at_its_foot(
    typeset: Callable[[str, str], Typeset], name: str, paper: str
) -> None:
    found = typeset(name, paper)
    last_of_parts = {found.annex - 1, len(found.pages) - 1}
    top, bottom = (round(one * MM * POINT) for one in (TOP, BOTTOM))
    for number, page in enumerate(found.pages):
        room = page[top : page.shape[0] - bottom]
        lowest = int(np.flatnonzero((room < INK).any(axis=1)).max())
        assert number in last_of_parts or lowest > (1 - EMPTY) * len(room), number + 1


@pytest.mark.parametrize(("name", "paper"), EVERY)
def test_no_heading_is_last_on_its_page(
    typeset: Callable[[str, str], Typeset], name: str, paper: str
) -> None:
    found = typeset(name, paper)
    bottom = round(BOTTOM * MM * POINT)
    for heading in found.headings:
        page = found.pages[heading.page]
        below = page[round((heading.top + BELOW) * POINT) : page.shape[0] - bottom]
        inked = int((below < INK).any(axis=1).sum())
        assert inked > LINES * POINT, heading


@pytest.mark.parametrize(("name", "paper"), EVERY)
def test_no_picture_and_no_row_is_split(
    typeset: Callable[[str, str], Typeset], name: str, paper: str
) -> None:
    with pikepdf.open(typeset(name, paper).file) as opened:
        found = list(elements(opened, "Figure", "TR"))
        assert found, "the structure tree names pictures and rows"
        split = [one for one in found if len(pages_of(one)) > 1]
    assert not split


@pytest.mark.parametrize(("name", "paper"), EVERY)
def test_the_body_ends_on_no_page_of_a_few_lines(
    typeset: Callable[[str, str], Typeset], name: str, paper: str
) -> None:
    found = typeset(name, paper)
    top, bottom = (round(one * MM * POINT) for one in (TOP, BOTTOM))
    last = found.pages[found.annex - 1]
    room = last[top : last.shape[0] - bottom]
    lowest = int(np.flatnonzero((room < INK).any(axis=1)).max())
    assert found.annex - 1 < SECOND or lowest > LEAST_FULL * len(room), found.annex


@pytest.mark.parametrize(("name", "paper"), EVERY)
def test_no_table_of_the_body_is_split(
    typeset: Callable[[str, str], Typeset], name: str, paper: str
) -> None:
    found = typeset(name, paper)
    with pikepdf.open(found.file) as opened:
        lying = [pages_of(one) for one in elements(opened, "Table")]
        number = {page.obj.objgen: place for place, page in enumerate(opened.pages)}
        split = [pages for pages in lying if len(pages) > 1]
        first = [min(number[page] for page in pages) for pages in split]
    assert all(page >= found.annex for page in first), first


@pytest.mark.parametrize(("name", "paper"), EVERY)
def test_a_paper_is_as_long_as_its_relation_is_great(
    typeset: Callable[[str, str], Typeset], name: str, paper: str
) -> None:
    found = typeset(name, paper)
    body, annex = found.annex, len(found.pages) - found.annex
    most_body, most_annex = LENGTHS.get(name, SHORT)
    assert body <= most_body and annex <= most_annex, (body, annex)
    first = [one.text for one in found.headings if one.page == 0]
    assert not first, "page 1 is the answer alone, and one page"


@pytest.mark.parametrize("name", list(PAIRS))
def test_the_body_has_the_words_of_its_kind(name: str) -> None:
    words = body_words(document_of(name))
    assert words <= MOST_WORDS, words
    assert words >= LEAST_WORDS or name not in GREAT, words


def body_words(document: Document) -> int:
    """Count the words that a reader of the body meets, captions and tables among them."""
    title = document.title
    first = [one.sentences for one in (*title.findings, *title.advice) if hasattr(one, "sentences")]
    first += [title.answer.sentences] if title.answer else []
    said = [render(sentence) for sentences in first for sentence in sentences]
    body = (one for one in document.sections if one.part == "body")
    for section in body:
        for block in section.blocks:
            said += texts(block.plain(), without=UNREAD)
    return sum(len(text.split()) for text in said)

"""Claims in the paper: the scoreboard on one page, then one card a claim."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from detente.actors.relation_key import pair
from detente.analysis.options import Options
from detente.claims.document import read
from detente.paper.blocks import Card, Cards, Grid
from detente.paper.brief import make
from detente.paper.compose import lay_out
from detente.paper.document import Document
from detente.paper.edition import drawn
from detente.paper.writers import html, pdf
from detente.settings import settings
from detente.store.catalog import Catalog

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "claims" / "karasek-2013.toml"
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def document(catalog: Catalog) -> Document:
    options = Options(draws=100, scenario="none")
    key = pair("Liechtenstein", "Switzerland", 2013)
    return lay_out(make(catalog, key, options, claims=read(EXAMPLE)), settings())


def cards(document: Document) -> tuple[Grid, tuple[Card, ...]]:
    (section,) = (one for one in document.sections if one.id == "claims")
    _, board, found = section.blocks
    assert isinstance(board, Grid) and isinstance(found, Cards)
    return board, found.items


def test_board_and_cards_hold_every_claim(document: Document) -> None:
    board, items = cards(document)
    numbers = [claim.id for claim in read(EXAMPLE).claims]
    assert [str(row[0]).partition(".")[0] for row in board.rows] == numbers
    assert [card.number for card in items] == numbers
    assert [row[1] for row in board.rows] == [card.verdict.partition(",")[0] for card in items]
    assert all(card.statement and card.then for card in items)
    assert any(card.since for card in items) and any(card.note for card in items)


def test_the_scoreboard_is_on_one_page_and_no_card_is_split(
    document: Document, tmp_path: Path
) -> None:
    sized, pictures = drawn(document)
    file = tmp_path / "brief.pdf"
    file.write_bytes(pdf.render(sized, pictures, settings()))
    done = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True)
    pages = done.stdout.decode().split("\f")
    board = [page for page in pages if "Scoreboard, as of" in page]
    assert len(board) == 1
    _, items = cards(document)
    for card in items:
        first = card.statement.split()[:4]
        assert re.search(rf"\b{card.number}\. {re.escape(' '.join(first))}", board[0])
    assert "Then:" not in board[0]
    # a card names its number once more, on a later page
    later = "\f".join(pages[pages.index(board[0]) + 1 :])
    assert all(re.search(rf"^\s*{card.number}\. ", later, re.M) for card in items)


def test_the_page_has_a_card_a_claim(document: Document) -> None:
    sized, pictures = drawn(document)
    page = html.render(sized, pictures, pictures)
    _, items = cards(document)
    assert re.findall(r'<article class="card" id="claim-([^"]+)">', page) == [
        card.number for card in items
    ]

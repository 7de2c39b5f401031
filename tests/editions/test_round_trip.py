"""A paper that nobody edited: Markdown and Word give the same words, figures and pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from detente.actors.relation_key import pair
from detente.analysis.options import Options
from detente.editions.bindings import read_bindings
from detente.editions.model import decode, encode
from detente.editions.pieces import Pieces, without_drawings
from detente.editions.render import render
from detente.editions.write import editable
from detente.paper.brief import make
from detente.paper.layout import Layout
from detente.paper.write import Paper, composed
from detente.paper.writers import pdf
from detente.store.catalog import default_catalog
from tests.paper.test_pages import PAIRS

JUDGED = (
    "nato-russia-2013",
    "nato-russia",
    "ukraine-russia",
    "serbia-eu",
    "turkey-eu-2005",
    "sweden-nato-2021",
    "sweden-nato",
    "india-china",
    "asean-usa",
    "japan-south-korea",
    "liechtenstein-switzerland",
)
QUICK = "liechtenstein-switzerland"
pytestmark = pytest.mark.xdist_group("editions")


@cache
def paper(name: str) -> Paper:
    return composed(make(default_catalog(), pair(*PAIRS[name]), Options()))


def in_folder(made: Paper, folder: Path) -> Path:
    for name, data in editable(made).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def same_bytes(name: str, ending: str, folder: Path) -> None:
    made = paper(name)
    rendered = render(in_folder(made, folder) / f"paper.{ending}", folder / "out")
    assert not rendered.edited and rendered.own == ()
    for kind in ("html", "pdf"):
        written = (folder / "out" / f"paper.{kind}").read_bytes()
        assert written == made.files[f"brief.{kind}"], kind


@pytest.mark.parametrize("ending", ["md", "docx"])
def test_a_round_trip_gives_the_same_bytes(ending: str, tmp_path: Path) -> None:
    same_bytes(QUICK, ending, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["md", "docx"])
@pytest.mark.parametrize("name", JUDGED)
def test_a_round_trip_of_every_judged_paper_gives_the_same_bytes(
    name: str, ending: str, tmp_path: Path
) -> None:
    same_bytes(name, ending, tmp_path)


def test_the_document_model_comes_back_as_it_was() -> None:
    document = paper(QUICK).document
    pieces = Pieces()
    plain = encode(without_drawings(document), pieces)
    again = decode(plain, Pieces(figures=read_bindings(pieces.bindings.plain())))
    for medium in ("text", "html", "typst", "markdown"):
        assert again.plain(medium) == document.plain(medium)  # type: ignore[arg-type]


def test_the_same_paper_has_the_same_editions() -> None:
    made = paper(QUICK)
    assert editable(made) == editable(made)


@pytest.mark.parametrize("layout", [Layout(pages=2), Layout(evidence=True), Layout(paper="letter")])
def test_every_layout_is_kept(layout: Layout, tmp_path: Path) -> None:
    brief = make(default_catalog(), pair(*PAIRS[QUICK]), Options())
    made = composed(brief, layout=layout)
    render(in_folder(made, tmp_path) / "paper.md")
    assert (tmp_path / "paper.pdf").read_bytes() == made.files["brief.pdf"]


EDITS: dict[str, Callable[[str], str]] = {
    "a word": lambda text: text.replace("Liechtenstein", "The Principality", 1),
    "a title": lambda text: text.replace("\n# ", "\n# Our question: ", 1),
    "a foreword": lambda text: text.replace(
        "\n## ", "\n## [Foreword](part:foreword)\n\nWe add [2024](<own: us>).\n\n## ", 1
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edited_paper_has_an_identifier_of_its_own(name: str, tmp_path: Path) -> None:
    folder = in_folder(paper(QUICK), tmp_path)
    text = folder / "paper.md"
    text.write_text(EDITS[name](text.read_text()))
    assert render(text).edited
    page = (folder / "paper.html").read_text()
    assert f", edited from {paper(QUICK).identifier}." in page
    assert (folder / "paper.pdf").read_bytes().startswith(b"%PDF")


def test_an_edited_paper_is_set_as_the_first_one_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[pdf.Setting] = []
    write = pdf._tried

    def counted(compiler: Any, said: Any, file: Path, setting: pdf.Setting) -> pdf.Setting:
        tried.append(setting)
        return write(compiler, said, file, setting)

    made = replace(paper(QUICK), setting=pdf.Setting(3, end=0.2, page=3))
    text = in_folder(made, tmp_path) / "paper.md"
    monkeypatch.setattr(pdf, "_tried", counted)
    render(text)
    assert [one.density for one in tried] == [3]
    # where it would end much sooner than before, every way is tried again
    tried.clear()
    worse = replace(made, setting=pdf.Setting(3, end=2.0, page=3))
    monkeypatch.setattr(pdf.Setting, "is_good", property(lambda _: False))
    render(in_folder(worse, tmp_path) / "paper.md")
    assert [one.density for one in tried][:2] == [3, 0] and len(tried) > len(pdf.DENSITIES)

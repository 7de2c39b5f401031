"""``detente render`` and ``detente brief --format`` as a user meets them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_cli import run
from tests.editions.edition import in_folder


def test_an_edited_paper_is_written_and_what_is_the_editors_is_said(tmp_path: Path) -> None:
    folder = in_folder(tmp_path)
    text = folder / "paper.md"
    added = "The two talk since [May 2014](own: the ministry)."
    text.write_text(text.read_text().replace("The two talk.", added))
    said, _ = run("render", str(text), "--out", str(folder / "out"), "--quiet")
    assert "your own figure: May 2014 (the ministry)\n" in said
    assert " ".join(said.split()).endswith("paper.html, paper.pdf, paper.json (edited)")
    page = (folder / "out" / "paper.html").read_text()
    assert "Figures of the editor" in page and "edited from detente-0123" in page
    assert sorted(one.name for one in (folder / "out").iterdir()) == [
        "paper.html",
        "paper.json",
        "paper.pdf",
    ]


def test_signs_that_are_markup_elsewhere_are_printed_as_they_are(tmp_path: Path) -> None:
    folder = in_folder(tmp_path)
    text = folder / "paper.md"
    odd = '\\# \\[x\\] $a$ \\<b\\> \\`c\\` "q" #let @d \\\\ **bold** *it* <https://example.org/?a=b&c>'
    text.write_text(text.read_text().replace("The two talk.", f"They say {odd}."))
    run("render", str(text), "--quiet")
    page = (folder / "paper.html").read_text()
    assert "They say # [x] $a$ &lt;b&gt; `c` &quot;q&quot; #let @d \\ <b>bold</b> <i>it</i>" in page
    assert '<a href="https://example.org/?a=b&amp;c">' in page


def test_every_typed_figure_is_listed_with_its_line(tmp_path: Path) -> None:
    folder = in_folder(tmp_path)
    text = folder / "paper.md"
    text.write_text(
        text.read_text().replace("The two talk.", "The 2 talk.").replace("A war.", "9.")
    )
    _, said = run("render", str(text), "--quiet", expect=1)
    lines = said.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["line 14", "line 22", "detente"]
    assert lines[-1].startswith("detente: line 14: '2' is bound to no figure; in paper.md; 1 more")


def test_a_single_fault_is_one_line(tmp_path: Path) -> None:
    folder = in_folder(tmp_path)
    text = folder / "paper.md"
    text.write_text(text.read_text().replace("The two talk.", "The 2 talk."))
    _, said = run("render", str(text), "--quiet", expect=1)
    assert said.count("\n") == 1


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    _, said = run("render", str(tmp_path / "none.md"), expect=1)
    assert said.startswith("detente: 'none.md' cannot be read")


def test_an_unknown_format_is_refused_before_anything_is_measured() -> None:
    _, said = run("brief", "India", "China", "--format", "pptx", expect=1)
    assert said == "detente: 'pptx' is no format of a paper; near: md, docx, text, slides\n"


@pytest.mark.slow
def test_a_paper_in_every_format(tmp_path: Path) -> None:
    pair = ("Liechtenstein", "Switzerland")
    words = ("--format", "md,docx", "--format", "text", "--format", "slides", "--quiet")
    said, _ = run("brief", *pair, *words, "--out", str(tmp_path))
    assert "paper.{figures.json,md,docx,txt}" in said and "slides.zip" in said
    said, _ = run("render", str(tmp_path / "paper.docx"), "--quiet")
    assert "(every word as it was)" in said
    page = (tmp_path / "paper.html").read_bytes()
    assert page == (tmp_path / "brief.html").read_bytes()

"""Edited texts: words are the editor's, figures those of the bundle; what is not is refused."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from detente.editions.bundle.pack import NAME
from detente.editions.refusals import RefusedEdition
from detente.editions.write import editable
from detente.errors import EditionError, RequestError
from detente.paper.edition import Edition, paper_of
from detente.register.edited import take_edited, take_paper
from detente.register.models import Edition as Row
from detente.register.publishing import Filing, publish
from detente.register.site import Site

pytestmark = [pytest.mark.xdist_group("register"), pytest.mark.slow]
FIGURE = re.compile(r"\(fig:([^)]+)\)")
Enter = Callable[[str], Any]


@pytest.fixture(scope="session")
def texts(edition: Edition) -> dict[str, bytes]:
    """The small paper as texts that one can edit."""
    return editable(paper_of(edition))


@pytest.fixture
def folder(texts: dict[str, bytes], bundle: bytes, tmp_path: Path) -> Path:
    """A folder with the texts and the bundle, as an editor has it."""
    for name in ("paper.md", "paper.docx"):
        (tmp_path / name).write_bytes(texts[name])
    (tmp_path / NAME).write_bytes(bundle)
    return tmp_path


def edited(data: bytes) -> bytes:
    """A text in which the first title has another word."""
    text = data.decode()
    first = next(line for line in text.splitlines() if line.startswith("# "))
    return text.replace(first, f"{first.rstrip('?')} in full?", 1).encode()


def test_an_edited_text_becomes_an_edition_with_the_figures_of_its_bundle(
    site: Site, edition: Edition, texts: dict[str, bytes], folder: Path, reader: Any
) -> None:
    path = folder / "paper.md"
    path.write_bytes(edited(texts["paper.md"]))
    taken = take_paper(path)
    assert taken.title.endswith(" in full?") and taken.identifier != edition.identifier
    assert taken.about["edited_from"] == edition.identifier and taken.about["own"] == []
    assert taken.figures == take_edited(folder / "paper.docx", folder / NAME, name="p.docx").figures
    assert json.loads(taken.files["edition.json"])["edited"] is True
    assert "brief.bib" not in taken.files and "evidence/cells.parquet" in taken.files
    publish(taken, Filing(slug="one"), who="test")
    page = reader.get("/papers/one/").content.decode()
    assert f"edited from {edition.identifier}" in page
    whole = (site.files / "one" / "1" / "brief.html").read_text()
    assert "in full?" in whole and taken.identifier in whole


def test_a_figure_that_the_editor_left_out_is_gone(
    site: Site, texts: dict[str, bytes], bundle: bytes, folder: Path
) -> None:
    publish(take_paper(folder / NAME), Filing(slug="one"), who="test")
    blocks = texts["paper.md"].decode().split("\n\n")
    counts = Counter(key for block in blocks for key in set(FIGURE.findall(block)))
    alone = [one for one in blocks if any(counts[key] == 1 for key in FIGURE.findall(one))]
    lost = next(one for one in alone if not one.startswith(("#", "|", "**", "!", "-")))
    (folder / "paper.md").write_text("\n\n".join(one for one in blocks if one != lost))
    second = publish(take_paper(folder / "paper.md"), Filing(slug="one"), who="test")
    keys = {key for key in FIGURE.findall(lost) if counts[key] == 1}
    assert set(second.about["left_out"]) == keys
    assert f"0 new, {len(keys)} gone" in second.changes["summary"]
    assert {one["kind"] for one in second.changes["figures"]} == {"gone"}


@pytest.mark.parametrize("ending", ["md", "docx"])
def test_without_an_edited_word_it_is_the_paper_itself(
    edition: Edition, folder: Path, ending: str
) -> None:
    taken = take_paper(folder / f"paper.{ending}")
    assert taken.identifier == edition.identifier and "edited_from" not in taken.about


def test_a_typed_figure_is_refused_with_its_line(
    signed_in: Enter, texts: dict[str, bytes], bundle: bytes, folder: Path
) -> None:
    data = texts["paper.md"] + b"\nIt rose to 77 per cent.\n\nIn 1848 it fell.\n"
    (folder / "paper.md").write_bytes(data)
    with pytest.raises(RefusedEdition) as refused:
        take_paper(folder / "paper.md")
    assert len(refused.value.faults) >= 2
    files = {"bundle": SimpleUploadedFile(NAME, bundle)}
    files["text"] = SimpleUploadedFile("paper.md", data)
    response = signed_in("author").post("/desk/upload/", files)
    said = response.content.decode()
    assert response.status_code == 422 and not Row.objects.exists()
    assert said.count('id="id_text_error"') == len(refused.value.faults)
    last = data.decode().splitlines()
    assert f"line {len(last)}" in said and f"line {len(last) - 2}" in said


def test_an_edited_text_is_uploaded_as_a_draft(
    signed_in: Enter, texts: dict[str, bytes], bundle: bytes
) -> None:
    client = signed_in("author")
    text = SimpleUploadedFile("paper.md", edited(texts["paper.md"]))
    given = {"bundle": SimpleUploadedFile(NAME, bundle), "text": text, "slug": "one"}
    response = client.post("/desk/upload/", given)
    row = Row.objects.get()
    assert response.status_code == 302 and row.state == "draft"
    assert row.title.endswith(" in full?")


@pytest.mark.parametrize(
    ("name", "data", "more", "field"),
    [
        ("paper.exe", b"MZ", {}, "text"),
        ("paper.docx", b"no zip", {}, "text"),
        ("paper.md", b"\xff\xfe broken", {}, "text"),
        ("../../etc/paper.md", b"", {}, "text"),
        ("", b"", {"slug": "Two_Names"}, "slug"),
    ],
    ids=["kind", "word", "letters", "empty", "slug"],
)
def test_what_is_wrong_is_said_at_its_field(
    signed_in: Enter, bundle: bytes, name: str, data: bytes, more: dict[str, str], field: str
) -> None:
    files: dict[str, Any] = {"bundle": SimpleUploadedFile(NAME, bundle)}
    files |= {"text": SimpleUploadedFile(name, data)} if name else {}
    response = signed_in("author").post("/desk/upload/", files | more)
    said = response.content.decode()
    assert response.status_code == 422 and not Row.objects.exists()
    assert re.findall(r'<p class="wrong" id="id_(\w+)_error"', said) == [field]
    assert "/tmp" not in said and "Traceback" not in said


def test_a_text_of_another_paper_or_of_no_kind_is_refused(
    texts: dict[str, bytes], folder: Path
) -> None:
    other = folder / "other.md"
    head, _, rest = texts["paper.md"].decode().partition("digest: ")
    assert rest, "the head of the text names its file of figures"
    other.write_text(f"{head}digest: {'0' * 64}{rest[64:]}")
    with pytest.raises(RequestError, match="was written with another paper than the bundle"):
        take_paper(other)
    with pytest.raises(RequestError, match="neither Markdown nor a Word file"):
        take_edited(folder / "paper.md", folder / NAME, name="paper.exe")
    with pytest.raises(RequestError, match="cannot be read"):
        take_edited(folder / "none.md", folder / NAME, name="none.md")
    (folder / NAME).unlink()
    with pytest.raises(EditionError, match=f"no {NAME} is beside 'paper.md'"):
        take_paper(folder / "paper.md")

"""Files that nobody should open: each is refused in one line, and nothing is written."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from detente.editions.refusals import RefusedEdition
from detente.editions.render import render
from detente.editions.sidecar import digest_of, read_sidecar
from detente.editions.word.archive import read_archive
from detente.editions.write import read_formats
from detente.errors import DetenteError, RequestError
from tests.editions.edition import BODY, edition, in_folder, parts_of, word_with, zipped

TYPES = "[Content_Types].xml"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"


def with_part(name: str, data: bytes) -> bytes:
    return zipped({**parts_of(edition()[2]), name: data})


def in_body(xml: str) -> bytes:
    return word_with(lambda text: text.replace("<w:body>", f"<w:body>{xml}", 1))


def locked() -> bytes:
    """Mark the first part of the archive as encrypted, in both of its headers."""
    data = bytearray(edition()[2])
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + place] |= 1
    return bytes(data)


def with_link() -> bytes:
    """Put a symbolic link into the archive."""
    buffer = BytesIO(edition()[2])
    with ZipFile(buffer, "a") as whole:
        info = ZipInfo("word/link.xml")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        whole.writestr(info, "/etc/passwd")
    return buffer.getvalue()


def with_false_size() -> bytes:
    """Say in both headers that a part is much smaller than it is."""
    data = bytearray(with_part("word/more.xml", b"<a/>" * 100_000))
    size, small = (400_000).to_bytes(4, "little"), (40).to_bytes(4, "little")
    assert size in data
    return bytes(data.replace(size, small))


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "no archive": (lambda: b"PK no archive", "is no Word file"),
    "an empty file": (lambda: b"", "is no Word file"),
    "half a file": (lambda: edition()[2][:4000], "is no Word file"),
    "another archive": (lambda: zipped({"a.txt": b"a"}), "is no Word file"),
    "an old file": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "behind a password"),
    "a password": (locked, "is encrypted or patched"),
    "macros": (lambda: with_part("word/vbaProject.bin", b"x"), "has macros"),
    "macros declared": (
        lambda: word_with(
            lambda xml: xml.replace(
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                MACROS,
            ),
            part=TYPES,
        ),
        "has macros",
    ),
    "a way out": (lambda: with_part("../../out.xml", b"x"), "leads out of it"),
    "a way out of Windows": (lambda: with_part("..\\out.xml", b"x"), "leads out of it"),
    "a link": (with_link, "its member 'word/link.xml' is a link"),
    "a false size": (with_false_size, "'word/more.xml'"),
    "a root": (lambda: with_part("/etc/out.xml", b"x"), "leads out of it"),
    "100 MB of pictures": (
        lambda: with_part("word/media/big.png", bytes(100_000_000)),
        "has 100 MB of pictures",
    ),
    "a bomb": (lambda: with_part("word/bomb.xml", bytes(60_000_000)), "grows without end"),
    "many parts": (
        lambda: zipped({f"word/{i}.xml": b"" for i in range(4_001)}),
        "it has 4,001 members",
    ),
    "entities": (
        lambda: word_with(lambda xml: xml.replace("?>", '?><!DOCTYPE a [<!ENTITY b "c">]>', 1)),
        "declares entities",
    ),
    "a text box": (
        lambda: in_body("<w:p><w:r><w:txbxContent><w:p/></w:txbxContent></w:r></w:p>"),
        "has a text box, which would be lost",
    ),
    "an object": (lambda: in_body("<w:p><w:r><w:object/></w:r></w:p>"), "an embedded object"),
    "broken XML": (lambda: word_with(lambda xml: xml[: len(xml) // 2]), "pandoc cannot read"),
    "no text": (
        lambda: word_with(lambda xml: xml[: xml.index("<w:p>")] + "</w:body></w:document>"),
        "has no text",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_word_file_that_is_none_is_refused_in_one_line(name: str, tmp_path: Path) -> None:
    make, says = REFUSED[name]
    folder = in_folder(tmp_path)
    (folder / "paper.docx").write_bytes(make())
    with pytest.raises(RequestError) as refused:
        render(folder / "paper.docx", folder / "out")
    assert says in str(refused.value) and "\n" not in str(refused.value)
    assert not (folder / "out").exists()


def test_a_figure_typed_by_hand_writes_nothing(tmp_path: Path) -> None:
    folder = in_folder(tmp_path)
    text = (folder / "paper.md").read_text()
    (folder / "paper.md").write_text(text.replace("The two talk.", "The 2 talk of 3."))
    before = sorted(path.name for path in folder.rglob("*"))
    with pytest.raises(
        RefusedEdition, match="line 14: '2' is bound to no figure; in paper.md; 1 more"
    ):
        render(folder / "paper.md")
    assert sorted(path.name for path in folder.rglob("*")) == before


def other_sidecar() -> bytes:
    plain = {**edition()[0].plain, "identifier": "detente-other"}
    return json.dumps({**plain, "digest": digest_of(plain)}).encode()


@pytest.mark.parametrize("ending", ["md", "docx"])
def test_swapped_files_of_figures_are_refused(ending: str, tmp_path: Path) -> None:
    folder = in_folder(tmp_path)
    (folder / "paper.figures.json").write_bytes(other_sidecar())
    with pytest.raises(RequestError, match="of another paper \\(detente-other\\) than 'paper"):
        render(folder / f"paper.{ending}")
    named = folder / "named.json"
    named.write_bytes(other_sidecar())
    with pytest.raises(RequestError, match="of another paper"):
        render(folder / f"paper.{ending}", figures=named)


def test_the_right_file_of_figures_is_found_among_several(tmp_path: Path) -> None:
    folder = in_folder(tmp_path)
    shutil.copy(folder / "paper.figures.json", folder / "zz.figures.json")
    (folder / "paper.figures.json").write_bytes(other_sidecar())
    (folder / "paper.md").rename(folder / "renamed.md")
    assert not render(folder / "renamed.md").edited


CHANGED: dict[str, tuple[Callable[[str], str], str]] = {
    "a value": (lambda text: text.replace('"value": 0.31', '"value": 0.41'), "changed by hand"),
    "no JSON": (lambda text: text[:-40], "is no JSON"),
    "another file": (lambda _: "{}", "is no file of figures"),
    "a list": (lambda _: "[1]", "is no file of figures"),
    "another layout": (lambda text: text.replace('"schema": "1.0"', '"schema": "9"'), "layout 9"),
    "deep": (lambda _: "[" * 100_000, "is no JSON"),
}


@pytest.mark.parametrize("name", CHANGED)
def test_a_changed_file_of_figures_is_refused(name: str, tmp_path: Path) -> None:
    change, says = CHANGED[name]
    folder = in_folder(tmp_path)
    path = folder / "paper.figures.json"
    path.write_text(change(path.read_text()))
    with pytest.raises(RequestError, match=says):
        render(folder / "paper.md", figures=path)


@pytest.mark.parametrize("key", ["figures", "document", "cells"])
def test_a_file_of_figures_of_nonsense_is_told_in_one_line(key: str, tmp_path: Path) -> None:
    plain = {**edition()[0].plain, key: {"a": {"is": "Nothing"}} if key != "cells" else []}
    path = tmp_path / "a.figures.json"
    path.write_text(json.dumps({**plain, "digest": digest_of(plain)}))
    with pytest.raises(RequestError):
        read_sidecar(path).document  # noqa: B018


def test_a_text_without_its_head_says_what_to_do(tmp_path: Path) -> None:
    folder = in_folder(tmp_path)
    text = (folder / "paper.md").read_text()
    (folder / "paper.md").write_text(text[text.index("# Can") :])
    with pytest.raises(RequestError, match="has lost the line that names its file of figures"):
        render(folder / "paper.md")
    assert not render(folder / "paper.md", figures=folder / "paper.figures.json").edited


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    folder = in_folder(tmp_path)
    with pytest.raises(RequestError, match="'none.md' cannot be read"):
        render(folder / "none.md")
    with pytest.raises(RequestError, match="neither Markdown nor a Word file"):
        render(folder / "paper.figures.json")
    (folder / "pictures" / "votes.svg").write_text("<svg>32%</svg>")
    with pytest.raises(RequestError, match=r"the picture 'votes\.svg' was changed"):
        render(folder / "paper.md")
    (folder / "pictures" / "votes.svg").unlink()
    with pytest.raises(RequestError, match=r"the picture 'votes\.svg' cannot be read"):
        render(folder / "paper.md")
    (folder / "paper.figures.json").unlink()
    with pytest.raises(RequestError, match=r"no file of figures is beside 'paper\.md'"):
        render(folder / "paper.md")


def test_a_text_is_not_written_over_the_paper_itself(tmp_path: Path) -> None:
    folder = in_folder(tmp_path)
    (folder / "paper.md").rename(folder / "brief.md")
    with pytest.raises(RequestError, match="would be written over the paper itself"):
        render(folder / "brief.md")


def test_an_unknown_format_has_near_names() -> None:
    with pytest.raises(RequestError, match="'doc' is no format of a paper; near: docx"):
        read_formats(["doc"])


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=40))
@example(0, b"PK")
def test_a_word_file_with_other_bytes_never_crashes(place: int, other: bytes) -> None:
    data = edition()[2]
    start = place * len(data) // 10_000
    changed = data[:start] + other + data[start + len(other) :]
    try:
        texts, _ = read_archive(changed, "paper.docx")
    except DetenteError as error:
        assert "\n" not in str(error)
    else:
        assert BODY in parts_of(texts)

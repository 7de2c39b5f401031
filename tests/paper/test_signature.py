"""Signing a paper: flags and file, refusals of one line, and nothing of it read as markup."""

from __future__ import annotations

import json
import struct
import zlib
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from detente.actors.relation_key import pair
from detente.errors import RequestError
from detente.paper.brief import make
from detente.paper.fonts import unknown_letters
from detente.paper.other_fonts import joined
from detente.paper.signature import Signature, read_signature, signature
from detente.paper.write import write
from detente.paper.writers.citation import citation
from detente.store.catalog import Catalog


def png() -> bytes:
    """Write a picture of one point."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    point = chunk(b"IDAT", zlib.compress(b"\x00\xff\x00\x00"))
    return b"\x89PNG\r\n\x1a\n" + head + point + chunk(b"IEND", b"")


HOSTILE = '<script>alert("x")</script> #import "@preview/x" *bold* [a](javascript:1) $ { } \\'


def test_flags_replace_what_the_file_says(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_text("First.\n\nSecond,\nwrapped.", encoding="utf-8")
    file = tmp_path / "paper.toml"
    file.write_text('author = "The Author"\nseries = "Paper 5/2013"\nforeword = "words.txt"\n')
    signed = signature(read_signature(file), author="Somebody else", institution="An institute")
    assert signed.by == "Somebody else, An institute" and signed.series == "Paper 5/2013"
    assert signed.paragraphs("foreword") == ["First.", "Second, wrapped."]
    assert not Signature().signed


def test_unknown_words_name_near_ones(tmp_path: Path) -> None:
    file = tmp_path / "paper.toml"
    file.write_text('autor = "x"\n')
    with pytest.raises(RequestError, match="near: author"):
        read_signature(file)
    file.write_text("author = 3\n")
    with pytest.raises(RequestError, match="'author' is not a text"):
        read_signature(file)


def test_a_logo_of_forty_megabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    large = tmp_path / "logo.png"
    with large.open("wb") as stream:
        stream.truncate(40_000_000)
    with pytest.raises(RequestError, match=r"the logo has 40\.0 MB") as caught:
        signature(logo=str(large))
    assert "\n" not in str(caught.value)
    (tmp_path / "logo.gif").write_bytes(b"GIF89a")
    with pytest.raises(RequestError, match="neither PNG nor JPEG"):
        signature(logo=str(tmp_path / "logo.gif"))


def test_letters_that_the_fonts_lack_are_named(tmp_path: Path) -> None:
    assert signature(author="Tomáš Καρασέκ, Київ").author
    with pytest.raises(RequestError, match=r"東 \(U\+6771\)"):
        signature(author="東京")
    with pytest.raises(RequestError, match="has room for 200"):
        signature(institution="x" * 201)


@given(st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=0x2FFF), max_size=40))
@example("\u1100\u1161")  # two letters that are printed as one
def test_every_letter_is_known_or_named(text: str) -> None:
    missing = unknown_letters(text)
    assert set(missing) <= set(joined(text))
    assert all(unknown_letters(letter) == (letter,) for letter in missing)


@pytest.mark.slow
def test_what_an_author_writes_is_printed_as_it_is(catalog: Catalog, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(png())
    (tmp_path / "foreword.txt").write_text(HOSTILE, encoding="utf-8")
    signed = signature(
        author="An author",
        series='Paper <b>5</b> "x"',
        foreword=str(tmp_path / "foreword.txt"),
        logo=str(tmp_path / "logo.png"),
        identifier="10.1234/example",
    )
    brief = make(catalog, pair("Liechtenstein", "Switzerland", 2013))
    written = {path.name: path for path in write(brief, tmp_path / "paper", signed=signed)}
    page = written["brief.html"].read_text(encoding="utf-8")
    # the page has its data and its own script, and nothing that an author wrote
    assert page.count("<script") == 2 and "&lt;script&gt;" in page and "<b>5</b>" not in page
    with pikepdf.open(written["brief.pdf"]) as pdf:
        assert str(pdf.Root.Lang) == "en" and "/StructTreeRoot" in pdf.Root
        metadata = pdf.open_metadata()
        assert metadata["pdfuaid:part"] == "1" and metadata["pdfaid:part"] == "2"
    cited = json.loads(written["brief.csl.json"].read_text(encoding="utf-8"))[0]
    assert cited["DOI"] == "10.1234/example" and cited["author"] == [{"literal": "An author"}]
    assert cited["id"] in written["CITATION.cff"].read_text(encoding="utf-8")
    assert f"@techreport{{{cited['id']}," in written["brief.bib"].read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_broken_logo_is_one_line_and_nothing_is_written(catalog: Catalog, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(png()[:-20])
    signed = signature(logo=str(tmp_path / "logo.png"))
    brief = make(catalog, pair("Liechtenstein", "Switzerland", 2013))
    with pytest.raises(RequestError, match="without --logo") as caught:
        write(brief, tmp_path / "paper", signed=signed)
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "paper" / "brief.pdf").exists()


def test_the_identifier_follows_the_content(catalog: Catalog) -> None:
    brief = make(catalog, pair("Liechtenstein", "Switzerland", 2013))
    made = date(2026, 6, 30)
    one, same, other = (
        citation(brief, Signature(), made=made, content=text) for text in ("a", "a", "b")
    )
    assert one.identifier == same.identifier != other.identifier
    assert one.line().startswith("détente")

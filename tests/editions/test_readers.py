"""Forms for readers: plain text for screen readers and mail, pictures for slides."""

from __future__ import annotations

import json
import struct
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

from detente.editions.plain_text import WIDTH, plain_text
from detente.editions.slides import WIDE, slides
from tests.editions.edition import SVG, document


def test_the_text_says_everything_that_the_argument_says() -> None:
    text = plain_text(document())
    words = " ".join(text.split())
    for said in (
        "Can the two agree? =",
        "NATO held 31 per cent in 2013. [1]",
        "* Three wars are over. The two talk. [1, 2]",
        "> By 2013 the two should meet. [2]",
        "What would change our mind: A war.",
        "- Wars. A dispute has a chance of 16 % [.26, .33]. [1]",
        "Picture: The share was 31% in 2013 (Per cent of all states)",
        "Line chart: 31% in 2013.",
        "Power. NATO held 31 per cent of it. -",
        "- who: NATO; share: 31 per cent; edition: edition 7.0",
        "[1] Invented states, 2013",
        "Author (2024). A title.",
    ):
        assert said in words, said


def test_the_text_has_lines_that_a_mail_shows_and_no_markup() -> None:
    text = plain_text(document())
    assert max(map(len, text.splitlines())) <= WIDTH
    assert not set("<>{}\t\r") & set(text.replace("> By", "By"))
    assert "Means" not in text and "fig:" not in text


def test_the_text_of_the_same_paper_is_the_same() -> None:
    assert plain_text(document()) == plain_text(document())


def test_slides_have_each_picture_with_its_message_and_description() -> None:
    data = slides(document(), {"votes": SVG})
    assert data == slides(document(), {"votes": SVG})
    with ZipFile(BytesIO(data)) as whole:
        names = whole.namelist()
        records = json.loads(whole.read("slides.json"))
        png = whole.read("01-votes.png")
        text = whole.read("slides.txt").decode()
        assert whole.read("01-votes.svg").decode() == SVG
    assert names == ["slides.txt", "slides.json", "01-votes.svg", "01-votes.png"]
    assert [(one["message"], one["alt"]) for one in records] == [
        ("The share was 31% in 2013", "Line chart: 31% in 2013.")
    ]
    assert "Message: The share was 31% in 2013\n" in text
    assert "Source: invented, edition of 2025." in text
    assert png.startswith(b"\x89PNG") and struct.unpack(">I", png[16:20]) == (WIDE,)


def test_a_paper_without_pictures_has_slides_that_say_so() -> None:
    plain = replace(document(), title=replace(document().title, picture=None))
    with ZipFile(BytesIO(slides(plain, {}))) as whole:
        assert whole.namelist() == ["slides.txt", "slides.json"]
        assert whole.read("slides.txt").decode().startswith("Can the two agree?")

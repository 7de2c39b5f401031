"""The faces of the site's pages: the letters of their fonts, under names that are free."""

from __future__ import annotations

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from detente.paper.fonts import font_file
from tests.register.fonts import FACES, FAMILY, KEPT, LETTERS, path_of
from tests.register.messages import ROOM

DRAWN = "aÁgřßŽαЖй–“€"


def outline(font: TTFont, letter: str) -> tuple[object, ...]:
    """How a letter is drawn, its parts taken apart, and how wide it is."""
    glyphs = font.getGlyphSet()
    name = font.getBestCmap()[ord(letter)]
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return (pen.value, glyphs[name].width)


@pytest.mark.parametrize("name", FACES)
def test_a_face_has_the_letters_of_its_font_as_they_are(name: str) -> None:
    with TTFont(path_of(name)) as face, TTFont(font_file(FACES[name]), lazy=True) as whole:
        assert set(face.getBestCmap()) == set(whole.getBestCmap()) & LETTERS
        for letter in DRAWN:
            assert outline(face, letter) == outline(whole, letter), letter
        lines = face["name"]
        assert "Source" not in str(lines.getDebugName(FAMILY)), "the name is reserved"
        for kept in KEPT:
            assert lines.getDebugName(kept) == whole["name"].getDebugName(kept)
    style = (ROOM / "look" / "site.css").read_text(encoding="utf-8")
    assert f"url(fonts/{name}.woff)" in style

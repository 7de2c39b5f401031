"""Scripts beyond Latin, Greek and Cyrillic: a font, or one line that says how to get one."""

from __future__ import annotations

import base64
import re
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
import vl_convert
from babel import Locale
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from detente.actors.relation_key import pair
from detente.claims.document import Document, parse
from detente.errors import RequestError
from detente.paper import other_fonts
from detente.paper.brief import make
from detente.paper.fonts import check_letters, folders_for, font_faces, unknown_letters
from detente.paper.svg import ready
from detente.paper.write import write
from detente.store.catalog import Catalog
from detente.web.tasks.drawing import standalone

NAMES = {
    "Arabic": ("العراق", "fonts"),
    "Devanagari": ("भारत", "fonts"),
    "Georgian": ("საქართველო", ""),
    "Armenian": ("Հայաստան", ""),
    "Hebrew": ("ישראל", "fonts"),
    "Thai": ("ไทย", "fonts"),
    "Chinese": ("中国", "cjk"),
    "Japanese": ("日本の国", "cjk"),
    "Korean": ("한국", "cjk"),
    "emoji": ("🕊", ""),
}
"""A state's name in each script, and the extra that has a font for it."""


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have no font but those of the base."""
    monkeypatch.delenv("DETENTE_FONTS", raising=False)
    monkeypatch.setattr(other_fonts, "_is_there", lambda package: False)
    monkeypatch.setattr(other_fonts, "_installed", lambda: ())


@pytest.fixture
def own(tmp_path: Path, bare: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have a font of one's own with the letters of all names, each a bar of its own height."""
    letters = sorted({letter for name, _ in NAMES.values() for letter in name})
    glyphs = {f"g{place}": letter for place, letter in enumerate(letters)}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *glyphs])
    builder.setupCharacterMap({ord(letter): name for name, letter in glyphs.items()})
    heights = {name: 100 + 10 * place for place, name in enumerate((".notdef", *glyphs))}
    builder.setupGlyf({name: _bar(height) for name, height in heights.items()})
    builder.setupHorizontalMetrics(dict.fromkeys(heights, (500, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    named = {"familyName": "Invented", "styleName": "Regular", "psName": "Invented-Regular"}
    builder.setupNameTable(named)
    builder.setupOS2(sTypoAscender=800, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    folder = tmp_path / "fonts"
    folder.mkdir()
    builder.save(folder / "Invented-Regular.ttf")
    monkeypatch.setenv("DETENTE_FONTS", str(folder))
    return folder


def _bar(height: int) -> object:
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for point in ((50, height), (450, height), (450, 0)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


def _claim(text: str) -> Document:
    given = f'[[claim]]\nid = "1"\ntext = "{text}"\nuntestable = "no"\n'
    return parse(given.encode(), where="claims", title="Claims")


@pytest.mark.parametrize("script", NAMES)
def test_a_script_without_a_font_gets_one_line(script: str, bare: None) -> None:
    name, extra = NAMES[script]
    with pytest.raises(RequestError) as caught:
        check_letters("paper", ["India", name])
    said = str(caught.value)
    assert "\n" not in said and f"{name[0]} (U+{ord(name[0]):04X})" in said
    assert "DETENTE_FONTS" in said and (f"'detente[{extra}]'" in said) == bool(extra)


@pytest.mark.parametrize("language", ["cs", "el", "ru", "uk", "vi", "tr", "pl", "az", "sr", "is"])
def test_the_base_writes_the_names_of_states_in_latin_greek_and_cyrillic(language: str) -> None:
    assert unknown_letters("".join(Locale(language).territories.values())) == ()


def test_accents_count_with_their_letters() -> None:
    assert unknown_letters("Toma\u0301s\u030c") == ()


def test_an_extra_that_is_installed_is_not_named_again(
    bare: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(other_fonts, "_is_there", lambda package: True)
    with pytest.raises(RequestError, match="DETENTE_FONTS") as caught:
        check_letters("paper", ["中"])
    assert "pip install" not in str(caught.value)


def test_a_page_carries_the_letters_of_other_scripts(own: Path) -> None:
    check_letters("paper", [name for name, _ in NAMES.values()])
    rules = [rule for rule in font_faces("India, 中国").split("@font-face") if "range" in rule]
    assert len(rules) == 4 and all("unicode-range:U+4E2D,U+56FD" in rule for rule in rules)
    found = re.search(r"base64,([^)]*)\)", rules[0])
    assert found is not None
    with TTFont(BytesIO(base64.b64decode(found.group(1)))) as font:
        assert set(font.getBestCmap()) == {0x4E2D, 0x56FD}
    assert "range" in standalone("<svg><text>中</text></svg>")
    assert folders_for("中") == (*folders_for("India"), str(own))


def test_pictures_as_points_show_no_boxes(own: Path) -> None:
    ready("ა国")
    size = 'xmlns="http://www.w3.org/2000/svg" width="60" height="60"'
    text = (
        f'<svg {size}><text y="50" font-size="50" font-family="Source Sans Pro">{{}}</text></svg>'
    )
    # a box would be the same box for both
    assert vl_convert.svg_to_png(text.format("ა")) != vl_convert.svg_to_png(text.format("国"))


def test_a_folder_that_holds_no_font_is_named(
    tmp_path: Path, bare: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DETENTE_FONTS", str(tmp_path))
    with pytest.raises(RequestError, match="no folder with fonts"):
        check_letters("paper", ["中"])
    check_letters("paper", ["India"])


def test_a_font_that_cannot_be_read_is_named(own: Path) -> None:
    (own / "A-Regular.ttf").write_bytes(b"no font")
    with pytest.raises(RequestError, match="cannot be read") as caught:
        check_letters("paper", ["中"])
    assert "A-Regular.ttf" in str(caught.value)


def test_claims_are_refused_before_anything_is_measured(catalog: Catalog, bare: None) -> None:
    claims = _claim("中国")
    with pytest.raises(RequestError, match="document of claims has letters"):
        make(catalog, pair("Liechtenstein", "Switzerland", 2013), claims=claims)


@pytest.mark.slow
def test_a_paper_prints_names_of_all_scripts(catalog: Catalog, own: Path, tmp_path: Path) -> None:
    text = " ".join(name for script, (name, _) in NAMES.items() if script not in RIGHT_TO_LEFT)
    parties = pair("Liechtenstein", "Switzerland", 2013)
    brief = make(catalog, parties, claims=_claim(text))
    written = {path.name: path for path in write(brief, tmp_path / "paper")}
    printed = subprocess.run(
        ["pdftotext", str(written["brief.pdf"]), "-"], capture_output=True, check=True, text=True
    ).stdout
    assert all(name in printed.replace("\n", " ") for name in text.split())
    fonts = subprocess.run(
        ["pdffonts", str(written["brief.pdf"])], capture_output=True, check=True, text=True
    ).stdout
    assert "Invented" in fonts
    assert "unicode-range" in written["brief.html"].read_text(encoding="utf-8")


RIGHT_TO_LEFT = ("Arabic", "Hebrew")
"""Scripts whose letters a reader of PDF gives in another order."""

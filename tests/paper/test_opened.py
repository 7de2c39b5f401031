"""What a figure opens, the words of points, and the dark ground."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html import unescape
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.evidence.cell import Cell
from detente.evidence.figure import dated
from detente.evidence.sentence import Sentence
from detente.paper.brief import Brief
from detente.paper.charts.points import with_points
from detente.paper.compose import lay_out
from detente.paper.document import Document
from detente.paper.edition import drawn
from detente.paper.opened import Shown, shown_in
from detente.paper.svg import draw
from detente.paper.writers import html
from detente.paper.writers.dark import COLOURED, GROUND, contrast, dark, dark_rules
from detente.settings import settings

NAMES = ("nato-russia-2013", "india-china", "liechtenstein-switzerland", "hungary-eu")
FIELDS = re.compile(r"\b(undefined|NaN|null|None|inf\b|part:|year: |low: |value: |at: )")
"""What a mark says that has no words of its own."""


@pytest.fixture(scope="module", params=NAMES)
def document(request: pytest.FixtureRequest, briefs: dict[str, Brief]) -> Document:
    return lay_out(briefs[request.param], settings())


@pytest.fixture(scope="module")
def page(document: Document) -> str:
    sized, pictures = drawn(document)
    slim = {one.id: draw(one.narrow) for one in sized.exhibits() if one.narrow}
    slim |= {one.id: one.narrow_svg for one in sized.exhibits() if one.narrow_svg}
    return html.render(sized, pictures, slim)


def test_every_figure_of_the_page_opens(page: str) -> None:
    printed = set(re.findall(r'data-fig="([^"]+)"', page))
    (text,) = re.findall(r'<script type="application/json" id="opened">(.*?)</script>', page, re.S)
    entries = json.loads(text)
    assert len(printed) > 3 and printed <= set(entries)
    for entry in (one for each in entries.values() for one in each):
        assert entry["texts"] and entry["exact"] and entry["cells"] and entry["sources"]
    # what is printed is among the forms of what opens
    shown = re.findall(r'<span data-fig="([^"]+)">([^<]*)</span>', page)
    for name, text in shown:
        assert unescape(text) in [form for one in entries[name] for form in one["texts"]], name


def test_a_figure_of_a_line_names_its_method_and_record(document: Document) -> None:
    of_lines = [one for one in document.opened if one.note]
    assert len(of_lines) > len(document.opened) / 2
    assert all(one.method and one.record and one.fails for one in of_lines)
    numbers = {note.number for note in document.notes}
    assert {one.note for one in of_lines} <= numbers


def test_figures_are_opened_in_the_order_of_the_paper(document: Document) -> None:
    printed = shown_in((document.title, document.sections)).values()
    assert [one.id for one in document.opened] == [one.figure.id for one in printed]


def test_one_name_with_two_values_opens_the_one_that_is_printed() -> None:
    cell = Cell("t", "c", (("year", 2013),), 2009.0, "year", ("vdem",), "r")
    years = [dated("a.from", year, cell) for year in (2009, 2011, 2009)]
    said = [Sentence("Since {year}.", {"year": year}) for year in years]
    found = shown_in(said)
    assert list(found) == ["a.from", "a.from.v2"]
    assert [one.texts for one in found.values()] == [{"": "2009"}, {"": "2011"}]
    assert isinstance(found["a.from"], Shown) and found["a.from"].sentence is said[0]


def test_the_policy_names_the_one_script(page: str) -> None:
    scripts = re.findall(r"<script>(.*?)</script>", page, re.S)
    assert len(scripts) == 1
    digest = base64.b64encode(hashlib.sha256(scripts[0].encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in page and html.script_hash() == f"sha256-{digest}"
    assert "default-src 'none'" in page
    assert not re.search(r'(?:src|href)="(?!#|data:|https?://[^"]*")', page)
    assert not re.search(r"<(?:link|iframe|object|embed)\b", page)
    assert not re.search(r'<(?:img|script)[^>]* src="(?!data:)', page)


def test_points_speak_in_words(page: str) -> None:
    pictures = re.findall(r"<svg.*?</svg>", page, re.S)
    said = [words for one in pictures for words in re.findall(r"<title>([^<]*)</title>", one)]
    assert said and not [words for words in said if FIELDS.search(words)]
    marks = [words for one in pictures for words in re.findall(r'<path aria-label="([^"]*)"', one)]
    assert not [words for words in marks if FIELDS.search(words)]


def line(rows: list[dict[str, object]]) -> dict[str, object]:
    encoding = {
        "x": {"field": "year", "type": "quantitative"},
        "y": {"field": "value", "type": "quantitative"},
        "description": {"field": "note", "type": "nominal"},
    }
    return {"data": {"values": rows}, "mark": {"type": "line"}, "encoding": encoding}


def test_every_datum_of_a_line_has_a_point() -> None:
    rows = [
        {"year": year, "value": 0.1, "note": f"<NATO> & Russia {year}: 10%"}
        for year in range(2000, 2006)
    ]
    svg = draw({"layer": [line(rows)]})
    said = re.findall(r'<circle class="pt" cx="([\d.]+)"[^>]*><title>([^<]*)</title>', svg)
    assert [words for _, words in said] == [
        f"&lt;NATO&gt; &amp; Russia {year}: 10%" for year in range(2000, 2006)
    ]
    assert all(float(one[0]) < float(other[0]) for one, other in pairwise(said))


def test_panels_and_layers_are_searched() -> None:
    rows = [{"year": 2000, "value": 0.1, "note": "a"}]
    band = {"data": {"values": rows}, "mark": "area", "encoding": {}}
    spec = {"hconcat": [{"layer": [line(rows), {"layer": [line(rows)]}, band]}], "config": {}}
    found = with_points(spec)
    first, point, nested, still = found["hconcat"][0]["layer"]
    assert "description" not in first["encoding"] and first["mark"]["aria"] is False
    assert point["mark"]["type"] == "point" and point["mark"]["opacity"] == 0
    assert len(nested["layer"]) == 2 and still["mark"] == {"type": "area", "aria": False}
    assert with_points({"mark": "bar", "encoding": {"description": {}}})["mark"] == "bar"
    assert spec["hconcat"][0]["layer"][0]["encoding"]["description"]  # the brief's own is as it was


COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(colour=COLOURS)
def test_a_colour_is_as_far_from_the_dark_ground_as_from_white(colour: str) -> None:
    reach = contrast("white", GROUND)
    wanted = min(contrast(colour, "white"), reach)
    found = contrast(dark(colour), GROUND)
    # a step of 1 in 255 is all that a colour can be nearer
    assert found == pytest.approx(wanted, rel=0.06, abs=0.06)


def test_the_ground_and_the_ink_change_sides() -> None:
    assert dark("white") == dark("#ffffff") == GROUND
    assert contrast(dark("#22262b"), GROUND) > 12
    assert contrast(dark("black"), GROUND) == pytest.approx(contrast("white", GROUND))


def test_every_colour_of_a_picture_has_its_rule(page: str) -> None:
    pictures = re.findall(r"<svg.*?</svg>", page, re.S)
    rules = dark_rules(pictures)
    for use, colour in {found for svg in pictures for found in COLOURED.findall(svg)}:
        assert f'svg [{use}="{colour}"]{{{use}:{dark(colour)}}}' in rules
        assert f'svg [{use}="{colour}"]' in page
    assert dark_rules([]) == ""


def test_nothing_that_a_figure_opens_ends_the_script(document: Document) -> None:
    hostile = replace(document.opened[0], texts=("</script><script>alert(1)</script>",))
    sized, pictures = drawn(replace(document, opened=(hostile,)))
    page = html.render(sized, pictures, pictures)
    assert page.count("<script") == 2 and page.count("</script>") == 2
    (text,) = re.findall(r'id="opened">(.*?)</script>', page, re.S)
    assert json.loads(text)[hostile.id][0]["texts"] == list(hostile.texts)

"""What a notebook shows of each object: HTML that is well formed, with its numbers and pictures."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import detente as dt
from detente.evidence.display import Markup, card, filled, interval, table
from detente.scenarios.notebook import Shown, shown, written

VOID = {"br", "hr", "img", "input", "meta", "link"}
LIMITED = st.floats(min_value=-1e6, max_value=1e6)


class Tags(HTMLParser):
    """Counts what is open, and fails where a tag closes another one."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.met: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.met.add(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self.met.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, tag


def tags(html: str) -> set[str]:
    """Give the tags of a text, all of them closed."""
    parser = Tags()
    parser.feed(html)
    parser.close()
    assert not parser.open, parser.open
    return parser.met


def html_of(thing: object) -> str:
    """Ask an object as a notebook does."""
    return str(thing._repr_html_())


def test_a_relation_shows_its_page_one() -> None:
    view = dt.relation("NATO", "Russia", as_of=2013)
    html = html_of(view)
    assert {"svg", "ul", "strong"} <= tags(html)
    assert "NATO and Russia, December 2013" in html and "[1]" in html
    assert html.count("<li>") == len(view.brief().argument.key_findings) > 2
    assert "<script" not in html and "http://" not in re.sub(r'xmlns(:\w+)?="[^"]*"', "", html)


def test_a_disputed_name_has_its_footnote() -> None:
    html = html_of(dt.relation("Kosovo", "Serbia", as_of=2020))
    tags(html)
    assert "Kosovo*" in html and "<sup>*</sup>" in html


def test_windows_show_each_with_its_interval() -> None:
    found = dt.relation("NATO", "Russia", as_of=2013).windows()
    html = html_of(found)
    assert "svg" in tags(html) and html.count("<svg") == len(found.now) == 12
    assert ">open<" not in html or any(one.open for one in found.now)


def test_windows_that_are_none_say_why() -> None:
    html = html_of(dt.relation("Liechtenstein", "Switzerland").windows())
    assert "None: no pair of states across the two sides is hostile" in html and "<svg" not in html


def test_an_account_shows_both_sides() -> None:
    found = dt.relation("NATO", "Russia", as_of=2013).accounting("accession")
    assert found is not None
    html = html_of(found)
    tags(html)
    assert all(one.label in html.replace("&#x27;", "'") for one in found.differences)
    assert "New land neighbours: China, North Korea" in html


def test_a_panel_shows_rows_and_how_full_its_columns_are() -> None:
    panel = dt.state_years(years=(2000, 2001)).add("democracy", offline=True)
    html = html_of(panel)
    assert "382 state-years (cow), 3 columns" in html and {"table", "svg"} <= tags(html)
    assert html.count("<svg") == panel.frame.width and "Electoral democracy" in html
    part = 1 - panel["v2x_polyarchy"].null_count() / len(panel)
    assert f"{part:.0%} filled" in html


def test_an_empty_panel_is_shown_too() -> None:
    panel = dt.state_years(years=(2000, 2000))
    assert "0 state-years" in html_of(panel.only(years=(1900, 1900)))


@pytest.mark.slow
def test_a_simulation_shows_what_moves() -> None:
    found = dt.relation("Serbia", "EU").scenario("accession", draws=50)
    assert found is not None
    html = html_of(found)
    assert "50 paired futures, seed" in html and "80 % band" in html
    last = [one.shown(-1) for one in found.moved]
    moved = [one for one in last if written(one) != "0 [0, 0]"]
    assert html.count("<svg") == len(moved) > 5
    assert f"{len(last) - len(moved)} other series" in html
    nothing = dt.relation("Serbia", "EU").scenario("none", draws=50)
    assert "Nothing changes" in html_of(nothing)


def test_text_is_escaped_and_markup_is_not() -> None:
    html = card("<a>", table(["<b>"], [["<i>", Markup("<em>x</em>")]]), note="<u>")
    assert tags(html) == {
        *("div", "p", "strong", "table", "thead", "tr", "th", "tbody", "td", "em", "small")
    }


@example(value=0.0, low=0.0, high=0.0, reach=5e-324)
@given(LIMITED, LIMITED, LIMITED, st.floats(min_value=0, max_value=1e6))
def test_any_interval_is_drawn_within_its_box(
    value: float, low: float, high: float, reach: float
) -> None:
    svg = ElementTree.fromstring(interval(value, min(low, high), max(low, high), reach))
    (dot,) = (one for one in svg if one.tag.endswith("circle"))
    assert 0 <= float(dot.attrib["cx"]) <= float(svg.attrib["width"])


@given(st.floats(min_value=0, max_value=1))
def test_any_part_is_drawn(part: float) -> None:
    svg = ElementTree.fromstring(filled(part))
    back, bar = (one for one in svg if one.tag.endswith("rect"))
    assert 0 <= float(bar.attrib["width"]) <= float(back.attrib["width"])


def test_differences_by_hand() -> None:
    moves = Shown("prominence", "share", "share", 0.012, low=0.003, high=0.031)
    stays = Shown("domestic", "index", "index", 0.0, low=0.0, high=0.0)
    html = shown("Accession", [moves, stays], note="Seed 1.")
    assert "share (points) *" in html and "+1.2 [+.30, +3.1]" in html
    assert "index" not in html and "1 other series" in html

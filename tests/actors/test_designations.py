"""Designations: every name of disputed status by day, with its footnote in every form of output."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from detente.actors.designations import (
    Designation,
    area_name,
    contested_seats,
    designations,
    in_use,
    is_settled,
    name_on,
)
from detente.actors.naming import SIGNS, names_in, names_of
from detente.actors.relation_key import RelationKey, pair
from detente.actors.states import ccode_on, identity_on, predecessor, state_on
from detente.cli.designations import with_footnotes
from detente.evidence.sentence import Medium, PlainSentence
from detente.paper.blocks import Bullets, Exhibit, Paragraph, Passage
from detente.paper.document import Document, Section, Title
from detente.paper.writers import html, pdf
from detente.settings import settings
from detente.span import OPEN_END

ROWS = designations()
NAMES = [row for row in ROWS if not row.is_seat]
WIDTH = 98
"""Columns of a page of the terminal."""
WANTED = {
    "kosovo",
    "taiwan",
    "northern_cyprus",
    "crimea",
    "four_regions",
    "palestine",
    "western_sahara",
    "macedonia",
    "myanmar_seat",
    "afghanistan_seat",
    "venezuela_seat",
    "libya_seat",
}
KOSOVO = (
    "This designation is without prejudice to positions on status, and is in line with UNSCR "
    "1244/1999 and the ICJ Opinion on the Kosovo declaration of independence."
)
PALESTINE = (
    "This designation shall not be construed as recognition of a State of Palestine and is without "
    "prejudice to the individual positions of the Member States on this issue."
)


def label(row: Designation) -> str:
    return f"{row.id}-{row.span.start.year}"


def names_alone(row: Designation) -> frozenset[int]:
    """Give the code of the state of a seat; of a name nothing."""
    code = ccode_on(row.state, row.span.start) if row.is_seat else None
    return frozenset(() if code is None else (code,))


def paper_on(row: Designation) -> Document:
    """Lay out a paper of one sentence that names the place in title, text and picture."""
    word = row.words[0]
    page = Title(
        title=f"{word} and Ruritania",
        subtitle="",
        author="",
        made="",
        data_to="",
        version="",
        answer=Passage((PlainSentence(f"On {word}."),)),
        picture=Exhibit("strip", PlainSentence(f"Where {word} ranks"), {"title": word}),
    )
    said = Bullets((Paragraph(f"The border of {word}'s."),))
    document = Document(
        title=page,
        sections=(Section("power", f"Power in {word}", blocks=(said,)),),
        notes=(),
        references=(f"A book on {word}.",),
        citations=(),
    )
    return document.with_names(names_in([word], row.span.start, names_alone(row)))


def test_every_name_that_must_be_there_is_there() -> None:
    assert {row.id for row in ROWS} >= WANTED
    footnotes = {row.id: row.footnote for row in in_use(date(2024, 12, 31))}
    assert footnotes["kosovo"] == KOSOVO
    assert footnotes["palestine"].startswith(PALESTINE)


def test_spans_of_one_name_follow_each_other() -> None:
    for id in {row.id for row in ROWS}:
        spans = sorted(row.span for row in ROWS if row.id == id)
        for one, other in zip(spans, spans[1:], strict=False):
            assert one.end < other.start, id


@pytest.mark.parametrize("row", ROWS, ids=label)
def test_a_row_says_nothing_later_than_its_first_year(row: Designation) -> None:
    """A view of the past sees nothing that came after it, not in a footnote either."""
    said = f"{row.footnote} {row.short} {row.document}"
    years = [int(year) for year in re.findall(r"(?<![\d/])(1[89]\d\d|20\d\d)(?!\d)", said)]
    assert all(year <= row.span.start.year for year in years)
    assert row.document and (row.checked or not row.url)
    assert row.footnote.endswith(".") and not row.short.endswith(".")


@pytest.mark.parametrize("row", ROWS, ids=label)
@pytest.mark.parametrize("medium", ["text", "html", "typst", "markdown"])
def test_every_medium_marks_the_name_and_prints_the_footnote(
    row: Designation, medium: Medium
) -> None:
    document = paper_on(row).plain(medium)
    mark = "\\*" if medium == "markdown" else "*"
    word = row.words[0]
    assert document["title"].startswith(f"{word}{mark} and")
    assert f"{word}{mark}" in document["answer"]["text"]
    (section,) = document["sections"]
    assert section["title"] == f"Power in {word}{mark}"
    assert f"{word}{mark}" in section["blocks"][0]["items"][0]["text"]
    assert document["references"] == [f"A book on {word}."], "titles of sources stay as they are"
    (note,) = document["footnotes"]
    assert note["mark"] == "*" and row.footnote in note["text"]


@pytest.mark.parametrize("row", ROWS, ids=label)
def test_html_and_pictures_mark_the_name(row: Designation) -> None:
    document = paper_on(row)
    page = html.render(document, {"strip": "<svg></svg>"}, {})
    word = row.words[0].replace("&", "&amp;")
    assert f"<h1>{word}* and Ruritania</h1>" in page and 'class="names"' in page
    assert document.title.picture is not None
    assert document.title.picture.spec == {"title": f"{row.words[0]}*"}


def test_the_pdf_prints_the_footnotes(tmp_path: Path) -> None:
    document = paper_on(next(row for row in ROWS if row.id == "kosovo"))
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'
    assert pdf.render(document, {"strip": svg}, settings()).startswith(b"%PDF")
    template = Path(pdf.__file__).parent.parent / "templates/brief.typ"
    (tmp_path / "brief.typ").write_text(template.read_text(encoding="utf-8"), encoding="utf-8")
    plain = json.dumps(document.plain("typst"))
    (tmp_path / "document.json").write_text(plain, encoding="utf-8")
    (tmp_path / "strip.svg").write_text(svg, encoding="utf-8")
    marks = typst.query(tmp_path / "brief.typ", "<footnote>", field="value", root=tmp_path)
    assert json.loads(marks) == ["*"]


@pytest.mark.parametrize("row", ROWS, ids=label)
def test_the_terminal_has_one_line_a_name(row: Designation) -> None:
    found = names_in([row.words[0]], row.span.start, names_alone(row))
    (note,) = found.footnotes
    assert note.line.startswith("* ") and len(note.line) <= WIDTH
    silent = names_in([], row.span.start, names_alone(row)).footnotes
    lines = [one.line for one in silent]
    assert len(lines) == (1 if row.is_seat else 0), "a seat matters without being named"
    assert all(line.startswith(f"{row.title}:") and len(line) <= WIDTH + 2 for line in lines)
    plain = note.plain()
    assert plain["mark"] == "*" and plain["footnote"] == row.footnote and plain["url"] == row.url


def test_a_page_keeps_its_columns_titles_and_commands() -> None:
    view = pair("Serbia", "Kosovo", 2020)
    page = [
        "Serbia and Kosovo",
        "=================",
        "Kosovo, CINC     .01",
        "next: detente brief Serbia Kosovo",
    ]
    assert list(with_footnotes(page, view))[:4] == [
        "Serbia and Kosovo*",
        "==================",
        "Kosovo*, CINC    .01",
        "next: detente brief Serbia Kosovo",
    ]


def test_a_name_goes_on_in_the_next_line() -> None:
    view = pair("North Macedonia", "EU", 2010)
    shown = list(with_footnotes(["of the former Yugoslav Republic of", "  Macedonia held"], view))
    assert shown[1] == "  Macedonia* held" and shown[-1].startswith("* Provisional")


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Kosovo's border", "Kosovo*'s border"),
        ("Kosovo* and Kosovo", "Kosovo* and Kosovo*"),
        ("the Taiwan Strait, and Taiwan", "the Taiwan Strait, and Taiwan†"),
        ("Crimean and Kosovar", "Crimean and Kosovar"),
        ("on Palestine and the conflict around it", "on Palestine and the conflict around it"),
        ("Jammu and Kashmir", "Jammu and Kashmir‡"),
    ],
)
def test_names_by_hand(text: str, marked: str) -> None:
    found = names_in(["Taiwan, Kosovo, Kashmir"], date(2024, 12, 31))
    assert [note.mark for note in found.footnotes] == ["*", "†", "‡"], "Kosovo has the asterisk"
    assert found.marked(text) == marked


@given(st.lists(st.sampled_from([row.words[0] for row in NAMES]), max_size=9))
def test_marking_twice_changes_nothing_more(words: list[str]) -> None:
    found = names_in(words, date(2024, 12, 31))
    once = found.marked(" and ".join(words))
    assert found.marked(once) == once
    marks = [note.mark for note in found.footnotes]
    assert len(set(marks)) == len(marks) and all(mark[0] in SIGNS for mark in marks)


def test_seats_are_marked_for_their_parties_alone() -> None:
    text = ["Myanmar and Afghanistan"]

    def noted(view: RelationKey) -> set[str]:
        return {note.of.id for note in names_of(view, text).footnotes}

    assert noted(pair("ASEAN", "USA", 2024)) == {"myanmar_seat"}
    assert noted(pair("ASEAN", "USA", 2019)) == set()
    assert "afghanistan_seat" in noted(pair("Afghanistan", "Pakistan", 2024))
    assert noted(pair("NATO", "Russia", 2024)) == set()


@pytest.mark.parametrize(
    ("day", "states"),
    [
        (date(1960, 12, 31), {"CHN"}),
        (date(1985, 12, 31), {"KHM"}),
        (date(2000, 12, 31), {"AFG"}),
        (date(2020, 12, 31), {"VEN", "LBY", "YEM", "SYR"}),
        (date(2024, 12, 31), {"MMR", "AFG", "LBY", "YEM"}),
    ],
)
def test_contested_seats_by_day(day: date, states: set[str]) -> None:
    assert {seat.state for seat in contested_seats(day)} == states


def test_macedonia_is_named_by_date() -> None:
    last = date(2019, 2, 11)
    assert identity_on(343, last).name == "FYR Macedonia"
    assert state_on(343, last).label == "the former Yugoslav Republic of Macedonia"
    assert identity_on(343, last + timedelta(days=1)).name == "North Macedonia"
    assert predecessor(state_on(343, date(2024, 12, 31)), 2000) == "", "it is the same state"


def test_open_names_have_no_end_and_areas_have_names() -> None:
    last = max(row.span.end for row in ROWS if row.called)
    assert last < OPEN_END and name_on("MKD", last) is not None
    assert area_name("B89", date(2024, 12, 31)) == "Crimea"
    assert is_settled("B21", date(2024, 12, 31)) and not is_settled("B89", date(2024, 12, 31))


def test_a_state_bears_its_new_name_from_the_day_of_the_view() -> None:
    before, after = (names_in([], date(2022, *day)) for day in ((5, 31), (6, 1)))
    said = "Turkey's veto, the EU-Turkey statement, Turkish law, Turkey Europe Foundation"
    assert before.marked(said) == said
    assert after.marked(said) == (
        "Türkiye's veto, the EU-Türkiye statement, Turkish law, Turkey Europe Foundation"
    )
    assert after.marked_all({"a": ["Turkey"]}) == {"a": ["Türkiye"]}

"""The two pages that stand alone: what they hold, and what is left out where room is short."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.errors import RequestError
from detente.evidence.sentence import PlainSentence
from detente.paper.blocks import Grid, Passage, Prose, Watchlist
from detente.paper.document import Document, Section
from detente.paper.layout import Layout
from detente.paper.two_pages import two_pages
from tests.cli.test_cli import run
from tests.editions import edition

NOW = Section(
    "now", "Where it stands now", (Prose((Passage((PlainSentence("At peace."),), (2,)),)),)
)
TABLE = Grid("options", "What could be done", ("course",), (("Talk.",),))
TO_DO = Section("to_do", "What to do, what to watch", (TABLE, Watchlist(())))


def paper(*sections: Section, foreword: tuple[str, ...] = ()) -> Document:
    document = edition.document()
    title = replace(
        document.title, foreword=foreword, answer=None, findings=(), advice=(), picture=None
    )
    return replace(document, title=title, sections=(*document.sections, *sections))


def test_page_two_says_where_it_stands_and_what_to_do() -> None:
    first, second = two_pages(paper(NOW, TO_DO))
    assert [one.id for one in first.sections] == ["now", "to_do"]
    assert first.sections[1].blocks == (TABLE,) and first.sections[1].title == "What to do"
    assert second.sections == (NOW,)


def test_notes_are_those_to_which_the_two_pages_lead() -> None:
    whole = paper(NOW, TO_DO)
    assert [one.cited for one in whole.notes] == [True, True]
    assert [one.cited for one in two_pages(whole)[0].notes] == [False, True]


def test_a_foreword_goes_before_anything_else_is_lost() -> None:
    found = two_pages(paper(NOW, TO_DO, foreword=("We sign this.",)))
    shown = [(len(one.sections), len(one.title.foreword)) for one in found]
    assert shown == [(2, 1), (1, 1), (2, 0), (1, 0)]


def test_a_paper_without_courses_has_one_version() -> None:
    assert [one.sections for one in two_pages(paper(NOW))] == [(NOW,)]


def test_the_last_passages_go_where_even_so_there_is_too_much() -> None:
    said = tuple(Passage((PlainSentence(f"{word}."),)) for word in ("War", "Talks", "Trade"))
    now = replace(NOW, blocks=(Prose(said[:2]), Prose(said[2:])))
    found = [one.sections[0].blocks for one in two_pages(paper(now))]
    assert found == [now.blocks, (Prose(said[:2]),), (Prose(said[:1]),)]


def test_two_pages_with_the_evidence_are_refused_in_one_line() -> None:
    with pytest.raises(RequestError, match="2 pages have no room for the evidence"):
        Layout(evidence=True, pages=2)
    _, said = run("brief", "India", "China", "--pages", "2", "--evidence", expect=1)
    assert said.count("\n") == 1 and "leave out --evidence" in said

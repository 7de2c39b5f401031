"""What rules of votes print on the pairs that calibrate: lengths, figures, words, no repetition."""

from __future__ import annotations

import re

import pytest

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.evidence.sentence import figures, length, render
from detente.rules.commonness import calibration
from detente.rules.line import Line
from detente.rules.shelf import rules
from detente.store.catalog import Catalog

LONGEST, MOST = 30, 2
BARRED = re.compile(r"\b(?:may|might|could|probably|perhaps|likely|stood|told|kept)\b|[()]")


@pytest.fixture(scope="module")
def lines(catalog: Catalog) -> list[Line]:
    """Every line about positions on the pairs that calibrate."""
    views = [pair(one.first, one.second, one.day) for one in calibration()]
    relations = [Relation(catalog, view) for view in views]
    shelf = [rule for rule in rules("positions") if "votes" in rule.topics]
    return [line for one in relations for rule in shelf for line in rule.say(one)]


def test_sentences_are_short_and_have_few_figures(lines: list[Line]) -> None:
    every = [one for line in lines for one in (*line.finding.sentences, *line.on_first_page)]
    assert max(length(one) for one in every) <= LONGEST
    assert max(sum(f.kind != "dated" for f in figures(one)) for one in every) <= MOST
    assert sum(length(one) for one in every) / len(every) < 18


def test_no_word_is_barred(lines: list[Line]) -> None:
    texts = [render(one) for line in lines for one in line.finding.sentences]
    texts += [render(one) for line in lines for one in line.on_first_page]
    assert not [text for text in texts if BARRED.search(text)]


def test_message_answer_and_section_are_three_sentences(lines: list[Line]) -> None:
    for line in (one for one in lines if one.headline is not None):
        page = [render(one) for one in line.on_first_page]
        assert len(set(page)) == len(page)
        assert not set(page) & {render(one) for one in line.finding.sentences}


def test_no_variant_leads_more_than_an_eighth_of_the_pairs(lines: list[Line]) -> None:
    leading = [line.id for line in lines if line.headline is not None]
    assert max(leading.count(id) for id in set(leading)) <= len(calibration()) / 8


def test_every_line_rests_on_votes(lines: list[Line]) -> None:
    assert all("un_votes_undl" in line.sources for line in lines)
    assert all(line.newest is not None for line in lines)

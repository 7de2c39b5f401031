"""Every rule of the section keeps to the words and the lengths of the paper, on many pairs."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest

from detente.analysis.relation import Relation
from detente.evidence.sentence import figures, length, render
from detente.rules.commonness import calibration
from detente.rules.line import Line
from detente.rules.rule import Rule
from detente.rules.shelf import SHELF
from tests.rules.now.said import TODAY, relation

RULES = tuple(rule for rule in SHELF if rule.say.__module__.startswith("detente.rules.now"))
PAIRS: tuple[tuple[str, str, int | date], ...] = (
    ("Ukraine", "Russia", TODAY),
    ("NATO", "Russia", TODAY),
    ("NATO", "Russia", 2013),
    ("Serbia", "EU", TODAY),
    ("Turkey", "EU", TODAY),
    ("India", "China", TODAY),
    ("Pakistan", "India", TODAY),
    ("ASEAN", "USA", TODAY),
    ("GCC", "Iran", TODAY),
    ("Greece", "Turkey", TODAY),
    ("North Korea", "USA", TODAY),
    ("African Union", "China", TODAY),
    ("Warsaw Pact", "NATO", 1985),
    ("Poland", "Germany", 1938),
    ("Prussia", "Austria-Hungary", 1850),
    ("Barbados", "Pakistan", TODAY),
)
REFUSED = re.compile(
    r"\b(stood|told|kept|held against|goes on|lies beside|may|might|could|probably|perhaps|"
    r"likely)\b"
)


@pytest.fixture(scope="module", params=PAIRS, ids=lambda case: "-".join(map(str, case)))
def known(request: pytest.FixtureRequest) -> Relation:
    return relation(*request.param)


@pytest.fixture(scope="module")
def lines(known: Relation) -> list[tuple[Rule, Line]]:
    return [(rule, line) for rule in RULES for line in rule.say(known)]


def test_sentences_are_short_and_show_two_figures_at_most(
    lines: list[tuple[Rule, Line]],
) -> None:
    for _, line in lines:
        for sentence in line.finding.sentences:
            assert length(sentence) <= 30, render(sentence)
            shown = [one for one in figures(sentence) if one.kind != "dated"]
            assert len(shown) <= 2, render(sentence)


def test_words_are_those_of_the_paper(lines: list[tuple[Rule, Line]]) -> None:
    for _, line in lines:
        for sentence in (*line.finding.sentences, *line.on_first_page):
            written = render(sentence)
            assert not REFUSED.search(written), written
            assert "(" not in written
            assert written[0] == written[0].upper()
            assert written.endswith(".")


def test_numbers_are_figures(lines: list[tuple[Rule, Line]]) -> None:
    for _, line in lines:
        for sentence in (*line.finding.sentences, *line.on_first_page):
            bare = "".join(run.text for run in sentence.runs() if run.figure is None)
            # names such as G7 have a digit of their own
            assert not re.search(r"(?<![A-Z\d])\d", bare), render(sentence)


def test_a_message_is_made_of_its_own_evidence(lines: list[tuple[Rule, Line]]) -> None:
    for rule, line in lines:
        assert line.rule == rule.id
        assert line.variant
        assert line.finding.evidence
        if line.headline is not None:
            assert rule.key
            assert line.key


def test_nothing_is_said_of_what_is_later_than_the_view(
    known: Relation, lines: list[tuple[Rule, Line]]
) -> None:
    last = known.pair.day.year
    for _, line in lines:
        dated = [one for one in line.finding.figures if one.kind == "dated"]
        years = {int(found) for one in dated for found in re.findall(r"\d{4}", one.write())}
        assert all(year <= last for year in years), line.finding.text


def test_a_message_fits_an_eighth_of_the_pairs_that_calibrate_at_most() -> None:
    pairs = [relation(one.first, one.second, one.day) for one in calibration()]
    printed = Counter(
        line.id
        for known in pairs
        for rule in RULES
        for line in rule.say(known)
        if line.headline is not None
    )
    assert printed
    assert max(printed.values()) <= len(pairs) / 8, printed.most_common(3)

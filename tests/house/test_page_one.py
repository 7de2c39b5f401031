"""Page 1 of the pairs that calibrate: short, plain, few figures, no words to avoid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from detente.actors.relation_key import pair
from detente.evidence.sentence import Statement, figures, length, render
from detente.paper.blocks import Advice, Missing
from detente.paper.brief import make
from detente.paper.document import Title
from detente.paper.sections.first_page import LABELS, MOST_WORDS, title
from detente.rules.commonness import CalibrationPair, calibration
from detente.rules.line import LONGEST, LONGEST_HEADLINE, LONGEST_KEY, MOST_FIGURES
from detente.settings import settings
from detente.store.catalog import default_catalog

JUDGED = (("NATO", "RUS", 2013), ("SRB", "EU", 2025), ("IND", "CHN", 2025), ("UKR", "RUS", 2025))
MOST_ADVICE, BESIDE_FIVE, FIVE = 3, 2, 5
ANSWER = 4
AVOIDED = (
    r"\bstood\b",
    r"\btold\b",
    r"\bkept\b",
    r"\bheld against\b",
    r"\bgoes on\b",
    r"\blies beside\b",
    r"\bmended\b",
    r"\b(may|might|could|probably|perhaps)\b(?! \d)",
    r"\b(un)?likely\b",
    r"\bnever quote\b",
    r"\d\.\d\d\d",
    r" \.\d",
    r"[\[\]]",
)
"""Words and forms that page 1 does not use."""
MONTH = "May"


@cache
def titles() -> dict[str, Title]:
    catalog, found = default_catalog(), {}
    rows = [*calibration()]
    for one in rows:
        found[_name(one)] = title(make(catalog, pair(one.first, one.second, one.day)), settings())
    for first, second, year in JUDGED:
        key = pair(first, second, year)
        found[f"{first}-{second}-{year}"] = title(make(catalog, key), settings())
    return found


def _name(one: CalibrationPair) -> str:
    return f"{one.first}-{one.second}-{one.day.year}"


def sentences(page: Title) -> Iterator[Statement]:
    """Every sentence that page 1 prints, but for labels."""
    if page.answer is not None:
        yield from page.answer.sentences
    for finding in page.findings:
        yield from finding.sentences
    for one in page.advice:
        if not isinstance(one, Missing):
            yield from one.sentences


def words(page: Title) -> int:
    """Words of the answer, the findings and the recommendations; a list of watches is none."""
    said = [] if page.answer is None else list(page.answer.sentences)
    said += [sentence for finding in page.findings for sentence in finding.sentences]
    advised = [one for one in page.advice if isinstance(one, Advice)]
    said += [sentence for one in advised for sentence in one.sentences]
    labels = sum(len(f"{one.cost} {LABELS}".split()) for one in advised)
    return sum(map(length, said)) + labels


def test_page_one_has_at_most_420_words() -> None:
    assert {name: words(page) for name, page in titles().items() if words(page) > MOST_WORDS} == {}


def test_sentences_are_short_and_have_few_figures() -> None:
    for name, page in titles().items():
        for sentence in sentences(page):
            counted = [figure for figure in figures(sentence) if figure.kind != "dated"]
            assert length(sentence) <= LONGEST, f"{name}: {render(sentence)}"
            assert len(counted) <= MOST_FIGURES, f"{name}: {render(sentence)}"


def test_a_sentence_has_one_figure_on_average() -> None:
    every = [sentence for page in titles().values() for sentence in sentences(page)]
    counted = sum(f.kind != "dated" for sentence in every for f in figures(sentence))
    assert every and counted <= len(every)


def test_messages_and_findings_have_their_lengths() -> None:
    for page in titles().values():
        assert len(page.findings) <= FIVE
        for finding in page.findings:
            assert length(finding.message) <= LONGEST_HEADLINE
            assert sum(map(length, finding.sentences)) <= LONGEST_KEY
        assert page.answer is None or len(page.answer.sentences) <= ANSWER


def test_two_recommendations_beside_five_findings_and_three_at_most() -> None:
    for page in titles().values():
        advised = [one for one in page.advice if isinstance(one, Advice)]
        assert len(advised) <= (BESIDE_FIVE if len(page.findings) == FIVE else MOST_ADVICE)
        assert page.advice and (advised or isinstance(page.advice[0], Missing))


@pytest.mark.parametrize("word", AVOIDED)
def test_no_word_of_the_avoid_list_is_on_page_one(word: str) -> None:
    for name, page in titles().items():
        for sentence in sentences(page):
            text = render(sentence).replace(MONTH, "June")
            assert not re.search(word, text), f"{name}: {text}"


def test_confidence_never_stands_beside_a_likelihood() -> None:
    for page in titles().values():
        for sentence in sentences(page):
            text = render(sentence).lower()
            assert not ("confidence" in text and "chance" in text)

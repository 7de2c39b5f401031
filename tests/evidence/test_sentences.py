"""Sentences carry their figures into every medium, and are counted on the model."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from detente.errors import EvidenceError
from detente.evidence.cell import Cell
from detente.evidence.figure import dated, measured
from detente.evidence.sentence import (
    Phrase,
    PlainSentence,
    Sentence,
    figures,
    length,
    listed_phrases,
    pattern,
    render,
    repetition,
    tokens,
)

CELL = Cell(
    "t",
    "c",
    keys=(("year", 2013),),
    value=0.29,
    unit="share",
    sources=("cow_nmc",),
    rule="given",
    low=0.2,
    high=0.4,
)
HELD = measured("power.share.nato.2013", CELL)
YEAR = dated("power.share.year", 2013, CELL)
SAID = Sentence(
    "{who} held {share:per_cent}{share:interval} in {year}.",
    {"who": "the bloc", "share": HELD, "year": YEAR},
)


def test_a_sentence_is_written_for_each_medium() -> None:
    assert render(SAID) == "The bloc held 29 per cent [.20, .40] in 2013."
    assert render(SAID, "markdown") == (
        "The bloc held [29 per cent](fig:power.share.nato.2013) "
        "[[.20, .40]](fig:power.share.nato.2013) in [2013](fig:power.share.year)."
    )
    assert '<span data-fig="power.share.nato.2013">29 per cent</span>' in render(SAID, "html")
    assert '#fig("power.share.year", "2013");' in render(SAID, "typst")


def test_without_its_marks_every_medium_says_the_same() -> None:
    bare = re.sub(r"</?span[^>]*>", "", render(SAID, "html"))
    assert bare == render(SAID)
    typst = re.findall(r'#(?:fig\("[^"]*", )?"([^"]*)"\)?;', render(SAID, "typst"))
    assert "".join(typst) == render(SAID)


@given(some.text(alphabet='ab"\\<>&#[]{} ', max_size=20))
def test_words_never_become_markup(text: str) -> None:
    sentence = Sentence("x {words}", {"words": text})
    html = render(sentence, "html")
    assert "<" not in html and render(sentence) == f"X {text}"
    typst = render(sentence, "typst")
    quoted = re.findall(r'#"((?:[^"\\]|\\.)*)";', typst)
    assert "".join(quoted).replace('\\"', '"').replace("\\\\", "\\") == f"X {text}"


def test_template_and_parts_must_agree() -> None:
    with pytest.raises(EvidenceError, match="share"):
        Sentence("{who} held {share}.", {"who": "NATO"})
    with pytest.raises(EvidenceError, match="year"):
        Sentence("{who} held.", {"who": "NATO", "year": YEAR})


def test_phrases_are_listed_and_joined_with_their_figures() -> None:
    phrases = [Phrase("{share} of {it}", {"share": HELD, "it": name}) for name in "abc"]
    listed = Sentence("{all}.", {"all": listed_phrases(phrases)})
    assert render(listed) == ".29 of a, .29 of b and .29 of c."


def test_a_figure_without_an_interval_writes_none() -> None:
    assert render(Sentence("In {year}{year:interval}.", {"year": YEAR})) == "In 2013."


def test_the_pattern_names_each_figure_and_how_it_is_written() -> None:
    assert pattern(SAID) == (
        "The bloc held {power.share.nato.2013:per_cent} {power.share.nato.2013:interval} "
        "in {power.share.year}."
    )


def test_length_figures_and_repetition_are_counted_on_the_model() -> None:
    assert length(SAID) == 10 and [figure.id for figure in figures(SAID)] == [HELD.id, YEAR.id]
    assert tokens(SAID)[:4] == ("the", "bloc", "held", "<measured>")
    other = Sentence("{who} held {share} in {year}.", {**SAID.parts, "share": HELD})
    assert repetition([SAID]) == 0 and 0 < repetition([SAID, SAID, other]) < 1


def test_a_plain_sentence_has_no_figures() -> None:
    plain = PlainSentence("It held 29 per cent.")
    assert figures(plain) == () and render(plain, "html") == plain.text == pattern(plain)

"""Confidence: four tests, and the ones that failed are its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from detente.advice.confidence import (
    APART,
    ONE_DOCUMENT,
    ONE_SIDE,
    PASSED,
    SOURCES,
    UNDATED,
    confidence,
)
from detente.rules.rows import row_cell
from tests.advice.lines import line

INDIA = "Ministry of External Affairs of India"


def test_two_sources_that_agree_and_are_fresh_give_high_confidence() -> None:
    found = confidence(
        [line("a", "x", source="un_votes_undl"), line("a", "y", source="vdem")], 2025
    )
    assert (found.level, found.failed) == ("high", ())
    assert found.words == f"high: {PASSED}"


def test_two_sources_on_different_matters_do_not_agree() -> None:
    lines = [line("a", "x", source="un_votes_undl"), line("b", "x", source="vdem")]
    lines = [replace(one, finding=replace(one.finding, sentence_about=one.rule)) for one in lines]
    assert confidence(lines, 2025).failed == ("second",)


def test_one_source_alone_is_moderate_and_says_so() -> None:
    found = confidence([line("a", "x"), line("b", "x")], 2025)
    assert found.level == "moderate" and found.failed == ("second",)
    assert found.words == f"moderate: {UNDATED}"
    votes = confidence([line("a", "x", source="un_votes_undl")], 2025)
    assert votes.words == f"moderate: it rests on {SOURCES['un_votes_undl']} alone"


@pytest.mark.parametrize(
    ("documents", "level", "words"),
    [
        (["NATO, statement of 1 April 2014"], "moderate", ONE_DOCUMENT),
        (["NATO, statement of 1 April 2014", "NATO, decision of 2 May 2014"], "moderate", ONE_SIDE),
        (["A/RES/68/262 (2014)", "S/RES/2202 (2015)"], "moderate", ONE_SIDE),
        (["NATO, statement of 1 April 2014", "A/RES/68/262 (2014)"], "high", PASSED),
        (
            [
                "Ministry of External Affairs of India, 1 May 2024",
                "Ministry of External Affairs of India, 2 May 2024",
            ],
            "moderate",
            ONE_SIDE,
        ),
    ],
)
def test_documents_of_several_sides_are_a_second_source(
    documents: list[str], level: str, words: str
) -> None:
    day = date(2024, 5, 2)
    cells = tuple(row_cell(f"r:{one}", day, document=one, checked=True) for one in documents)
    given = line("a", "x")
    given = replace(
        given, finding=replace(given.finding, evidence=(*given.finding.evidence, *cells))
    )
    assert confidence([given], 2025).words == f"{level}: {words}"


def test_sources_on_different_matters_are_called_that() -> None:
    lines = [line("a", "x", source="vdem"), line("b", "x", source="un_votes_undl")]
    lines = [replace(one, finding=replace(one.finding, sentence_about=one.rule)) for one in lines]
    assert confidence(lines, 2025).words == f"moderate: {APART}"


def test_an_old_wide_figure_of_one_source_is_low() -> None:
    found = confidence([line("a", "x", newest=2020, low=0.1, high=0.9)], 2025)
    assert found.level == "low" and set(found.failed) == {"interval", "age", "second"}


def test_two_years_are_recent_and_three_are_not() -> None:
    assert "age" not in confidence([line("a", "x", newest=2023)], 2025).failed
    assert "age" in confidence([line("a", "x", newest=2022)], 2025).failed

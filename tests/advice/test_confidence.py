"""Confidence: four tests, and the ones that failed are its reason."""

from __future__ import annotations

from dataclasses import replace

from detente.advice.confidence import PASSED, SOURCES, confidence
from tests.advice.lines import line


def test_two_sources_that_agree_and_are_fresh_give_moderate_confidence_at_most() -> None:
    found = confidence(
        [line("a", "x", source="un_votes_undl"), line("a", "y", source="vdem")], 2025
    )
    assert (found.level, found.failed) == ("moderate", ())
    assert found.words == f"moderate: {PASSED}"


def test_two_sources_on_different_matters_do_not_agree() -> None:
    lines = [line("a", "x", source="un_votes_undl"), line("b", "x", source="vdem")]
    lines = [replace(one, finding=replace(one.finding, sentence_about=one.rule)) for one in lines]
    assert confidence(lines, 2025).failed == ("second",)


def test_one_source_alone_is_moderate_and_says_so() -> None:
    found = confidence([line("a", "x"), line("b", "x")], 2025)
    assert found.level == "moderate" and found.failed == ("second",)
    assert found.words == f"moderate: it rests on {SOURCES['blocs']} alone"


def test_an_old_wide_figure_of_one_source_is_low() -> None:
    found = confidence([line("a", "x", newest=2020, low=0.1, high=0.9)], 2025)
    assert found.level == "low" and set(found.failed) == {"interval", "age", "second"}


def test_two_years_are_recent_and_three_are_not() -> None:
    assert "age" not in confidence([line("a", "x", newest=2023)], 2025).failed
    assert "age" in confidence([line("a", "x", newest=2022)], 2025).failed

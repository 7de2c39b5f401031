"""Checking: the numbers are those of the sources, and nothing later answers for the claim's day."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from detente.claims.check import check, joined, together
from detente.claims.document import read
from detente.store.catalog import Catalog
from tests.claims.writing import claim, ratio, verdict, years

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "claims" / "karasek-2013.toml"
LIMIT = 20
"""CPU seconds for the whole example: about ten on an idle core."""


def test_sources_and_tests_are_joined() -> None:
    cases: list[list[bool | None]] = [[True], [True, None], [False, False], []]
    assert [joined(met) for met in cases] == [
        "supported",
        "mixed",
        "contradicted",
        "untestable",
    ]
    assert together(["supported", "supported"]) == "supported"
    assert together([]) == "untestable"


def test_what_yardsticks_say_of_china_and_russia(catalog: Catalog, tmp_path: Path) -> None:
    """Published: China spent 3.1 times Russia's budget in 2012 in constant 2015 dollars.

    And 1.8 times in current dollars, 1.7 in those of Correlates of War, 1.5 at purchasing power.
    """
    body = ratio(measure="military spending", to="Russia", expect="> 2")
    answered = verdict(catalog, tmp_path, body)
    by_label = {answer.label: answer.text for asked in answered.then for answer in asked.answers}
    assert by_label == {
        "constant 2015 dollars": "3.1 (2012)",
        "current dollars": "1.8 (2012)",
        "purchasing power": "1.5 (2012)",
        "Correlates of War": "1.7 (2012)",
    }
    assert answered.verdict == "mixed"
    assert answered.later


def test_nothing_after_the_claim_answers_it(catalog: Catalog, tmp_path: Path) -> None:
    body = claim(
        kind="trend",
        measure="distance in votes",
        between=("NATO", "Russia"),
        years=(1990, 2024),
        expect="falls",
    )
    answered = verdict(catalog, tmp_path, body, as_of=2000)
    assert max(years(answered)) <= 2000
    assert min(years(answered, later=True)) >= 2000 - 3
    late = verdict(catalog, tmp_path, ratio(year=2020))
    assert not late.then[0].answers, "a year after the claim's day does not answer it"


def test_a_projection_is_known_from_the_day_it_was_made(catalog: Catalog, tmp_path: Path) -> None:
    fields = {"kind": "level", "measure": "population to come", "of": "Russia"}
    body = claim(**fields, years=(2050, 2050), expect="< 1.1")
    before, after = (verdict(catalog, tmp_path, body, as_of=year) for year in (2013, 2024))
    assert not before.then[0].answers
    assert after.verdict == "supported"
    # the median projection is .94, and its 95 % bounds reach above 1
    fewer = claim(**fields, years=(2050, 2050), expect="< 1")
    assert verdict(catalog, tmp_path, fewer, as_of=2024).verdict == "mixed"


def test_a_forecast_of_the_day_is_compared_with_what_came(catalog: Catalog, tmp_path: Path) -> None:
    """A forecast made in 2013 stays that of 2013 when it is judged from today."""
    body = claim(kind="forecast", measure="capability", of="USA", until=2020, expect="falls")
    answered = verdict(catalog, tmp_path, body)
    said, came = answered.then[0].answers[0], answered.since[0].answers[0]
    assert said.years[0] <= 2013 < said.years[1]
    assert 2013 < came.years[0] <= said.years[1]
    assert "the band [" in came.text


def test_groups_and_lists(catalog: Catalog, tmp_path: Path) -> None:
    groups = '[groups]\n"European NATO" = {of = ["NATO"], without = ["USA", "Canada"]}'
    fields = {"kind": "share", "measure": "people", "year": 2012, "expect": "> 0"}
    whole = verdict(catalog, tmp_path, claim(of="NATO", **fields))
    in_parts = claim(of=("European NATO", "USA", "Canada"), **fields)
    parts = verdict(catalog, tmp_path, f"{in_parts}\n{groups}")
    assert [answer.text for answer in whole.then[0].answers] == [
        answer.text for answer in parts.then[0].answers
    ]


def test_a_state_has_no_rung_before_it_exists(catalog: Catalog, tmp_path: Path) -> None:
    body = claim(kind="rung", of="Slovenia", bloc="NATO", years=(1970, 1980), expect="below member")
    assert verdict(catalog, tmp_path, body).verdict == "untestable"


def test_no_change_at_all_is_steady(catalog: Catalog, tmp_path: Path) -> None:
    body = claim(
        kind="trend",
        measure="disputes in ten years",
        between=("France", "Germany"),
        years=(1995, 2005),
        expect="steady",
    )
    assert verdict(catalog, tmp_path, body).verdict == "supported"


def test_years_long_over_are_not_asked_again(catalog: Catalog, tmp_path: Path) -> None:
    body = claim(kind="rank", measure="people", of="Germany", years=(1985, 1985), expect="<= 15")
    answered = verdict(catalog, tmp_path, body)
    assert answered.verdict == "supported"
    assert not answered.later


@pytest.mark.slow
def test_the_paper_of_2013(catalog: Catalog) -> None:
    document = read(EXAMPLE)
    assert [each.id for each in document.claims] == [str(place) for place in range(1, 47)]
    assert document.as_of == 2013
    assert not [each.error for each in document.claims if each.error]
    began = time.process_time()
    answered = {each.claim.id: each for each in check(catalog, document)}
    took = time.process_time() - began
    assert took < LIMIT, f"{took:.1f} s"
    named = {name for name, each in answered.items() if each.claim.untestable}
    assert {"5", "26", "27", "28", "46"} <= named
    assert all(len(answered[name].why) > 40 for name in named)
    tested = {each.verdict for name, each in answered.items() if name not in {*named, "18", "31"}}
    assert tested <= {"supported", "contradicted", "mixed"}
    assert answered["15"].verdict == "mixed"
    assert answered["31"].verdict == "untestable", "its lists of meetings are incomplete"
    assert answered["34"].verdict == "supported"
    assert answered["20"].verdict != "supported"


@pytest.mark.parametrize(
    ("expected", "decided"),
    [(">= 5", "supported"), ("<= 5", "contradicted"), (">= 5000", "mixed")],
)
def test_a_count_from_an_incomplete_list_is_at_least_so_many(
    catalog: Catalog, tmp_path: Path, expected: str, decided: str
) -> None:
    body = claim(kind="meetings", between=("NATO", "Russia"), years=(2002, 2013), expect=expected)
    answered = verdict(catalog, tmp_path, body)
    assert answered.verdict == decided
    assert answered.then[0].answers[0].text.startswith("at least ")


def test_a_ratio_of_incomplete_lists_is_untestable(catalog: Catalog, tmp_path: Path) -> None:
    sides = {"kind": "meetings", "between": ("NATO", "Russia"), "years": (2002, 2013)}
    body = claim(**sides, before=(1997, 2001), expect=">= 1.5")
    answered = verdict(catalog, tmp_path, body)
    assert answered.verdict == "untestable" and "incomplete" in answered.why

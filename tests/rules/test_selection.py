"""Score, selection and commonness, by hand and by property."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import EvidenceError
from detente.estimators.surprise import discount, moved, unexpected, unusual
from detente.evidence.cell import Cell
from detente.evidence.figure import measured
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence, Sentence
from detente.models import track_records as methods
from detente.rules.angle import Angle
from detente.rules.line import Line, Reasons
from detente.rules.rule import SECTIONS, Rule
from detente.rules.score import bearing, freshness, score, worth
from detente.rules.selection import Scored, best, likeness

CELL = Cell(
    "regime",
    "polyarchy",
    (("year", 2024),),
    value=0.3,
    unit="share",
    sources=("cow_nmc",),
    rule="mean",
)
ANGLE = Angle(
    "waiting",
    holds=lambda _relation, _lines: True,
    title=lambda _relation: "How long?",
    verdict=lambda _relation, _lines: PlainSentence("It waits."),
    answers={},
    stands={},
    rules=("own", "next"),
    sections=("positions",),
)


def rule(section: str = "positions", id: str = "one") -> Rule:
    return Rule(
        id, section, place=1, paragraph="p", say=lambda _relation: iter(()), condition="always"
    )


def line(
    series: str = "",
    newest: int | None = 2024,
    words: str = "They vote alike.",
    strength: float = 1,
) -> Line:
    held = measured("power.share.x", CELL, way="per_cent")
    said = Sentence("It holds {share}.", {"share": held})
    finding = Finding(
        id="rule.one",
        sentences=(said,),
        value=0.3,
        unit="share",
        evidence=(CELL,),
        method=methods.accounting(),
    )
    return Line(
        "one",
        "unusual.high",
        finding=finding,
        reasons=Reasons(unusual=strength),
        headline=Sentence(words, {}),
        key=(said,),
        series=series,
        newest=newest,
    )


def scored(points: float, series: str = "", section: str = "positions") -> Scored:
    return Scored(rule(section), line(series=series), score=points, worth=points)


def test_page_one_has_no_room_for_a_long_message() -> None:
    assert line(words=" ".join(["word"] * 14)).fits_first_page
    assert not line(words=" ".join(["word"] * 15)).fits_first_page


def test_a_reason_is_a_part_of_one() -> None:
    with pytest.raises(EvidenceError, match="not between 0 and 1"):
        Reasons(moved=1.5)


def test_bearing_is_that_of_the_section_unless_a_row_says_otherwise() -> None:
    found = [bearing(rule(section), ANGLE) for section in ("positions", "why", "power")]
    assert found == [1.0, 0.6, 0.3]
    assert bearing(rule("power"), None) == bearing(rule("positions"), None)


def test_an_angles_own_rules_bear_most_the_first_of_them_first() -> None:
    found = [bearing(rule("power", id), ANGLE) for id in ("own", "next", "one")]
    assert found == [pytest.approx(1.2), pytest.approx(1.1), 0.3]


def test_old_data_count_half_and_then_nothing() -> None:
    ages = [freshness(line(newest=year), 2024) for year in (2024, 2022, 2021, 2020)]
    assert ages == [1.0, 1.0, 0.5, 0.0]
    assert freshness(line(newest=None), 2024) == 1.0
    assert score(line(), rule("power"), ANGLE, year=2024) == pytest.approx(0.3)
    assert worth(line(strength=0.5), 2024) == 0.5


def test_the_same_series_is_not_chosen_twice_while_another_is_near() -> None:
    first, twin = scored(1.0, "votes"), scored(0.9, "votes")
    other = scored(0.65, "wars", section="institutions")
    assert best([first, twin, other], 2) == (first, other)
    assert likeness(first, twin) == 1.0


def test_what_does_not_fit_is_not_chosen() -> None:
    candidates = [scored(0.9), scored(0.8, section="power")]
    chosen = best(candidates, 2, fits=lambda one, _taken: one.rule.section == "power")
    assert [one.rule.section for one in chosen] == ["power"]
    assert best([], 3) == ()


def test_surprise_by_hand() -> None:
    others = np.arange(100.0)
    assert unusual(99.0, others) == pytest.approx(0.99)
    assert unusual(1.0, np.arange(5.0)) == 0.0, "five others say nothing of a tail"
    assert moved(2.0, 1.0) == 0.5
    # twenty of the hundred are at least as far from the median, the value itself is one more
    assert unexpected(89.5, others) == pytest.approx(-np.log2(21 / 101) / 5)


@given(st.integers(0, 40))
def test_what_more_pairs_print_counts_less(holding: int) -> None:
    assert 0.2 <= discount(holding + 1, 41, 0.2) <= discount(holding, 41, 0.2) <= 1.0


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8), st.integers(1, 5))
def test_the_best_line_is_always_chosen(points: list[float], most: int) -> None:
    candidates = [scored(value, series=str(i)) for i, value in enumerate(points)]
    chosen = best(candidates, most)
    assert chosen[0].score == max(points)
    assert len(chosen) == min(most, len(points)) == len(set(map(id, chosen)))


def test_sections_are_those_of_the_paper() -> None:
    assert tuple(SECTIONS)[:3] == ("now", "power", "positions")

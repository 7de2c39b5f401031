"""Figures and chances cannot be made without cells, and are written in one way each."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from babel.numbers import format_percent
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import EvidenceError
from detente.evidence.cell import Cell
from detente.evidence.chance import LIKELIHOODS, Chance, likelihood, write_chance
from detente.evidence.figure import (
    ID,
    WAYS,
    Figure,
    counted,
    dated,
    figure_id,
    measured,
    ranked,
)
from detente.phrasing import percent_sign

CELL = Cell(
    "capability",
    "cinc_share",
    keys=(("a", "NATO"), ("year", 2013)),
    value=0.29,
    unit="share",
    sources=("cow_nmc",),
    rule="summed",
    low=0.25,
    high=0.33,
)
FIGURE = measured("power.shares_cinc.nato.2013", CELL, way="share", level=0.9)
CHANCE = Chance(
    "synthesis.risk.2014",
    event="a militarised dispute",
    horizon="within five years",
    probability=0.16,
    cells=(CELL,),
    method="risk",
    base_rate=0.09,
)


def test_a_figure_has_the_value_unit_and_interval_of_its_cell() -> None:
    assert (FIGURE.value, FIGURE.unit, FIGURE.low, FIGURE.high) == (0.29, "share", 0.25, 0.33)
    assert (FIGURE.kind, FIGURE.level, FIGURE.cells) == ("measured", 0.9, (CELL,))


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ({"cells": ()}, "rests on no cell"),
        ({"id": "power.Shares"}, "is not an id"),
        ({"id": ""}, "is not an id"),
        ({"kind": "guessed"}, "near: measured"),
        ({"way": "roman"}, "has the way"),
        ({"value": float("nan")}, "is not a number"),
        ({"low": float("inf")}, "is not a number"),
        ({"low": 0.5, "high": 0.1}, "upside down"),
    ],
)
def test_an_impossible_figure_cannot_be_made(fault: dict[str, object], why: str) -> None:
    with pytest.raises(EvidenceError, match=why):
        replace(FIGURE, **fault)


@pytest.mark.parametrize(
    ("way", "written"),
    [
        ("", ".29"),
        ("per_cent", "29 per cent"),
        ("percent_sign", "29%"),
        ("interval", " [.25, .33]"),
        ("percent_sign interval", " [25%, 33%]"),
    ],
)
def test_a_figure_is_written_in_the_way_that_is_asked_for(way: str, written: str) -> None:
    assert FIGURE.write(way) == written


def test_a_way_that_does_not_exist_is_refused_by_name() -> None:
    with pytest.raises(EvidenceError, match="roman"):
        FIGURE.write("roman")
    with pytest.raises(EvidenceError, match="roman"):
        CHANCE.write("roman interval")


def test_years_counts_and_ranks_are_figures_of_their_own_kinds() -> None:
    year, count = dated("x.year", 2013, CELL), counted("x.count", 1, "disputes", CELL)
    rank = ranked("x.rank", 4, "rank of 195 states", CELL)
    assert [figure.write() for figure in (year, count, rank)] == ["2013", "1", "fourth"]
    assert [figure.kind for figure in (year, count, rank)] == ["dated", "counted", "ranked"]
    assert (count.plural, year.plural) == ("one", "other")


def test_ids_are_spelled_alike_everywhere() -> None:
    assert figure_id("power.shares_cinc", "NATO", 2013) == "power.shares_cinc.nato.2013"
    assert ID.fullmatch(figure_id("x", "Côte d'Ivoire", "São Tomé"))


def test_every_way_writes_one() -> None:
    assert all(write(1.0) for write in WAYS.values())


def test_a_chance_is_written_number_first_with_its_word_and_base_rate() -> None:
    assert write_chance(CHANCE) == (
        "The chance of a militarised dispute within five years is 16 % (very unlikely); "
        "pairs like this have 9 %."
    )
    assert CHANCE.write() == "16 %" and CHANCE.write("interval") == ""


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (0.004, ""),
        (0.01, "almost no chance"),
        (0.05, "very unlikely"),
        (0.1996, "unlikely"),
        (0.2, "unlikely"),
        (0.45, "a roughly even chance"),
        (0.55, "likely"),
        (0.8, "very likely"),
        (0.95, "almost certain"),
        (0.99, "almost certain"),
        (0.995, ""),
    ],
)
def test_the_lower_bound_belongs_to_the_row(probability: float, word: str) -> None:
    assert likelihood(probability) == word


def test_rows_follow_each_other_without_a_gap() -> None:
    for (_, high, _), (low, _, _) in zip(LIKELIHOODS, LIKELIHOODS[1:], strict=False):
        assert high == low


def test_an_interval_over_three_rows_has_no_word() -> None:
    wide = replace(CHANCE, probability=0.3, low=0.04, high=0.61)
    assert write_chance(wide).endswith("is between 4 and 61 %: the data do not decide.")
    narrow = replace(CHANCE, low=0.12, high=0.19)
    assert "(very unlikely)" in write_chance(narrow)


@pytest.mark.parametrize(
    "fault",
    [
        {"cells": ()},
        {"event": " "},
        {"horizon": ""},
        {"probability": 1.2},
        {"base_rate": -0.1},
        {"low": 0.5, "high": 0.4},
    ],
)
def test_an_impossible_chance_cannot_be_made(fault: dict[str, object]) -> None:
    with pytest.raises(EvidenceError, match=r"synthesis\.risk\.2014"):
        replace(CHANCE, **fault)


def test_figures_are_values() -> None:
    again = Figure(
        FIGURE.id,
        FIGURE.value,
        unit="share",
        cells=(CELL,),
        way="share",
        low=0.25,
        high=0.33,
        level=0.9,
    )
    assert again == FIGURE


@given(st.floats(min_value=-50, max_value=50) | st.integers(-2000, 2000).map(lambda n: n / 1000))
def test_per_cents_are_rounded_as_babel_rounds_them(value: float) -> None:
    pattern = "0.0%" if 0 < abs(value) < 0.01 else "0%"
    assert percent_sign(value) == format_percent(Decimal(value), format=pattern, locale="en_GB")

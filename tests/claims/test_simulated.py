"""Claims on simulated changes: what is decided, what is not, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from detente.actors.relation_key import pair
from detente.claims.kinds import simulated
from detente.scenarios.run import Moved, Simulated
from detente.scenarios.spinoffs.wanted import Wanted
from detente.scenarios.verbs import plan_of
from detente.store.catalog import Catalog
from tests.claims.writing import claim, verdict

ASKED = {"kind": "simulated", "event": "accession", "bloc": "NATO", "with": "Russia"}


def moved(unit: str, row: list[float], half: float, error: float = 0.01) -> Moved:
    """Make a difference of three years whose band is so wide on each side."""
    wanted = Wanted(
        id="domestic.gap.365", label="Distance", spinoff="domestic", unit=unit, row=(0,)
    )
    mean = np.array(row)
    band = {"low": mean - half, "high": mean + half}
    return Moved(wanted=wanted, mean=mean, **band, error=np.full(3, error))


@pytest.fixture
def found() -> Simulated:
    """Give a scenario of three years without any series."""
    plan = plan_of(pair("NATO", "Russia", 2013), "accession", 2014, draws=100)
    years = (2018, 2023, 2033)
    return Simulated(
        plan=plan, start=2013, years=years, moved=(), losers=(), indicators=(), priors=()
    )


@pytest.mark.parametrize(
    ("last", "half", "expected", "met"),
    [
        (1.0, 0.5, "rises", True),
        (1.0, 0.5, "falls", False),
        (-1.0, 0.5, "falls", True),
        (1.0, 2.0, "rises", None),
    ],
)
def test_a_direction_is_told_where_the_band_is_on_one_side(
    last: float, half: float, expected: str, met: bool | None
) -> None:
    one = moved("points", [0.0, 0.0, last], half)
    assert simulated._is_beyond(one, expected) is met


def test_a_chance_is_told_by_its_error_and_not_by_the_band() -> None:
    one = moved("chance", [0.0, 0.1, 0.2], 1.0, error=0.05)
    assert simulated._is_beyond(one, "rises") is True
    assert simulated._is_beyond(replace(one, error=np.full(3, 0.2)), "rises") is None


def test_an_effect_comes_gradually_where_little_of_it_is_early(found: Simulated) -> None:
    assert simulated._is_gradual(moved("points", [0.1, 0.5, 1.0], 0.05), found) is True
    assert simulated._is_gradual(moved("points", [0.9, 0.9, 1.0], 0.05), found) is False
    assert simulated._is_gradual(moved("points", [0.1, 0.5, 1.0], 2.0), found) is None


def test_a_difference_of_nothing_says_so() -> None:
    assert "no pair of futures differs" in simulated._undecided(moved("chance", [0.0] * 3, 0.0))


def test_a_claim_is_asked_of_its_own_day_alone(catalog: Catalog, tmp_path: Path) -> None:
    body = claim(**ASKED, series="democracy", expect="rises")
    answered = verdict(catalog, tmp_path, body)
    assert answered.verdict == "mixed"
    (then,) = answered.then
    assert "in 2018" in then.answers[0].text and "in 2033" in then.answers[0].text
    assert not any(each.answers for each in answered.later)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"series": "weather", "expect": "rises"}, "no simulation of"),
        ({"series": "democracy", "expect": "vanishes"}, "no simulation of"),
        ({"series": "alignment", "of": "Brazil", "expect": "rises"}, "does not follow Brazil"),
        ({"series": "democracy", "expect": "rises", "with": "Germany"}, "is a member of NATO"),
    ],
)
def test_what_cannot_be_simulated_is_one_line(
    catalog: Catalog, tmp_path: Path, fields: dict[str, str], message: str
) -> None:
    answered = verdict(catalog, tmp_path, claim(**{**ASKED, **fields}))
    assert answered.verdict == "untestable"
    assert message in answered.why


def test_what_is_undecided_names_the_smallest_difference_that_would_be_decided() -> None:
    # half of an 80 % band is 1.2816 errors; decided in four of five cases from 2.1232 on
    wide = moved("points", [0.0, 0.0, 0.5], 1.2816)
    assert simulated._undecided(wide) == (
        "the band of the difference holds zero; usually decided from 2.12 on"
    )
    chance = moved("chance", [0.0, 0.0, 0.01], 1.0, error=0.1)
    assert simulated._undecided(chance) == (
        "the difference lies within two standard errors; usually decided from .28 on"
    )
    assert "no pair of futures differs" in simulated._undecided(moved("points", [0.0] * 3, 0.0))

"""Published effects: verdicts by hand, and that the record has one for each."""

from __future__ import annotations

import pytest

from detente.citations import references
from detente.scenarios.proof.published import (
    NOT,
    REPRODUCED,
    SIGNS,
    TESTS,
    UNTESTABLE,
    Estimate,
    effects,
    estimated,
    verdict,
)
from detente.scenarios.proof.tables import packaged
from detente.store.catalog import Catalog

VIEW = 2025


@pytest.mark.parametrize(
    ("expects", "ends", "said"),
    [
        ("positive", (0.1, 0.3), REPRODUCED),
        ("positive", (-0.1, 0.3), NOT),
        ("negative", (-0.3, -0.1), REPRODUCED),
        ("negative", (0.1, 0.3), NOT),
        ("none", (-0.1, 0.3), REPRODUCED),
        ("none", (0.1, 0.3), NOT),
        ("above one", (0.9, 1.3), NOT),
        ("above one", (1.1, 1.3), REPRODUCED),
    ],
)
def test_a_verdict_follows_from_the_interval(
    expects: str, ends: tuple[float, float], said: str
) -> None:
    low, high = ends
    assert verdict(expects, Estimate(0.2, low=low, high=high, cases=9)) == said


def test_every_effect_is_tested_or_says_why_not() -> None:
    for one in effects():
        assert bool(one.test) != bool(one.why)
        assert not one.test or (one.expects in SIGNS and one.test.split(".")[0] in TESTS)
        keys = [key for key in one.by if "_" in key or (key[-4:].isdigit() and " " not in key)]
        assert set(keys) <= set(references())


def test_the_record_has_a_verdict_for_each() -> None:
    found = dict(packaged().published.select("id", "verdict").iter_rows())
    assert set(found) == {one.id for one in effects()}
    assert set(found.values()) == {REPRODUCED, NOT, UNTESTABLE}


@pytest.mark.parametrize("id", ["exit_and_preferences", "nato_regime_none", "democratizers_join"])
def test_the_record_holds_what_the_tables_give(catalog: Catalog, id: str) -> None:
    one = next(one for one in effects() if one.id == id)
    found = estimated(catalog, one.test, VIEW)
    (row,) = packaged().published.filter(id=id).iter_rows(named=True)
    numbers = (row["value"], row["low"], row["high"], row["cases"])
    assert numbers == pytest.approx(found, rel=1e-3)
    assert row["verdict"] == verdict(one.expects, found)

"""Calibration, dependence, spread beyond chance, paired intervals: by hand, and as properties."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.estimators import at_least_one, hinge, overdispersion, paired, scores
from detente.estimators.logit import probability


def test_forecasts_that_are_calibrated_are_left_alone() -> None:
    rng = np.random.default_rng(1)
    odds = rng.normal(-2, 1.5, 40_000)
    came = (rng.random(odds.size) < probability(odds)).astype(float)
    bend = hinge.fit(odds, came)
    assert bend(odds) == pytest.approx(odds, abs=0.35)
    assert bend.slope == pytest.approx(1.0, abs=0.06)


def test_a_top_that_is_too_bold_is_bent_down_and_the_rest_is_not() -> None:
    rng = np.random.default_rng(2)
    truth = rng.normal(-2, 1.5, 60_000)
    came = (rng.random(truth.size) < probability(truth)).astype(float)
    bold = np.where(truth > hinge.KNOT, hinge.KNOT + 2 * (truth - hinge.KNOT), truth)
    bend = hinge.fit(bold, came)
    assert bend.slope == pytest.approx(1.0, abs=0.08) and bend.beyond < -0.3
    top = bold > 0
    assert abs(probability(bend(bold))[top].mean() - came[top].mean()) < 0.03


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(-6, 6), st.booleans()), min_size=1, max_size=40))
def test_what_was_ranked_higher_stays_higher(cases: list[tuple[float, bool]]) -> None:
    odds, came = (np.array(values, dtype=float) for values in zip(*cases, strict=True))
    bend = hinge.fit(odds, came)
    grid = np.linspace(-8, 8, 60)
    assert (np.diff(bend(grid)) > 0).all() and (bend.steepness(grid) > 0).all()


def test_the_dependence_of_events_is_found_again() -> None:
    """Groups of three pairs whose events come together half as often as independence says."""
    rng = np.random.default_rng(3)
    worst = rng.uniform(0.1, 0.4, 30_000)
    others = np.log1p(-rng.uniform(0.05, 0.1, (2, worst.size))).sum(axis=0)
    came = (rng.random(worst.size) < at_least_one.chance(worst, others, 0.5)).astype(float)
    assert at_least_one.counted_as(worst, others, came) == pytest.approx(0.5, abs=0.06)
    assert at_least_one.counted_as(np.zeros(0), np.zeros(0), np.zeros(0)) == 1.0


def test_errors_of_units_are_found_again() -> None:
    rng = np.random.default_rng(4)
    unit = np.repeat(np.arange(4000), 5)
    odds = np.full(unit.size, -1.0)
    off = rng.normal(0, 0.5, 4000)[unit]
    came = (rng.random(unit.size) < probability(odds + off)).astype(float)
    found = overdispersion.unit_error(probability(odds), came, unit)
    assert found == pytest.approx(0.5, abs=0.12)
    plain = (rng.random(unit.size) < probability(odds)).astype(float)
    assert overdispersion.unit_error(probability(odds), plain, unit) < 0.2
    part, units = overdispersion.covered(odds, np.full(unit.size, 0.5), came, unit)
    narrow, _ = overdispersion.covered(odds, np.zeros(unit.size), came, unit)
    assert units == 4000 and part == pytest.approx(0.8, abs=0.03) and narrow < part


def test_nothing_is_said_of_units_without_events() -> None:
    rare, none = np.full(10, -8.0), np.zeros(10)
    part, units = overdispersion.covered(rare, none, none, np.arange(10))
    assert np.isnan(part) and units == 0
    assert overdispersion.unit_error(np.zeros(0), np.zeros(0), np.zeros(0, dtype=int)) == 0.0


def test_the_interval_of_a_mean_is_that_of_the_units() -> None:
    """Ten units of a thousand equal cases know no more than ten cases."""
    values = np.repeat(np.arange(10.0), 1000)
    unit = np.repeat(np.arange(10), 1000)
    found = paired.mean(values, unit)
    error = np.arange(10.0).std() / np.sqrt(10)
    assert found.value == 4.5
    assert found.high - found.low == pytest.approx(2 * 1.96 * error, rel=0.15)


def test_a_forecast_is_no_more_precise_than_itself() -> None:
    rng = np.random.default_rng(5)
    chance = rng.random(300)
    came = (rng.random(300) < chance).astype(float)
    same = paired.precision((chance, chance), came, np.arange(300))
    assert (same.value, same.low, same.high) == (0.0, 0.0, 0.0)
    better = paired.precision((chance, rng.random(300)), came, np.arange(300))
    assert 0 < better.low < better.value < better.high


def test_the_area_under_the_curve_by_hand() -> None:
    assert scores.roc(np.array([0.1, 0.2, 0.3]), np.array([0.0, 0.0, 1.0])) == 1.0
    assert scores.roc(np.zeros(4), np.array([0.0, 1.0, 0.0, 1.0])) == 0.5
    assert np.isnan(scores.roc(np.zeros(2), np.zeros(2)))

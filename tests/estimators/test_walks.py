"""Walks: scales, widths and bands, by hand and by what was drawn."""

from __future__ import annotations

import numpy as np
import pytest

from detente.estimators.broken_walks import held_with_widths as broken_held
from detente.estimators.broken_walks import part_within, placed
from detente.estimators.broken_walks import width as broken_width
from detente.estimators.walks import (
    Missed,
    changes,
    common_part,
    held,
    held_with_widths,
    scale,
    scales_by_class,
    shrunk_scales,
    slope,
    width,
)


def walks(units: int, years: int, deviation: float, seed: int) -> np.ndarray:
    """Draw walks of some units."""
    steps = np.random.default_rng(seed).normal(0.0, deviation, size=(units, years))
    return np.cumsum(steps, axis=1)


@pytest.mark.parametrize("years", [1, 5, 10])
def test_the_scale_of_a_walk_is_found_over_any_span(years: int) -> None:
    drawn = walks(400, 60, 0.3, seed=1)
    assert scale(changes(drawn, years), years) == pytest.approx(0.3, rel=0.05)


def test_too_few_errors_have_no_scale_and_a_class_takes_that_of_all() -> None:
    assert np.isnan(scale(np.ones(3), 1))
    group = np.array([0] * 20 + [1])
    first, second = scales_by_class(np.ones(21), group, 2, 1)
    assert first == pytest.approx(second)


def test_a_unit_with_few_years_is_drawn_to_all_and_one_with_many_is_itself() -> None:
    drawn = walks(50, 41, 0.1, seed=2)
    drawn[0] *= 5
    drawn[1] *= 5
    drawn[1, :35] = np.nan
    found = shrunk_scales(changes(drawn, 1), 1, borrowed=10.0)
    assert found[0] > 0.4 > found[1] > 0.1
    assert np.median(found) == pytest.approx(0.1, rel=0.1)


def test_bands_of_a_walk_hold_four_fifths() -> None:
    drawn = walks(500, 30, 0.2, seed=3)
    error = drawn[:, 29] - drawn[:, 19]
    found = held(error, np.full(500, 0.2 * np.sqrt(10)), 10, 1)
    assert found.inside == pytest.approx(0.8, abs=0.05)
    assert found.cases == 500


def test_widths_learn_only_from_what_was_known() -> None:
    wide = np.linspace(-3, 3, 601)
    past = [Missed(1990, 5, ratio=wide), Missed(2000, 5, ratio=wide)]
    assert width(past, 1994, (5,)) == 1.0
    assert width(past, 1995, (5,)) == pytest.approx(2.4 / 1.2816, rel=0.01)
    # the first origin has learnt nothing, the second what the first missed by
    (found,) = held_with_widths(past, (5,), (5,))
    assert found.inside == pytest.approx((1.2816 / 3 + 0.8) / 2, abs=0.01)


def test_breaks_widen_the_middle_less_than_the_ends() -> None:
    near, far = np.array([0.1]), np.array([2.0])
    shape = np.array([0.1])
    quiet = [part_within(error, shape, 1, chance=0.0, break_sd=1.0) for error in (near, far)]
    broken = [part_within(error, shape, 1, chance=0.05, break_sd=1.0) for error in (near, far)]
    assert quiet[0] - broken[0] < 0.05
    assert quiet[1] == pytest.approx(1.0, abs=1e-6)
    assert broken[1] < 0.999


def test_the_width_of_small_steps_is_found_beside_breaks() -> None:
    numbers = np.random.default_rng(4)
    small = numbers.normal(0, 0.2, size=(4_000, 5)).sum(axis=1)
    broke = (numbers.random((4_000, 5)) < 0.04) * numbers.normal(0, 1, size=(4_000, 5))
    error = small + broke.sum(axis=1)
    found = [placed(1990, 5, error, np.full(4_000, 0.1), chance=0.04, break_sd=1.0)]
    assert broken_width(found, 1995, (5,)) == pytest.approx(2.0, rel=0.1)
    assert broken_width(found, 1994, (5,)) == pytest.approx(1.0, rel=0.05)
    (tested,) = broken_held(found, (5,), (5,))
    assert tested.cases == 4_000


def test_a_drift_that_goes_on_by_half_has_the_slope_one_half() -> None:
    numbers = np.random.default_rng(5)
    past = numbers.normal(size=1_000)
    later = 0.5 * past + 0.1 * numbers.normal(size=1_000)
    found, error = slope(past, later, np.arange(1_000))
    assert found == pytest.approx(0.5, abs=3 * error)
    assert slope(np.full(3, np.nan), np.ones(3), np.arange(3)) == (0.0, 0.0)


def test_the_part_that_a_region_shares_is_found() -> None:
    numbers = np.random.default_rng(6)
    region = np.repeat(np.arange(10), 20)
    shared = numbers.normal(size=(10, 200))[region]
    own = numbers.normal(size=(200, 200))
    step = np.sqrt(0.3) * shared + np.sqrt(0.7) * own
    assert common_part(step, region, 10) == pytest.approx(0.3, abs=0.05)
    assert common_part(own, region, 10) == pytest.approx(0.0, abs=0.02)
    assert common_part(np.full((2, 2), np.nan), np.zeros(2, dtype=int), 1) == 0.0

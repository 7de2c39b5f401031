"""Scores of samples: by hand, against closed forms, and what must hold of any."""

from __future__ import annotations

from math import erf, exp, pi, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.estimators.sample_scores import (
    crps,
    mean_with_interval,
    normal_points,
    part_inside,
    ratio_of_means,
)

numbers = st.floats(-100, 100)


def closed_form(outcome: float) -> float:
    """Give the CRPS of a standard normal forecast (Gneiting and Raftery 2007)."""
    density = exp(-(outcome**2) / 2) / sqrt(2 * pi)
    return outcome * erf(outcome / sqrt(2)) + 2 * density - 1 / sqrt(pi)


@pytest.mark.parametrize("outcome", [-2.5, 0.0, 0.3, 4.0])
def test_points_of_a_normal_forecast_have_its_published_score(outcome: float) -> None:
    assert crps(normal_points(0.0, 1.0), outcome) == pytest.approx(closed_form(outcome), abs=3e-3)


def test_a_sharper_right_forecast_scores_better() -> None:
    assert crps(normal_points(1.0, 0.1), 1.0) < crps(normal_points(1.0, 1.0), 1.0)


@given(st.lists(numbers, min_size=1, max_size=30), numbers, st.floats(0.1, 10), numbers)
def test_the_score_moves_with_the_scale(
    draws: list[float], outcome: float, scale: float, shift: float
) -> None:
    sample = np.array(draws)
    moved = crps(scale * sample + shift, scale * outcome + shift)
    assert moved == pytest.approx(scale * crps(sample, outcome), abs=1e-8 + 1e-9 * scale)
    assert crps(sample, outcome) >= -1e-9


def test_counts_from_the_forecast_are_inside_four_times_in_five() -> None:
    draws = np.random.default_rng(1).poisson(2.0, 20_000).astype(float)
    kinds, times = np.unique(draws, return_counts=True)
    inside = sum(part_inside(draws, kind) * count for kind, count in zip(kinds, times, strict=True))
    assert inside / draws.size == pytest.approx(0.8, abs=1e-9)


def test_an_interval_needs_two_groups() -> None:
    found = ratio_of_means(np.array([1.0, 2.0]), np.array([2.0, 2.0]), np.array([7, 7]))
    assert (found.value, found.groups, found.cases) == (0.75, 1, 2)
    assert np.isnan([found.low, found.high]).all()


@given(st.lists(st.floats(0.1, 10), min_size=3, max_size=12))
def test_a_mean_lies_in_its_interval(values: list[float]) -> None:
    found = mean_with_interval(np.array(values), np.arange(len(values)))
    assert found.low - 1e-9 <= found.value <= found.high + 1e-9


def test_cases_of_one_round_count_as_one() -> None:
    values = np.repeat([0.0, 1.0], 50)
    apart = mean_with_interval(values, np.arange(100))
    together = mean_with_interval(values, np.repeat([0, 1], 50))
    assert together.high - together.low > 4 * (apart.high - apart.low)

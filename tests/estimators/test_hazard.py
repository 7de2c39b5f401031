"""Hazards: by hand, by what was drawn, and where nothing came."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from detente.estimators.hazard import fit, normal_draws


def test_a_rate_alone_is_that_of_its_steps_and_half_a_year_seen_before() -> None:
    event = (np.arange(200) < 20.0).astype(float)
    found = fit(np.zeros((200, 0)), event, np.arange(200))
    assert np.isclose(found.chance(np.zeros((1, 0)))[0], 20.5 / 201)
    # the error of a log-odds: one over the root of n p (1 - p)
    chance = 20.5 / 201
    assert np.isclose(found.error[0], 1 / np.sqrt(201 * chance * (1 - chance)), rtol=1e-6)


def test_slopes_that_were_drawn_are_found_in_their_own_units() -> None:
    numbers = np.random.default_rng(3)
    covariates = numbers.normal(5.0, 3.0, size=(20_000, 2))
    odds = -4.0 + 0.3 * covariates[:, 0] - 0.2 * covariates[:, 1]
    event = (numbers.random(odds.size) < 1 / (1 + np.exp(-odds))).astype(float)
    found = fit(covariates, event, np.arange(odds.size), ridge=0.0)
    assert np.all(np.abs(found.coef - [-4.0, 0.3, -0.2]) < 3 * found.error)


def test_a_penalty_draws_slopes_to_zero_and_leaves_the_rate() -> None:
    numbers = np.random.default_rng(4)
    covariates = numbers.normal(size=(2_000, 1))
    event = (numbers.random(2_000) < 1 / (1 + np.exp(2 - covariates[:, 0]))).astype(float)
    free, tied = (fit(covariates, event, np.arange(2_000), ridge=ridge) for ridge in (0.0, 1e6))
    assert abs(tied.coef[1]) < 0.01 < free.coef[1]
    assert np.isclose(tied.chance(covariates).mean(), event.mean(), atol=1e-3)


def test_rows_that_come_together_widen_the_error() -> None:
    covariates = np.repeat(np.random.default_rng(5).normal(size=(100, 1)), 20, axis=0)
    event = np.repeat(np.arange(100) % 5 == 0, 20).astype(float)
    alone = fit(covariates, event, np.arange(2_000))
    together = fit(covariates, event, np.repeat(np.arange(100), 20))
    assert together.error[0] > 3 * alone.error[0]


def test_a_step_that_never_came_has_a_small_chance_and_not_none() -> None:
    found = fit(np.zeros((1_000, 0)), np.zeros(1_000), np.zeros(1_000, dtype=int))
    assert 0 < found.chance(np.zeros((1, 0)))[0] < 0.001
    assert (found.cases, found.events) == (1_000, 0)


@given(st.integers(min_value=1, max_value=50), st.integers(min_value=0, max_value=1_000))
def test_the_same_seed_draws_the_same(count: int, seed: int) -> None:
    middle, covariance = np.array([1.0, -1.0]), np.array([[1.0, 0.5], [0.5, 1.0]])
    first, second = (normal_draws(middle, covariance, count, seed=seed) for _ in range(2))
    assert first.shape == (count, 2)
    assert np.array_equal(first, second)


def test_draws_have_the_covariance_that_was_given() -> None:
    covariance = np.array([[2.0, -0.6], [-0.6, 0.5]])
    drawn = normal_draws(np.zeros(2), covariance, 40_000, seed=7)
    assert np.allclose(np.cov(drawn.T), covariance, atol=0.05)

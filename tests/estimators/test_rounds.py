"""Rounds: what was drawn is found, means are kept, and where nothing comes together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.estimators.log_loss_gain import gain, log_loss
from detente.estimators.logit import probability
from detente.estimators.rounds import at_least_two, fit, mean_kept


def drawn(lift: float, chance: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw the steps of forty groups over fifty years."""
    numbers = np.random.default_rng(1)
    expected = numbers.uniform(0.2, 0.6, size=(2_000, 1))
    group = np.repeat(np.arange(40), 50)
    busy = numbers.random(2_000) < chance
    quiet = 1 / (1 - chance + chance * lift)
    steps = numbers.poisson(expected[:, 0] * quiet * np.where(busy, lift, 1.0))
    return steps[:, None].astype(float), expected, group


def test_a_round_that_was_drawn_is_found() -> None:
    steps, expected, group = drawn(lift=12.0, chance=0.15)
    found = fit(steps, expected, group, groups=40)
    assert found.chance.mean() == pytest.approx(0.15, abs=0.03)
    assert np.exp(found.lift[0]) == pytest.approx(12.0, rel=0.25)


def test_all_years_together_expect_what_came() -> None:
    steps, expected, group = drawn(lift=6.0, chance=0.2)
    found = fit(steps, expected, group, groups=40)
    quiet = expected[:, 0] * np.exp(found.quiet[0])
    mean = (1 - found.came) * quiet + found.came * quiet * np.exp(found.lift[0])
    assert mean.sum() == pytest.approx(steps.sum(), rel=0.01)


def test_steps_in_rounds_come_with_others_more_often_than_alone() -> None:
    steps, expected, group = drawn(lift=12.0, chance=0.15)
    found = fit(steps, expected, group, groups=40)
    together = steps[steps > 1].sum() / steps.sum()
    assert at_least_two(expected, found, group, 0) == pytest.approx(together, abs=0.05)
    alone = 1 - (expected * np.exp(-expected)).sum() / expected.sum()
    assert alone < together - 0.2


def test_a_group_without_years_has_the_chance_of_all() -> None:
    steps, expected, group = drawn(lift=12.0, chance=0.15)
    found = fit(steps, expected, group, groups=41)
    assert found.chance[40] == pytest.approx(found.came.mean(), rel=0.01)


def test_a_forecast_that_is_sure_and_wrong_loses() -> None:
    event = (np.arange(100) < 10).astype(float)
    plain = np.full(100, 0.1)
    wrong = np.where(event > 0, 0.01, 0.5)
    found = gain(wrong, plain, event, np.arange(100))
    assert found.value < found.high < 0
    assert not found.established
    same = gain(plain, plain, event, np.arange(100))
    assert (same.value, same.low, same.high) == (0.0, 0.0, 0.0)
    assert np.isfinite(log_loss(np.array([0.0, 1.0]), np.array([1.0, 0.0]))).all()


@given(
    st.lists(st.floats(-7, 1), min_size=2, max_size=30),
    st.floats(0, 4),
    st.floats(0, 1),
    st.floats(0.001, 0.9),
)
def test_the_mean_over_draws_and_rounds_is_the_wanted_one(
    odds: list[float], lift: float, chance: float, wanted: float
) -> None:
    drawn = np.array(odds)
    lifts, chances = np.full(drawn.size, lift), np.full((drawn.size, 1), chance)
    added = mean_kept(drawn, lifts, chances, np.array([wanted]))
    quiet, busy = (probability(drawn + more + added[0]) for more in (0.0, lift))
    assert np.mean((1 - chance) * quiet + chance * busy) == pytest.approx(wanted, abs=1e-9)

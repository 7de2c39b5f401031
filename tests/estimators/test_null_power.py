"""The smallest effect that a study would have found: by hand, by simulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.estimators.event_study import NEVER, study
from detente.estimators.null_power import (
    smallest,
    smallest_apart,
    smallest_decided,
    smallest_hits,
)


def test_the_smallest_effect_by_hand() -> None:
    null = np.linspace(-1.0, 1.0, 2001)
    assert smallest(null, 0.0) == pytest.approx(0.95 + 0.6, abs=1e-3), (
        "19 of 20 assignments are within .95, and four of five draws above -.6"
    )
    assert smallest(null, 3.0) == pytest.approx(3.6, abs=1e-3), "the interval has to leave out zero"
    normal = np.random.default_rng(1).normal(0, 0.048, 200_000)
    assert smallest(normal, 0.0) == pytest.approx(0.134, abs=0.001), (
        "(1.96 + .84) standard deviations: the published .13 of a null with .048"
    )
    assert np.isnan(smallest(np.empty(0), 0.1)) and np.isnan(smallest(null, float("nan")))


@given(st.floats(0.1, 10), st.floats(0, 5))
def test_the_smallest_effect_has_the_scale_of_the_outcome(scale: float, margin: float) -> None:
    null = np.random.default_rng(2).normal(0.1, 1, 500)
    assert smallest(scale * null, scale * margin) == pytest.approx(scale * smallest(null, margin))
    assert smallest(-null, margin) == pytest.approx(smallest(null, margin)), "whatever its sign"


def test_an_effect_of_that_size_is_found_in_four_of_five_studies() -> None:
    rng = np.random.default_rng(3)
    event = np.r_[np.full(8, 6), np.full(40, NEVER)]

    def one(effect: float, seed: int) -> tuple[bool, float]:
        y = rng.normal(0, 0.1, (48, 12)).cumsum(axis=1)
        y[:8, 6:] += effect
        found = study(y, event, event == NEVER, draws=200, seed=seed)
        apart = found.low > 0 or found.high < 0
        return bool(apart and found.p < 0.05), found.smallest

    size = float(np.mean([one(0.0, seed)[1] for seed in range(40)]))
    power = float(np.mean([one(size, seed)[0] for seed in range(150)]))
    half = float(np.mean([one(size / 2, seed)[0] for seed in range(150)]))
    assert 0.7 <= power <= 0.92 and half < 0.5


def test_the_smallest_difference_that_an_interval_or_draws_would_show() -> None:
    assert smallest_apart(-0.4, 0.6, level=0.95) == pytest.approx(2.8016 * 0.5 / 1.96, abs=1e-3)
    rng = np.random.default_rng(4)
    drawn = rng.normal(0.3, 1.0, 20_000)
    least = smallest_decided(drawn, sure=0.95)
    assert least == pytest.approx(1.645 + 0.842, abs=0.03), "whatever the difference itself"
    estimates = rng.normal(least, 1.0, 20_000)
    assert (estimates > 1.645).mean() == pytest.approx(0.8, abs=0.015), "four of five are decided"
    wide = smallest_apart(-1.96, 1.96, level=0.95)
    found = rng.normal(wide, 1.0, 20_000) - 1.96 > 0
    assert found.mean() == pytest.approx(0.8, abs=0.01)
    assert smallest_decided(np.full(9, 2.0), sure=0.95) == 0, "what is certain is always decided"


def test_hits_beyond_chance_by_hand() -> None:
    # 6 or more of 10 come in 4.7 % of cases at .3; with .8 expected they come in 97 %, with .7
    # expected in 85 %, with .6 in 63 %
    assert smallest_hits(10, 0.3) == 7
    # three of three come in 22 % of cases at .6
    assert smallest_hits(3, 0.6) is None
    assert smallest_hits(1, 0.01) == 1


@given(st.integers(1, 40), st.floats(0.01, 0.99))
def test_hits_that_are_found_are_more_than_chance_gives(trials: int, chance: float) -> None:
    least = smallest_hits(trials, chance)
    assert least is None or trials * chance < least <= trials

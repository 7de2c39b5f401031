"""The smallest effect that a study would have found: by hand, by simulation."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.estimators.event_study import NEVER, study
from detente.estimators.null_power import smallest


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

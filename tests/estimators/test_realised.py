"""Realised gains: the slope of what came on what was forecast, and the part that is believed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.estimators.realised import STEPS, Realised, part, realised, shrunk

SLOPES = st.floats(-5, 5)
ERRORS = st.floats(0.01, 5)


def test_the_slope_and_its_error_by_hand() -> None:
    """Two pairs of four states, one row each: slope .5, residual pulls .04 and -.04."""
    one, other = np.array([1, 2]), np.array([3, 4])
    gain, came, without = np.array([0.4, 0.4]), np.array([1.0, 0.0]), np.array([0.3, 0.3])
    found = realised(came, without, gain, one=one, other=other)
    assert found.slope == pytest.approx(0.5)
    # pulls .4 * (.7 - .2) and .4 * (-.3 - .2): .2 and -.2
    assert found.error == pytest.approx(np.sqrt(0.2**2 + 0.2**2) / 0.32)


def test_a_state_that_errs_in_all_its_pairs_widens_the_error() -> None:
    gain, without = np.full(4, 0.2), np.full(4, 0.5)
    came = np.array([1.0, 1.0, 0.0, 0.0])
    apart = realised(came, without, gain, one=np.arange(4), other=np.arange(4) + 10)
    shared = np.array([1, 1, 2, 2])
    together = realised(came, without, gain, one=shared, other=np.arange(4) + 10)
    assert together.slope == apart.slope and together.error > apart.error


def test_no_gain_says_nothing() -> None:
    codes = np.array([1, 2])
    found = realised(np.ones(2), np.full(2, 0.5), np.zeros(2), one=codes, other=codes + 5)
    assert np.isnan(found.slope)
    parts, chance = part(found)
    assert parts @ chance == pytest.approx(0.5)


@settings(deadline=None, max_examples=60)
@given(SLOPES, ERRORS)
def test_a_part_lies_between_none_and_all(slope: float, error: float) -> None:
    parts, chance = part(Realised(slope=slope, error=error))
    mean = parts @ chance
    assert parts.size == STEPS and chance.sum() == pytest.approx(1)
    assert 0 < mean < 1
    higher = part(Realised(slope=slope + 0.5, error=error))
    assert higher[0] @ higher[1] >= mean


def test_a_part_that_is_well_known_is_the_slope() -> None:
    parts, chance = part(Realised(slope=0.4, error=0.01))
    assert parts @ chance == pytest.approx(0.4, abs=1e-3)


def test_gains_keep_their_order_and_sign() -> None:
    rng = np.random.default_rng(3)
    gain = np.array([-0.2, 0.1, 0.3])
    drawn = gain + rng.normal(0, 0.01, (200, 3))
    mean, low, high = shrunk(gain, drawn, Realised(slope=0.6, error=0.1), rng)
    assert mean == pytest.approx(0.6, abs=0.01)
    assert high[0] < 0 < low[1] < low[2]
    assert (low < mean * gain).all() and (mean * gain < high).all()
    assert high[2] - low[2] > 0.05, "the interval knows that the part itself is in doubt"

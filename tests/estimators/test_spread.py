"""Spread: draws from bounds, and what they decide."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.estimators.spread import SURE, decided, spread


def test_bounds_at_different_distances_are_kept() -> None:
    rng = np.random.default_rng(1)
    value, low, high = np.array([0.5]), np.array([0.4]), np.array([0.9])
    drawn = spread(value, low, high, rng.standard_normal((20_000, 1)), errors=1.645)[:, 0]
    assert np.quantile(drawn, [0.05, 0.5, 0.95]) == pytest.approx([0.4, 0.5, 0.9], abs=0.02)


def test_a_value_without_bounds_is_the_same_in_every_draw() -> None:
    nothing = np.array([np.nan])
    drawn = spread(np.array([2.0]), nothing, nothing, np.array([[-1.0], [3.0]]), errors=1.0)
    assert drawn.ravel().tolist() == [2.0, 2.0]


def test_without_draws_the_estimate_decides() -> None:
    assert decided(True, None) == (True, None)
    assert decided(False, None) == (False, None)


@given(st.integers(0, 100), st.booleans())
def test_a_statement_is_decided_by_nineteen_draws_in_twenty(hits: int, holds: bool) -> None:
    in_draws = np.arange(100) < hits
    met, part = decided(holds, in_draws)
    assert part == hits / 100
    if met is True:
        assert holds and hits >= 100 * SURE
    elif met is False:
        assert not holds and hits <= 5
    else:
        assert (holds and hits < 95) or (not holds and hits > 5)

"""Quantile loss and errors of grouped means: by hand, and what must always hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.estimators.quantile_loss import mean_by_group, quantile_loss

LEVELS = np.array([0.1, 0.25, 0.5, 0.75, 0.9])
finite = st.floats(-1e3, 1e3)


def test_a_loss_by_hand() -> None:
    # .1 x 1 below its quantile of 1, then (.9 - 1) x -1 above that of 3
    assert quantile_loss(np.array([0.1, 0.9]), np.array([1.0, 3.0]), 2.0) == pytest.approx(0.2)


@given(st.lists(finite, min_size=5, max_size=5), finite)
def test_the_loss_is_never_negative_and_grows_with_a_shift(
    values: list[float], outcome: float
) -> None:
    quantiles = np.sort(np.array(values))
    assert quantile_loss(LEVELS, quantiles, outcome) >= 0
    assert quantile_loss(LEVELS, quantiles + 5000, outcome) > 0
    exact = np.full(5, outcome)
    assert quantile_loss(LEVELS, exact, outcome) == 0


def test_the_error_of_a_mean_whose_groups_move_together() -> None:
    values, apart = np.array([1.0, 1.0, 3.0, 3.0]), np.arange(4)
    together = np.array([0, 0, 1, 1])
    mean, error = mean_by_group(values, together)
    # two groups, each a sum of two: sqrt(2 (2^2 + 2^2)) / 4
    assert (mean, error) == (2.0, 1.0)
    # four values on their own: the usual error of a mean
    assert mean_by_group(values, apart)[1] == pytest.approx(values.std(ddof=1) / 2)
    assert np.isnan(mean_by_group(values, np.zeros(4, dtype=np.int64))[1])

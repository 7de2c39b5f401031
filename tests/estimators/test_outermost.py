"""The outermost of some values: a case by hand, ties, and what holds of every set."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from detente.estimators.outermost import outermost

SETS = st.lists(st.floats(-2, 2), min_size=0, max_size=12)


def test_the_lowest_and_the_highest_beyond_the_margin():
    shares = np.array([0.85, 0.60, 0.90, 0.97])
    assert outermost(shares, 0.05, lowest=True) == 1
    assert outermost(shares, 0.05, lowest=False) == 3


def test_a_tie_has_no_outermost():
    # 84.6 and 85 per cent of some 250 votes
    assert outermost(np.array([0.846, 0.850, 0.93]), 0.029, lowest=True) is None


def test_one_alone_is_beyond_nobody():
    assert outermost(np.array([0.5, np.nan]), 0.0, lowest=True) is None
    assert outermost(np.array([]), 0.0, lowest=False) is None


@given(SETS, st.floats(0.001, 1))
def test_it_lies_beyond_every_other_by_the_margin(values: list[float], margin: float):
    place = outermost(np.array(values), margin, lowest=True)
    if place is not None:
        others = values[:place] + values[place + 1 :]
        assert min(others) - values[place] >= margin

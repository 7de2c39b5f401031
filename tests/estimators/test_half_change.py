"""When half of a change was done."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from detente.estimators.half_change import half_done

SERIES = st.lists(st.floats(-10, 10), min_size=2, max_size=30)


def test_by_hand() -> None:
    assert half_done(np.array([10.0, 9.0, 4.0, 5.0, 0.0])) == 2
    # a first fall that is undone does not count
    assert half_done(np.array([10.0, 0.0, 9.0, 2.0, 0.0])) == 3


@given(SERIES)
def test_from_there_on_half_is_done_and_not_before(values: list[float]) -> None:
    series = np.array(values)
    place = half_done(series)
    whole = series[-1] - series[0]
    done = (series - series[0]) * np.sign(whole) >= abs(whole) / 2
    assert done[place:].all()
    assert place == 0 or not done[place - 1]

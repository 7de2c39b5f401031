"""Placement of labels: by hand, and that none covers another whatever the marks are."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from detente.estimators.placement import isotonic, placed


def test_pooling_by_hand() -> None:
    assert isotonic(np.array([3.0, 2.0, 1.0])).tolist() == [2.0, 2.0, 2.0]
    assert isotonic(np.array([])).tolist() == []


@given(st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=12))
def test_isotonic_never_falls_and_keeps_the_mean(values: list[float]) -> None:
    found = isotonic(np.array(values))
    assert (np.diff(found) >= -1e-9).all()
    assert np.isclose(found.mean(), np.mean(values), atol=1e-6)


@given(
    st.lists(st.tuples(st.floats(0, 640), st.floats(5, 120)), min_size=1, max_size=9),
)
def test_labels_stay_in_order_apart_and_inside(drawn: list[tuple[float, float]]) -> None:
    marks = np.sort(np.array([mark for mark, _ in drawn]))
    widths = np.array([width for _, width in drawn])
    centres = placed(marks, widths, 640.0)
    if widths.sum() > 640:
        assert centres is None
        return
    assert centres is not None
    assert (np.diff(centres) >= (widths[:-1] + widths[1:]) / 2 - 1e-6).all(), "none covers another"
    assert centres[0] >= widths[0] / 2 - 1e-6
    assert centres[-1] <= 640 - widths[-1] / 2 + 1e-6
    # leaders from ascending marks to ascending labels cannot cross
    assert (np.diff(marks) >= 0).all() and (np.diff(centres) >= -1e-9).all()

"""Sums over pairs and medians of groups, as slower ways give them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from detente.estimators.group_medians import medians_by
from detente.estimators.pair_sums import placed, summed

groups = st.lists(st.tuples(st.integers(0, 5), st.floats(-9, 9)), min_size=1, max_size=40)
codes = st.sampled_from([2, 20, 200, 365, 710])
pairs = st.lists(st.tuples(codes, codes, st.integers(0, 9)), min_size=1, max_size=40)


def test_votes_of_three_states_by_hand() -> None:
    one, other = np.array([2, 2, 20]), np.array([20, 365, 365])
    known, place = placed(one, other)
    assert known.tolist() == [2, 20, 365]
    assert summed(place, np.array([5, 3, 1]), 3).tolist() == [[0, 5, 3], [5, 0, 1], [3, 1, 0]]


@given(pairs)
def test_a_matrix_holds_the_sum_of_each_pair(rows: list[tuple[int, int, int]]) -> None:
    kept = [(min(one, two), max(one, two), value) for one, two, value in rows if one != two]
    one, other, values = np.array(kept, dtype=np.int64).reshape(-1, 3).T
    known, place = placed(one, other)
    sums = summed(place, values, known.size)
    assert np.array_equal(sums, sums.T) and sums.sum() == 2 * values.sum()
    for row, first in enumerate(known):
        for column, second in enumerate(known):
            own = values[(one == first) & (other == second)].sum()
            back = values[(one == second) & (other == first)].sum()
            assert sums[row, column] == own + back


def test_no_rows_give_no_states() -> None:
    none = np.empty(0, dtype=np.int64)
    known, place = placed(none, none)
    assert not known.size and summed(place, none, 0).shape == (0, 0)


@given(groups)
def test_medians_are_those_of_each_group(rows: list[tuple[int, float]]) -> None:
    group, values = np.array([one for one, _ in rows]), np.array([value for _, value in rows])
    found, medians = medians_by(group, values)
    assert found.tolist() == sorted(set(group.tolist()))
    for name, median in zip(found, medians, strict=True):
        assert median == np.median(values[group == name])


def test_no_values_have_no_median() -> None:
    found, medians = medians_by(np.empty(0, dtype=np.int64), np.empty(0))
    assert not found.size and not medians.size

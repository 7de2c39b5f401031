"""Turns of a line: a case by hand, and what holds of every line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from detente.estimators.turning import has_turned_back, last_turn

LINES = st.lists(st.floats(-5, 5), min_size=1, max_size=30)


def test_a_line_that_rose_and_fell_counts_from_its_peak():
    assert last_turn([1.7, 2.0, 3.1, 2.8, 2.3], 0.5) == 2


def test_a_line_that_only_rose_counts_from_its_start():
    assert last_turn([1.7, 2.0, 3.1], 0.5) == 0
    assert last_turn([1.7, 1.6, 2.0, 3.1], 0.5) == 1


def test_a_line_near_both_its_ends_has_no_turn():
    assert last_turn([1.0, 1.2, 1.1], 0.5) is None
    assert last_turn([], 0.5) is None


@given(LINES, st.floats(0.01, 3))
def test_after_the_newest_turn_the_line_lies_on_one_side_of_it(line: list[float], least: float):
    place = last_turn(line, least)
    if place is None:
        assert max(line) - line[-1] < least and line[-1] - min(line) < least
        return
    assert abs(line[-1] - line[place]) >= least
    later = line[place + 1 :]
    sign = 1 if line[-1] > line[place] else -1
    assert all(sign * (value - line[place]) >= 0 for value in later)


@given(LINES, st.floats(0.01, 3))
def test_a_line_and_its_mirror_image_turn_back_alike(line: list[float], least: float):
    if line[0] != line[-1]:
        assert has_turned_back(line, least) == has_turned_back([-one for one in line], least)


def test_no_line_turns_back_before_it_has_two_points():
    assert not has_turned_back([], 0.1)
    assert not has_turned_back([1.0], 0.1)

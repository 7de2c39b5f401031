"""Outlines with shared borders: the same rings come back, and both sides of a border stay equal."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from detente.estimators.topology import (
    Points,
    Topology,
    crosses_itself,
    signed_area,
    thinned,
    topology,
)

SQUARE = np.array([[0, 0], [0, 10], [10, 10], [10, 0], [0, 0]])


def same_ring(one: Points, other: Points) -> bool:
    """Tell whether two rings are the same but for where they begin."""
    ring = one[:-1]
    turns = (np.roll(ring, -start, axis=0) for start in range(len(ring)))
    return any(np.array_equal(turn, other[:-1]) for turn in turns)


def test_an_enclave_and_the_hole_around_it_are_one_arc() -> None:
    hole = SQUARE[::-1] // 5 + 4
    found = topology([SQUARE, hole, np.roll(hole[:-1], 2, axis=0)[[0, 3, 2, 1, 0]]])
    assert len(found.arcs) == 2 and found.rings[1] == [-found.rings[2][0]]


def test_three_that_meet_in_a_point_share_three_borders() -> None:
    left = np.array([[0, 0], [0, 4], [2, 4], [2, 2], [2, 0], [0, 0]])
    above = np.array([[2, 2], [2, 4], [5, 4], [5, 2], [2, 2]])
    below = np.array([[2, 0], [2, 2], [5, 2], [5, 0], [2, 0]])
    found = topology([left, above, below])
    assert len(found.arcs) == 6, "three borders and three outer sides"
    rings = [found.outline(number) for number in range(3)]
    assert all(
        same_ring(ring, given) for ring, given in zip(rings, (left, above, below), strict=True)
    )


def test_thinning_keeps_ends_and_an_area() -> None:
    arc = np.array([[0, 0], [1, 1], [2, 0], [3, 9], [4, 0]])
    assert thinned(arc, tolerance=1.5).tolist() == [[0, 0], [2, 0], [3, 9], [4, 0]]
    turns = np.linspace(0, 2 * np.pi, 100)
    circle = np.stack([np.cos(turns), np.sin(turns)], axis=1).round(2) * 100
    circle[-1] = circle[0]
    few = thinned(circle.astype(np.int64), tolerance=1000.0)
    assert len(few) == 4 and abs(signed_area(few)) > 5000


def test_sides_that_cross() -> None:
    assert not crosses_itself(SQUARE)
    assert crosses_itself(np.array([[0, 0], [10, 10], [10, 0], [0, 10], [0, 0]]))
    touching = np.array([[0, 0], [4, 0], [2, 2], [4, 4], [0, 4], [2, 2], [0, 0]])
    assert not crosses_itself(touching)


@given(st.lists(st.integers(1, 9), min_size=2, max_size=8), st.floats(0, 5))
def test_a_border_is_thinned_the_same_on_both_sides(heights: list[int], tolerance: float) -> None:
    border = np.array([[place, height] for place, height in enumerate([10, *heights, 10])])
    last = len(border) - 1
    above = np.concatenate([border, [[last, 30], [0, 30], [0, 10]]])
    below = np.concatenate([border[::-1], [[0, -9], [last, -9], [last, 10]]])
    found = topology([above, below])
    shared = {abs(arc) for arc in found.rings[0]} & {abs(arc) for arc in found.rings[1]}
    assert len(shared) == 1 and len(found.arcs) == 3
    assert same_ring(found.outline(0), above) and same_ring(found.outline(1), below)
    (border_number,) = shared
    arcs = list(found.arcs)
    arcs[border_number - 1] = thinned(arcs[border_number - 1], tolerance)
    thin = Topology(arcs, rings=found.rings)
    together = signed_area(thin.outline(0)) + signed_area(thin.outline(1))
    assert abs(together) == 39 * last, "what one side loses the other gains"

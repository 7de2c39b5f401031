"""Names on a map: a party where the frame shows it, disputed land beside and not on its stripes."""

from __future__ import annotations

import re

import numpy as np

from detente.paper.charts.neighbourhood import Frame, Place, neighbourhood

FRAME = Frame((0.0, 0.0), (0.2, 0.1), width=600, height=300)


def square(west: float, south: float, side: float) -> np.ndarray:
    """Give the corners of a square in degrees."""
    east, north = west + side, south + side
    return np.array([[west, south], [east, south], [east, north], [west, north]])


def spot(svg: str, name: str) -> tuple[float, float]:
    """Give where a name is written."""
    found = re.search(rf'<text x="([\d.]+)" y="([\d.]+)"[^>]*>{name}<', svg)
    assert found is not None, name
    return float(found[1]), float(found[2])


def test_a_party_whose_middle_lies_outside_is_named_inside() -> None:
    wide = Place("Largeland", (square(2.0, -40.0, 80.0),), at=(60.0, 0.0), side="first", rank=0)
    left, top = spot(neighbourhood([wide], FRAME, label="x"), "Largeland")
    assert 300 < left < 600 and 0 < top < 300


def test_disputed_land_is_named_beside_its_stripes() -> None:
    ring = square(-1.0, -1.0, 2.0)
    land = Place("Contested", (ring,), at=(0.0, 0.0), side="disputed", rank=0)
    drawn = neighbourhood([land], FRAME, label="x")
    low = FRAME.placed(ring)[:, 1].max()
    assert spot(drawn, "Contested")[1] > low


def test_an_islet_without_outline_is_a_mark_with_its_name() -> None:
    islet = Place("Rocks", (), at=(0.0, 0.0), side="disputed", rank=0)
    drawn = neighbourhood([islet], FRAME, label="x")
    # beside the mark, which has a dark edge: of stripes nothing is seen at this size
    assert "<circle" in drawn and spot(drawn, "Rocks")[0] > 300 and 'stroke-width="1.5"' in drawn


def test_a_name_stands_on_its_own_land_and_stripes_outside_the_frame_are_none() -> None:
    narrow = Place("A long name", (square(0.0, 0.0, 0.6),), at=(0.3, 0.3), side="")
    wide = Place("A long name", (square(-10.0, -5.0, 20.0),), at=(9.9, 0.0), side="")
    assert "<text" not in neighbourhood([narrow], FRAME, label="x")
    assert spot(neighbourhood([wide], FRAME, label="x"), "A long name")
    away = Place("", (square(80.0, 40.0, 0.01),), at=(80.0, 40.0), side="first_claimed")
    assert "<pattern" not in neighbourhood([away], FRAME, label="x")


def test_a_name_without_room_is_left_out() -> None:
    there = Place("Elsewhere", (square(40.0, 0.0, 5.0),), at=(42.0, 2.0), side="first", rank=0)
    assert "<text" not in neighbourhood([there], FRAME, label="x")


def test_what_lies_beyond_the_horizon_is_left_out() -> None:
    near, far = square(-1.0, -1.0, 2.0), square(170.0, -1.0, 2.0)
    across = Place("Both sides", (near, far), at=(0.0, 0.0), side="first", rank=0)
    alone = Place("Both sides", (near,), at=(0.0, 0.0), side="first", rank=0)
    assert neighbourhood([across], FRAME, label="x") == neighbourhood([alone], FRAME, label="x")
    gone = Place("Far", (far,), at=(171.0, 0.0), side="first", rank=0)
    assert "<path" not in neighbourhood([gone], FRAME, label="x")


def test_places_are_measured_alike_alone_and_together() -> None:
    west = Place("West", (square(-3.0, -1.0, 2.0),), at=(-2.0, 0.0), side="first", rank=0)
    east = Place("East", (square(1.0, -1.0, 2.0),), at=(2.0, 0.0), side="second", rank=0)
    both = neighbourhood([west, east], FRAME, label="x")
    for one in (west, east):
        path = re.search(r'<path d="[^"]+"', neighbourhood([one], FRAME, label="x"))
        assert path is not None and path[0] in both

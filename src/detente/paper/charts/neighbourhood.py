"""A map of a neighbourhood as SVG: both parties in their colours, the land around in grey."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
from numpy.typing import NDArray

from detente.estimators.map_projection import equal_area
from detente.paper.charts import style
from detente.paper.fonts import width_of_text

Floats = NDArray[np.float64]
Box = tuple[float, float, float, float]
SEA, LAND, EDGE = "#f4f7fa", "#e3e5e8", "#ffffff"
NAMESPACE = "http://www.w3.org/2000/svg"
SIZE = 12
"""Size of the names in pixels."""
MARK = 14.0
"""Square pixels under which a state is a point."""
DOT = 3.0
LEAST = 2.0
"""Square pixels of the smallest island that is drawn."""
NAMED = 90.0
"""Square pixels from which a state or an area bears its name, if it is no party."""
STEPS, FEWEST_SPOTS = 18, 6
"""Steps of the grid on which room for a name is sought, and spots from which there is room."""
SPARE = 1.12
"""How much wider the frame is than what it has to hold."""


@dataclass(frozen=True, slots=True)
class Place:
    """One state or disputed area on the map.

    Attributes
    ----------
    name : str
        Its name; empty where it bears none.
    rings : tuple of ndarray, shape (N, 2)
        Its outlines, longitude and latitude.
    at : tuple of float
        Where its name, or its mark, is: longitude and latitude.
    side : str
        One of `FILLS` or `STRIPES`.
    rank : int
        Lower names are written first; others only where there is room.
    seamless : bool
        Whether no border is drawn around it: it is part of the land beside it.
    """

    name: str
    rings: tuple[Floats, ...]
    at: tuple[float, float]
    side: str = ""
    rank: int = 9
    seamless: bool = False


COVER = 1.4
"""Width of an edge in the colour of the land, which covers the border under it."""
FILLS: Mapping[str, str] = {
    "first": style.FIRST,
    "second": style.SECOND,
    "both": style.RELATION,
    "beyond": style.RELATION,
    "new": style.GREY,
    "": LAND,
}
"""Colour of each side, of states that a change touches, and of the land around."""
STRIPES: Mapping[str, tuple[str, str]] = {
    "disputed": (style.FIRST, style.SECOND),
    "first_claimed": (style.FIRST, LAND),
    "second_claimed": (style.SECOND, LAND),
    "both_claimed": (style.RELATION, LAND),
}
"""Colours of areas that one side holds and the other, or somebody else, claims."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What part of the globe a map shows.

    Attributes
    ----------
    centre : tuple of float
        Longitude and latitude.
    reach : tuple of float
        East and north of the centre to the edges, in radii of the globe.
    width, height : int
        Pixels.
    """

    centre: tuple[float, float]
    reach: tuple[float, float]
    width: int
    height: int

    def placed(self, points: Floats) -> Floats:
        """Give the pixels of some places.

        Parameters
        ----------
        points : ndarray, shape (N, 2)
            Longitude and latitude.

        Returns
        -------
        ndarray, shape (N, 2)
            From the left and from the top; NaN beyond the horizon.
        """
        east, north = equal_area(points[:, 0], points[:, 1], self.centre)
        scale = min(self.width / (2 * self.reach[0]), self.height / (2 * self.reach[1]))
        left, top = self.width / 2 + scale * east, self.height / 2 - scale * north
        return np.column_stack([left, top])


HALO = (
    'stroke="#ffffff" stroke-width="2.2" stroke-opacity="0.85" stroke-linejoin="round" '
    'paint-order="stroke"'
)
"""A light edge behind a name, which is read over stripes too."""


def frame_of(shown: Sequence[Floats], centre: tuple[float, float], width: int) -> Frame:
    """Frame some outlines.

    Parameters
    ----------
    shown : sequence of ndarray, shape (N, 2)
        What has to be seen.
    centre : tuple of float
        Longitude and latitude of the middle.
    width : int
        Pixels of the map.
    """
    points = np.concatenate(list(shown))
    east, north = (np.abs(one) for one in equal_area(points[:, 0], points[:, 1], centre))
    reach = (SPARE * float(np.nanmax(east)), SPARE * float(np.nanmax(north)))
    height = int(np.clip(width * reach[1] / reach[0], width * 0.4, width * 0.75))
    return Frame(centre, reach, width=width, height=height)


def neighbourhood(places: Sequence[Place], frame: Frame, *, label: str) -> str:
    """Draw a map.

    Parameters
    ----------
    places : sequence of Place
        The land around first, the parties after it, disputed areas last.
    frame : Frame
        What part of the globe is shown.
    label : str
        What is in the picture, for who cannot see it.

    Returns
    -------
    str
        SVG.
    """
    width, height = frame.width, frame.height
    shapes = [_shape(place, frame) for place in places]
    land = "".join(shapes)
    names = "".join(_names(places, frame))
    # stripes are defined where an area that bears them lies inside the frame
    seen = {place.side for place, shape in zip(places, shapes, strict=True) if shape}
    used = sorted(seen & STRIPES.keys())
    hatch = "".join(_pattern(side, width) for side in used)
    size = f'width="{width}" height="{height}"'
    head = f'<svg xmlns="{NAMESPACE}" {size} viewBox="0 0 {width} {height}">'
    clip = f'<clipPath id="frame{width}"><rect {size}/></clipPath>'
    drawn = f'<g clip-path="url(#frame{width})" stroke="{EDGE}" stroke-width="0.6">{land}</g>'
    font = f'font-family="{style.FONT}" font-size="{SIZE}"'
    written = f'<g {font} text-anchor="middle" fill="{style.INK}" {HALO}>{names}</g>'
    parts = (
        head,
        f"<title>{escape(label)}</title>",
        f"<defs>{hatch}{clip}</defs>",
        f'<rect {size} fill="{SEA}"/>',
        drawn,
        written,
        "</svg>",
    )
    return "".join(parts)


def _shape(place: Place, frame: Frame) -> str:
    """Draw the outlines of a place; one smaller than a mark is a point."""
    rings = [frame.placed(ring) for ring in place.rings]
    known = [ring for ring in rings if not np.isnan(ring).any()]
    large = [ring for ring in known if _area(ring) >= LEAST]
    inside = [ring for ring in large if _touches(ring, frame)]
    striped = place.side in STRIPES
    fill = f"url(#{place.side}{frame.width})" if striped else FILLS[place.side]
    if sum(_area(ring) for ring in known) < MARK and place.side:
        left, top = frame.placed(np.array([place.at]))[0]
        if np.isnan(left):
            return ""
        return f'<circle cx="{left:.1f}" cy="{top:.1f}" r="{DOT}" fill="{fill}"/>'
    if not inside:
        return ""
    path = "".join(_path(ring) for ring in inside)
    edge = f' stroke="{fill}" stroke-width="{COVER}"' if place.seamless else ""
    return f'<path d="{path}" fill="{fill}"{edge}/>'


def _pattern(side: str, width: int) -> str:
    """Define stripes in two colours; the width makes the name unique to the picture."""
    ground, stripe = STRIPES[side]
    return (
        f'<pattern id="{side}{width}" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="6" height="6" fill="{ground}"/>'
        f'<rect width="3" height="6" fill="{stripe}"/></pattern>'
    )


def _path(ring: Floats) -> str:
    points = " ".join(f"{left:.1f},{top:.1f}" for left, top in ring.tolist())
    return f"M{points}Z"


def _area(ring: Floats) -> float:
    """Give the area of a ring in square pixels."""
    left, top = ring[:, 0], ring[:, 1]
    return abs(float(np.dot(left, np.roll(top, 1)) - np.dot(top, np.roll(left, 1)))) / 2


def _touches(ring: Floats, frame: Frame) -> bool:
    low, high = ring.min(axis=0), ring.max(axis=0)
    size = (frame.width, frame.height)
    return bool((high >= 0).all() and low[0] <= size[0] and low[1] <= size[1])


def _names(places: Sequence[Place], frame: Frame) -> Iterator[str]:
    """Write names by rank, the largest first, each where it covers no other inside the frame."""
    taken: list[Box] = []
    sized = [(place, _size(place, frame)) for place in places if place.name]
    shown = [(place, size) for place, size in sized if place.rank == 0 or size >= NAMED]
    for place, _ in sorted(shown, key=lambda one: (_order(one[0]), -one[1])):
        half = width_of_text(place.name, SIZE) / 2 + 2
        for left, top in _spots(place, frame, half):
            box = (left - half, top - SIZE, left + half, top + 4)
            fits = box[0] >= 0 and box[1] >= 0 and box[2] <= frame.width and box[3] <= frame.height
            if fits and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                halo = 'paint-order="stroke" stroke="#ffffff" stroke-width="3"'
                yield f'<text x="{left:.1f}" y="{top:.1f}" {halo}>{escape(place.name)}</text>'
                break


def _order(place: Place) -> tuple[int, int]:
    """Order names: land that is disputed by its rank, before the states of the same rank."""
    return (place.rank, 0 if place.side in STRIPES else 1)


def _spots(place: Place, frame: Frame, half: float) -> Iterator[tuple[float, float]]:
    """Give the places where a name may be written: of striped land beside it, not on it."""
    left, top = frame.placed(np.array([place.at]))[0].tolist()
    if place.side in STRIPES:
        rings = [frame.placed(ring) for ring in place.rings] or [np.array([[left, top]])]
        low = np.min([ring.min(axis=0) for ring in rings], axis=0) - DOT
        high = np.max([ring.max(axis=0) for ring in rings], axis=0) + DOT
        middle = float(low[0] + high[0]) / 2
        yield middle, float(high[1]) + SIZE
        yield middle, float(low[1]) - 5
        yield float(high[0]) + half + 2, top
        yield float(low[0]) - half - 2, top
        return
    inside = 0 <= left <= frame.width and 0 <= top <= frame.height
    if inside:
        yield left, top
    if place.side or not inside:
        yield from _inside(place, frame, half)


def _inside(place: Place, frame: Frame, half: float) -> Iterator[tuple[float, float]]:
    """Give spots on the part of a place that the frame shows, the nearest to its middle first."""
    across = np.linspace(half, frame.width - half, STEPS)
    down = np.linspace(SIZE, frame.height - SIZE, STEPS)
    grid = np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2)
    rings = [frame.placed(ring) for ring in place.rings]
    known = [ring for ring in rings if not np.isnan(ring).any() and _touches(ring, frame)]
    on_land = np.zeros(len(grid), dtype=bool)
    for ring in known:
        on_land ^= _contains(ring, grid)
    spots = grid[on_land]
    if len(spots) >= FEWEST_SPOTS:
        away = np.linalg.norm(spots - spots.mean(axis=0), axis=1)
        yield from ((left, top) for left, top in spots[np.argsort(away)].tolist())


def _contains(ring: Floats, points: Floats) -> NDArray[np.bool_]:
    """Tell which points lie inside a ring, by the edges that a ray from each crosses."""
    start, end = ring, np.roll(ring, -1, axis=0)
    level = points[:, None, 1]
    crosses = (start[None, :, 1] > level) != (end[None, :, 1] > level)
    rise = end[:, 1] - start[:, 1]
    slope = (end[:, 0] - start[:, 0]) / np.where(rise == 0, 1.0, rise)
    at = start[None, :, 0] + (level - start[None, :, 1]) * slope[None, :]
    left_of = crosses & (points[:, None, 0] < at)
    return np.asarray(np.count_nonzero(left_of, axis=1) % 2 == 1)


def _size(place: Place, frame: Frame) -> float:
    """Give the area of a place in square pixels."""
    rings = (frame.placed(ring) for ring in place.rings)
    return sum(_area(ring) for ring in rings if not np.isnan(ring).any())


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    apart_across = one[2] < other[0] or other[2] < one[0]
    return not (apart_across or one[3] < other[1] or other[3] < one[1])

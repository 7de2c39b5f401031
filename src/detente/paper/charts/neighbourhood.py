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
    """

    name: str
    rings: tuple[Floats, ...]
    at: tuple[float, float]
    side: str = ""
    rank: int = 9


FILLS: Mapping[str, str] = {
    "first": style.FIRST,
    "second": style.SECOND,
    "both": style.RELATION,
    "": LAND,
}
"""Colour of each side, and of the land around."""
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
    written = f'<g {font} text-anchor="middle" fill="{style.INK}">{names}</g>'
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
    return f'<path d="{path}" fill="{fill}"/>'


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
    taken: list[tuple[float, float, float, float]] = []
    sized = [(place, _size(place, frame)) for place in places if place.name]
    shown = [(place, size) for place, size in sized if place.rank == 0 or size >= NAMED]
    for place, _ in sorted(shown, key=lambda one: (one[0].rank, -one[1])):
        left, top = frame.placed(np.array([place.at]))[0].tolist()
        half = width_of_text(place.name, SIZE) / 2 + 2
        box = (left - half, top - SIZE, left + half, top + 4)
        fits = box[0] >= 0 and box[1] >= 0 and box[2] <= frame.width and box[3] <= frame.height
        if not fits or any(_overlap(box, other) for other in taken):
            continue
        taken.append(box)
        halo = 'paint-order="stroke" stroke="#ffffff" stroke-width="3"'
        yield f'<text x="{left:.1f}" y="{top:.1f}" {halo}>{escape(place.name)}</text>'


def _size(place: Place, frame: Frame) -> float:
    """Give the area of a place in square pixels."""
    rings = (frame.placed(ring) for ring in place.rings)
    return sum(_area(ring) for ring in rings if not np.isnan(ring).any())


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    apart_across = one[2] < other[0] or other[2] < one[0]
    return not (apart_across or one[3] < other[1] or other[3] < one[1])

"""A map of a neighbourhood as SVG: both parties in their colours, the land around in grey."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import islice

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
DOT, RING = 3.0, 4.5
"""Radius of a mark, and of one that is disputed."""
LEAST = 2.0
"""Square pixels of the smallest island that is drawn."""
NAMED = 90.0
"""Square pixels from which a state or an area bears its name, if it is no party."""
TRIED, ACROSS, OWN_LAND = 24, 7, 0.6
"""Spots that are tried for a name, points of it that are tested, and the part of them on its own
land without which a name that is not of the two is left out."""
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
    placed = _placed(places, frame)
    shapes = [_shape(one, frame) for one in placed]
    # stripes are defined where an area that bears them lies inside the frame
    seen = {place.side for place, shape in zip(places, shapes, strict=True) if "url(" in shape}
    used = sorted(seen & STRIPES.keys())
    hatch = "".join(_pattern(side, width) for side in used)
    size = f'width="{width}" height="{height}"'
    head = f'<svg xmlns="{NAMESPACE}" {size} viewBox="0 0 {width} {height}">'
    clip = f'<clipPath id="frame{width}"><rect {size}/></clipPath>'
    ground = f'<g clip-path="url(#frame{width})" stroke="{EDGE}" stroke-width="0.6">'
    font = f'font-family="{style.FONT}" font-size="{SIZE}"'
    names = "".join(_names(placed, frame))
    written = f'<g {font} text-anchor="middle" fill="{style.INK}" {HALO}>{names}</g>'
    parts = (
        head,
        f"<title>{escape(label)}</title>",
        f"<defs>{hatch}{clip}</defs>",
        f'<rect {size} fill="{SEA}"/>',
        ground,
        *shapes,
        "</g>",
        written,
        "</svg>",
    )
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class _Ring:
    """An outline in pixels, its area in square pixels, and whether the frame shows some of it."""

    points: Floats
    area: float
    is_inside: bool


@dataclass(frozen=True, slots=True)
class _Placed:
    """A place in pixels: what lies beyond the horizon is left out."""

    place: Place
    at: Floats
    rings: tuple[_Ring, ...]

    @property
    def area(self) -> float:
        """Square pixels of it."""
        return sum(ring.area for ring in self.rings)


def _placed(places: Sequence[Place], frame: Frame) -> list[_Placed]:
    """Place everything at once: a map has a thousand outlines, and each is asked for thrice."""
    middles = frame.placed(np.array([place.at for place in places], dtype=float).reshape(-1, 2))
    rings = _rings([ring for place in places for ring in place.rings], frame)
    found, start = [], 0
    for place, at in zip(places, middles, strict=True):
        end = start + len(place.rings)
        shown = tuple(ring for ring in rings[start:end] if not np.isnan(ring.area))
        found.append(_Placed(place, at, rings=shown))
        start = end
    return found


def _rings(outlines: Sequence[Floats], frame: Frame) -> list[_Ring]:
    """Measure outlines in pixels; the area of one that crosses the horizon is NaN."""
    if not outlines:
        return []
    points = frame.placed(np.concatenate(outlines))
    ends = np.cumsum([len(one) for one in outlines])
    starts = np.concatenate([[0], ends[:-1]])
    before = np.arange(len(points)) - 1
    before[starts] = ends - 1
    left, top = points[:, 0], points[:, 1]
    turned = left * top[before] - top * left[before]
    areas = np.abs(np.add.reduceat(turned, starts)) / 2
    low, high = np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)
    size = np.array([frame.width, frame.height])
    is_inside = np.all((high >= 0) & (low <= size), axis=1)
    measured = zip(np.split(points, ends[:-1]), areas.tolist(), is_inside.tolist(), strict=True)
    return [_Ring(*one) for one in measured]


def _shape(placed: _Placed, frame: Frame) -> str:
    """Draw the outlines of a place; one smaller than a mark is a point."""
    place = placed.place
    inside = [ring.points for ring in placed.rings if ring.area >= LEAST and ring.is_inside]
    striped = place.side in STRIPES
    fill = f"url(#{place.side}{frame.width})" if striped else FILLS[place.side]
    if placed.area < MARK and striped and not place.name:
        # a mark that nobody can name tells nothing
        return ""
    if placed.area < MARK and place.side:
        return _mark(placed, frame, fill, striped=striped)
    if not inside:
        return ""
    path = "".join(_path(ring) for ring in inside)
    edge = f' stroke="{fill}" stroke-width="{COVER}"' if place.seamless else ""
    return f'<path d="{path}" fill="{fill}"{edge}/>'


def _mark(placed: _Placed, frame: Frame, fill: str, *, striped: bool) -> str:
    """Draw a point inside the frame; a mark is too small for stripes, so a ring says disputed."""
    left, top = placed.at.tolist()
    # a comparison with the place beyond the horizon is false
    if not (0 <= left <= frame.width and 0 <= top <= frame.height):
        return ""
    look = f'r="{DOT}" fill="{fill}"'
    if striped:
        side = placed.place.side
        look = f'r="{RING}" fill="{STRIPES[side][1]}" stroke="{style.INK}" stroke-width="1.5"'
    return f'<circle cx="{left:.1f}" cy="{top:.1f}" {look}/>'


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


def _names(placed: Sequence[_Placed], frame: Frame) -> Iterator[str]:
    """Write names by rank, the largest first, each where it covers no other inside the frame."""
    taken: list[Box] = []
    named = [(one, one.area) for one in placed if one.place.name]
    shown = [(one, size) for one, size in named if one.place.rank == 0 or size >= NAMED]
    for one, _ in sorted(shown, key=lambda pair: (_order(pair[0].place), -pair[1])):
        name = one.place.name
        half = width_of_text(name, SIZE) / 2 + 2
        for left, top in _spots(one, frame, half):
            box = (left - half, top - SIZE, left + half, top + 4)
            fits = box[0] >= 0 and box[1] >= 0 and box[2] <= frame.width and box[3] <= frame.height
            if fits and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                halo = 'paint-order="stroke" stroke="#ffffff" stroke-width="3"'
                yield f'<text x="{left:.1f}" y="{top:.1f}" {halo}>{escape(name)}</text>'
                break


def _order(place: Place) -> tuple[int, int]:
    """Order names: land that is disputed by its rank, before the states of the same rank."""
    return (place.rank, 0 if place.side in STRIPES else 1)


def _spots(placed: _Placed, frame: Frame, half: float) -> Iterator[tuple[float, float]]:
    """Give the places for a name: of striped land, and of land smaller than it, beside the land."""
    left, top = placed.at.tolist()
    # on land smaller than its name the name would hide it
    is_hidden = placed.place.rank == 0 and placed.area < 2 * half * SIZE
    if placed.place.side in STRIPES or is_hidden:
        yield from _around(placed, half)
        return
    inside = 0 <= left <= frame.width and 0 <= top <= frame.height
    first = [(left, top)] if inside else []
    spots = [*first, *islice(_inside(placed, frame, half), TRIED)]
    least = 0.0 if placed.place.rank == 0 else OWN_LAND
    known = zip(_on_land(placed, spots, half), spots, strict=True)
    fitting = [(share, spot) for share, spot in known if share >= least]
    # of equals the first, which is nearest to the middle
    yield from (spot for _, spot in sorted(fitting, key=lambda one: -one[0]))


def _around(placed: _Placed, half: float) -> tuple[tuple[float, float], ...]:
    """Give the places around land: beside a mark a name is its own, of land above and below."""
    left, top = placed.at.tolist()
    rings = [ring.points for ring in placed.rings] or [np.array([[left, top]])]
    low = np.min([ring.min(axis=0) for ring in rings], axis=0) - RING
    high = np.max([ring.max(axis=0) for ring in rings], axis=0) + RING
    middle = float(low[0] + high[0]) / 2
    beside = ((float(high[0]) + half + 2, top), (float(low[0]) - half - 2, top))
    over = ((middle, float(high[1]) + SIZE), (middle, float(low[1]) - 5))
    return (*beside, *over) if placed.area < MARK else (*over, *beside)


def _on_land(placed: _Placed, spots: Sequence[tuple[float, float]], half: float) -> list[float]:
    """Give the part of a name at some spots that lies on its own land, in tenths."""
    if not spots:
        return []
    across = np.linspace(-half, half, ACROSS)
    box = np.stack(np.meshgrid(across, [-SIZE + 2.0, 0.0]), axis=-1).reshape(-1, 2)
    points = (np.array(spots)[:, None, :] + box[None, :, :]).reshape(-1, 2)
    inside = np.zeros(len(points), dtype=bool)
    for ring in placed.rings:
        if ring.is_inside:
            inside ^= _contains(ring.points, points)
    shares = inside.reshape(len(spots), -1).mean(axis=1)
    return [float(share) for share in np.round(shares, 1)]


def _inside(placed: _Placed, frame: Frame, half: float) -> Iterator[tuple[float, float]]:
    """Give spots on the part of a place that the frame shows, the nearest to its middle first."""
    across = np.linspace(half, frame.width - half, STEPS)
    down = np.linspace(SIZE, frame.height - SIZE, STEPS)
    grid = np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2)
    on_land = np.zeros(len(grid), dtype=bool)
    for ring in placed.rings:
        if ring.is_inside:
            on_land ^= _contains(ring.points, grid)
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


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    apart_across = one[2] < other[0] or other[2] < one[0]
    return not (apart_across or one[3] < other[1] or other[3] < one[1])

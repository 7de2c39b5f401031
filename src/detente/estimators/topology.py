"""Outlines that share borders: cut into arcs, thin each arc once, put the rings together again.

A border of two polygons is one arc, so that both still fit after it was thinned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.int64]
Numbers = NDArray[np.int64]
LEAST = 4
"""Points of the smallest ring with an area: three, and the first again."""


@dataclass(frozen=True, slots=True)
class Topology:
    """Rings made of shared arcs.

    Attributes
    ----------
    arcs : list of numpy.ndarray, shape (n, 2)
        Points of each arc, ends included.
    rings : list of list of int
        Arcs of each ring in order, counted from 1; negative where the arc runs backwards.
    """

    arcs: list[Points]
    rings: list[list[int]]

    def outline(self, ring: int) -> Points:
        """Put a ring together.

        Parameters
        ----------
        ring : int
            Its number, from 0.

        Returns
        -------
        numpy.ndarray, shape (n, 2)
            The last point is the first.
        """
        parts = [
            self.arcs[arc - 1] if arc > 0 else self.arcs[-arc - 1][::-1] for arc in self.rings[ring]
        ]
        return np.concatenate([parts[0][:1], *(part[1:] for part in parts)])


def topology(outlines: Sequence[Points]) -> Topology:
    """Find the arcs of rings: they end where rings meet or part.

    Parameters
    ----------
    outlines : sequence of numpy.ndarray, shape (n, 2)
        Closed rings of whole numbers; no point follows itself.

    Returns
    -------
    Topology

    Examples
    --------
    Two squares with a side in common have three arcs.

    >>> left = np.array([[0, 0], [0, 2], [2, 2], [2, 0], [0, 0]])
    >>> right = left + [2, 0]
    >>> found = topology([left, right])
    >>> len(found.arcs), [len(ring) for ring in found.rings]
    (3, [2, 2])
    """
    open_rings = [outline[:-1] for outline in outlines]
    sizes = [len(ring) for ring in open_rings]
    if not sizes:
        return Topology([], rings=[])
    every = np.concatenate(open_rings)
    points, ids = np.unique(every, axis=0, return_inverse=True)
    parts = np.split(ids.reshape(-1), np.cumsum(sizes)[:-1])
    is_junction = _junctions(parts, len(points))
    known: dict[bytes, int] = {}
    arcs: list[Points] = []
    rings = []
    for ring in parts:
        pieces = []
        for piece in _pieces(ring, is_junction):
            forward, backward = piece.tobytes(), piece[::-1].tobytes()
            if forward not in known and backward not in known:
                arcs.append(points[piece])
                known[forward] = len(arcs)
            pieces.append(known[forward] if forward in known else -known[backward])
        rings.append(pieces)
    return Topology(arcs, rings=rings)


def _junctions(rings: Sequence[Numbers], count: int) -> NDArray[np.bool_]:
    """Mark the points that do not have the same two neighbours wherever they occur."""
    ids = np.concatenate(rings)
    before = np.concatenate([np.roll(ring, 1) for ring in rings])
    after = np.concatenate([np.roll(ring, -1) for ring in rings])
    low, high = np.minimum(before, after), np.maximum(before, after)
    distinct = np.unique(np.stack([ids, low, high], axis=1), axis=0)
    return np.bincount(distinct[:, 0], minlength=count) > 1


def _pieces(ring: Numbers, is_junction: NDArray[np.bool_]) -> list[Numbers]:
    """Cut a ring at its junctions; one without any begins at its lowest point, so that an enclave
    and the hole around it are the same.
    """
    cuts = np.nonzero(is_junction[ring])[0]
    if cuts.size == 0:
        start = int(np.argmin(ring))
        return [np.append(np.roll(ring, -start), ring[start])]
    turned = np.roll(ring, -cuts[0])
    closed = np.append(turned, turned[0])
    ends = np.append(cuts - cuts[0], ring.size)
    return [closed[ends[part] : ends[part + 1] + 1] for part in range(ends.size - 1)]


def thinned(arc: Points, tolerance: float) -> Points:
    """Leave out the points of an arc that lie within a distance of the line without them.

    Parameters
    ----------
    arc : numpy.ndarray, shape (n, 2)
        The arc; one that ends where it begins keeps three points besides.
    tolerance : float
        The distance, in the units of the points.

    Returns
    -------
    numpy.ndarray, shape (m, 2)
        Some of its points, the ends among them.

    Examples
    --------
    >>> thinned(np.array([[0, 0], [5, 1], [10, 0], [10, 10]]), tolerance=2).tolist()
    [[0, 0], [10, 0], [10, 10]]

    References
    ----------
    douglas_peucker1973
    """
    last = len(arc) - 1
    is_closed = bool((arc[0] == arc[-1]).all())
    if is_closed and len(arc) <= LEAST:
        return arc
    keep = np.zeros(len(arc), dtype=bool)
    keep[[0, last]] = True
    anchors = _anchors(arc) if is_closed else []
    keep[anchors] = True
    bounds = [0, *anchors, last]
    spans = [(bounds[part], bounds[part + 1]) for part in range(len(bounds) - 1)]
    while spans:
        first, end = spans.pop()
        if end - first < 2:
            continue
        away = _distance(arc[first + 1 : end], arc[first], arc[end])
        farthest = int(np.argmax(away))
        if away[farthest] > tolerance:
            middle = first + 1 + farthest
            keep[middle] = True
            spans += [(first, middle), (middle, end)]
    return arc[keep]


def _anchors(arc: Points) -> list[int]:
    """Choose points that a closed arc keeps, so that it has an area: the farthest from its start,
    and the one farthest from the line between the two.
    """
    from_start = np.hypot(*(arc - arc[0]).T)
    far = int(np.argmax(from_start))
    beside = int(np.argmax(_distance(arc, arc[0], arc[far])))
    return sorted({far, beside} - {0, len(arc) - 1})


def _distance(points: Points, start: Points, end: Points) -> NDArray[np.float64]:
    """Measure how far points lie from the stretch between two others."""
    along = (end - start).astype(np.float64)
    offsets = (points - start).astype(np.float64)
    length = float(along @ along)
    if length == 0:
        return np.asarray(np.hypot(offsets[:, 0], offsets[:, 1]))
    share = np.clip(offsets @ along / length, 0, 1)
    foot = offsets - share[:, None] * along
    return np.asarray(np.hypot(foot[:, 0], foot[:, 1]))


def signed_area(outline: Points) -> float:
    """Give the area of a ring in the plane: negative where it runs clockwise.

    Parameters
    ----------
    outline : numpy.ndarray, shape (n, 2)
        A closed ring.

    Examples
    --------
    >>> signed_area(np.array([[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]))
    4.0
    """
    horizontal, vertical = outline.T.astype(np.float64)
    crossed = horizontal[:-1] * vertical[1:] - horizontal[1:] * vertical[:-1]
    return float(crossed.sum() / 2)


def crosses_itself(outline: Points) -> bool:
    """Tell whether two sides of a ring cross; sides that only touch do not.

    Parameters
    ----------
    outline : numpy.ndarray, shape (n, 2)
        A closed ring.

    Examples
    --------
    >>> square = np.array([[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]])
    >>> crosses_itself(square), crosses_itself(square[[0, 2, 1, 3, 4]])
    (False, True)
    """
    starts, ends = outline[:-1], outline[1:]
    for side in range(len(starts) - 2):
        first, last = starts[side], ends[side]
        others, their_ends = starts[side + 2 :], ends[side + 2 :]
        apart = _turn(first, last, others) * _turn(first, last, their_ends) < 0
        astride = _turn(others, their_ends, first) * _turn(others, their_ends, last) < 0
        if bool((apart & astride).any()):
            return True
    return False


def _turn(start: Points, end: Points, point: Points) -> NDArray[np.int64]:
    """Say on which side of a line a point lies: 1 left, -1 right, 0 on it."""
    along, offset = end - start, point - start
    crossed = along[..., 0] * offset[..., 1] - along[..., 1] * offset[..., 0]
    return np.asarray(np.sign(crossed))

"""Shapes of states and of disputed areas for maps: simplified, with the borders still shared.

The shapes are those of one edition and have no time of their own: a map of an earlier view is drawn
on the borders of the edition, and has to say so. Who held and claimed what in a year is in
`detente.institutions.disputed_areas`.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.estimators.topology import (
    LEAST,
    Points,
    Topology,
    crosses_itself,
    signed_area,
    thinned,
    topology,
)
from detente.store.catalog import Catalog
from detente.store.starter import DerivedTable

GRID = 100
"""Steps of a degree to which points are rounded."""
TOLERANCE, TOLERANCE_OF_AREAS = 3.0, 2.0
"""Steps by which a thinned border may miss the true one: about three kilometres, and two."""
FINEST = 20
"""A small island is thinned less: by this part of its extent."""
TRIES = 4
"""Times that the arcs of a ring that crosses itself are thinned half as much."""
SMALLEST = 40.0
"""Square steps of the smallest island that is kept, beside the largest of its shape."""
STATES, AREAS = "natural_earth_points", "disputed_area_points"
Tables = Mapping[str, pl.DataFrame]
Degrees = NDArray[np.float64]


def simplified(points: pl.DataFrame, tolerance: float) -> tuple[pl.Series, Topology]:
    """Round the outlines to the grid, drop specks, and thin each shared border once.

    Parameters
    ----------
    points : polars.DataFrame
        ``shape``, ``ring``, ``position``, ``lon``, ``lat``.
    tolerance : float
        Steps of the grid.

    Returns
    -------
    polars.Series
        The shape of each ring that is left.
    Topology
        These rings.
    """
    in_order = points.sort("ring", "position")
    grid = in_order.select(pl.col("lon", "lat") * GRID).to_numpy().round().astype(np.int64)
    owners = in_order.group_by("ring", maintain_order=True).agg(pl.col("shape").first(), pl.len())
    ends = np.cumsum(owners["len"].to_numpy())[:-1]
    outlines = [_without_repeats(outline) for outline in np.split(grid, ends)]
    kept = _large_enough(outlines, owners["shape"])
    found = topology([outlines[number] for number in kept])
    return owners["shape"].gather(kept), _thinned(found, tolerance)


def _thinned(found: Topology, tolerance: float) -> Topology:
    """Thin every arc, less where a ring would cross itself."""
    limits = [min(tolerance, _extent(arc) / FINEST) for arc in found.arcs]
    for _ in range(TRIES):
        arcs = [thinned(arc, limit) for arc, limit in zip(found.arcs, limits, strict=True)]
        result = Topology(arcs, rings=found.rings)
        numbers = range(len(found.rings))
        crossing = [ring for ring in numbers if crosses_itself(result.outline(ring))]
        for arc in {abs(arc) for ring in crossing for arc in found.rings[ring]}:
            limits[arc - 1] /= 2
        if not crossing:
            break
    return result


def _extent(arc: Points) -> float:
    """Give the longer side of the box around an arc."""
    return float(np.ptp(arc, axis=0).max())


def _without_repeats(outline: Points) -> Points:
    """Leave out points that rounding has put on the one before."""
    moves = np.any(np.diff(outline, axis=0) != 0, axis=1)
    kept = np.flatnonzero(np.concatenate([[True], moves]))
    return np.take(outline, kept, axis=0)


def _large_enough(outlines: list[Points], shapes: pl.Series) -> NDArray[np.int64]:
    """Choose the rings that a map can show: all but specks, and the largest of every shape."""
    areas = [abs(signed_area(ring)) if len(ring) >= LEAST else 0.0 for ring in outlines]
    rings = pl.DataFrame({"shape": shapes, "area": areas}).with_row_index("number")
    area = pl.col("area")
    largest = (area == area.max().over("shape")) & (area > 0)
    chosen = rings.filter(largest | (area >= SMALLEST))
    return chosen["number"].to_numpy().astype(np.int64)


def _both(tables: Tables) -> list[tuple[pl.Series, Topology]]:
    """Simplify the states, and by themselves the disputed areas, which come at another scale."""
    return [
        simplified(tables[STATES], TOLERANCE),
        simplified(tables[AREAS], TOLERANCE_OF_AREAS),
    ]


def arcs(tables: Tables) -> pl.DataFrame:
    """Give the points of each arc in hundredths of a degree; arcs are counted from 1."""
    every = [arc for _, found in _both(tables) for arc in found.arcs]
    sizes = [len(arc) for arc in every]
    place = np.concatenate(every)
    number = np.repeat(np.arange(1, len(every) + 1), sizes)
    position = np.concatenate([np.arange(size) for size in sizes])
    columns = {"arc": number, "position": position}
    columns |= {"lon_hundredths": place[:, 0], "lat_hundredths": place[:, 1]}
    return pl.DataFrame(columns).cast(pl.Int16)


def rings(tables: Tables) -> pl.DataFrame:
    """Give the arcs of each ring in order; negative where the arc runs backwards."""
    parts, arcs_before, rings_before = [], 0, 0
    for shapes, found in _both(tables):
        frame = pl.DataFrame({"shape": shapes, "arc": found.rings}).with_row_index("ring")
        number = pl.col("arc").sign() * arcs_before + pl.col("arc")
        laid_out = frame.explode("arc").with_columns(number.alias("arc"))
        position = pl.int_range(pl.len()).over("ring").alias("position")
        parts.append(laid_out.select("shape", pl.col("ring") + rings_before, position, "arc"))
        arcs_before, rings_before = arcs_before + len(found.arcs), rings_before + shapes.len()
    numbers = pl.col("ring", "position", "arc").cast(pl.Int16)
    return pl.concat(parts, how="vertical_relaxed").with_columns(numbers)


def shapes(tables: Tables) -> pl.DataFrame:
    """Give name and state of each shape, and where its label stands."""
    kind = pl.col("kind").str.to_lowercase().cast(pl.Enum(KINDS))
    labels = [
        (pl.col(f"label_{axis}") * GRID).round().cast(pl.Int16).alias(f"{name}_hundredths")
        for axis, name in (("x", "lon"), ("y", "lat"))
    ]
    ccode = pl.col("ccode").cast(pl.Int16)
    names = ("shape", "name", "sovereign", "sovereign_name")
    return tables["natural_earth"].select(*names, kind, ccode, *labels).sort("shape")


def views(tables: Tables) -> pl.DataFrame:
    """Give the points of view that see a shape otherwise than the map does."""
    return tables["natural_earth_views"].sort("shape", "view")


def outlines(catalog: Catalog, shape: str) -> pl.DataFrame:
    """Put the outlines of a shape or a disputed area together.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    shape : str
        Natural Earth's letters.

    Returns
    -------
    polars.DataFrame
        ``ring``, ``lon``, ``lat``: the points of each ring in order, the first again at its end.
    """
    rings_of_shape = catalog.frame("map_rings").filter(pl.col("shape") == shape)
    return _laid_out(rings_of_shape, catalog.frame("map_arcs")).select("ring", "lon", "lat")


def every_outline(catalog: Catalog) -> dict[str, tuple[Degrees, ...]]:
    """Put the outlines of all shapes and disputed areas together, once for a catalog.

    Use it for a map, which draws nearly all of them; `outlines` gives those of one.

    Parameters
    ----------
    catalog : Catalog
        The tables.

    Returns
    -------
    dict
        The rings of each shape by Natural Earth's letters: longitude and latitude, shape (N, 2).
        A shape without an outline is absent.
    """
    return catalog.remember(_every_outline)


def _every_outline(catalog: Catalog) -> dict[str, tuple[Degrees, ...]]:
    laid_out = _laid_out(catalog.frame("map_rings"), catalog.frame("map_arcs"))
    points = laid_out.select("lon", "lat").to_numpy().astype(float)
    runs = laid_out.select("shape", "ring").with_row_index("start")
    starts = runs.unique(["shape", "ring"], keep="first", maintain_order=True)
    rings = np.split(points, starts["start"].to_numpy()[1:])
    found: dict[str, list[Degrees]] = {}
    for shape, ring in zip(starts["shape"], rings, strict=True):
        found.setdefault(shape, []).append(ring)
    return {shape: tuple(parts) for shape, parts in found.items()}


def _laid_out(rings: pl.DataFrame, arcs: pl.DataFrame) -> pl.DataFrame:
    """Put the points of the arcs of some rings in order, by shape and ring."""
    placed = rings.select("shape", "ring", "arc", place="position").with_columns(
        pl.col("arc").abs().alias("number")
    )
    points = arcs.rename({"arc": "number"})
    forwards = pl.col("arc") > 0
    step = pl.when(forwards).then(pl.col("position")).otherwise(-pl.col("position"))
    laid_out = placed.join(points, on="number").sort("shape", "ring", "place", step)
    # an arc begins where the one before it ends
    is_first = pl.int_range(pl.len()).over("shape", "ring", "place") == 0
    return laid_out.filter(~is_first | (pl.col("place") == 0))


KINDS = ("sovereign country", "country", "sovereignty", "dependency", "disputed", "indeterminate")
"""What Natural Earth takes a shape for."""
SHAPES = DerivedTable(
    id="map_shapes",
    grain=None,
    needs=("natural_earth",),
    make=shapes,
    raw=("name", "sovereign", "sovereign_name"),
    rule="shapes of states and territories with the state's code",
)
VIEWS = DerivedTable(
    id="map_views",
    grain=None,
    needs=("natural_earth_views",),
    make=views,
    raw=("class", "belongs_to"),
    rule="points of view that see a shape otherwise than the map does",
)
RINGS = DerivedTable(
    id="map_rings",
    grain=None,
    needs=(STATES, AREAS),
    make=rings,
    rule="rings of shapes and disputed areas as shared arcs",
)
ARCS = DerivedTable(
    id="map_arcs",
    grain=None,
    needs=(STATES, AREAS),
    make=arcs,
    rule="outlines rounded to hundredths of a degree, each shared border thinned once",
)
DERIVED_TABLES = (SHAPES, VIEWS, RINGS, ARCS)

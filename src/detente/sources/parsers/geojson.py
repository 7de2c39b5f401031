"""Compressed GeoJSON: features with their properties, and the points of their outlines."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from detente.errors import ParseError
from detente.sources.archives import GZIP

DEPTH = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}
"""How deep the lists of points lie in the coordinates of a kind of geometry."""
Feature = dict[str, Any]


def features(path: Path, *, where: str) -> list[Feature]:
    """Read the features of a file.

    Parameters
    ----------
    path : pathlib.Path
        A GeoJSON file, plain or compressed with gzip.
    where : str
        Source that an error names.

    Raises
    ------
    ParseError
        Where the file is no collection of features.
    """
    try:
        content = path.read_bytes()
        plain = gzip.decompress(content) if content.startswith(GZIP) else content
        found = json.loads(plain)["features"]
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise ParseError(f"'{path.name}' is no GeoJSON ({error})", where=where) from error
    return list(found)


def points(found: list[Feature], names: list[str]) -> pl.DataFrame:
    """Lay the points of all outlines out in rows.

    Parameters
    ----------
    found : list of dict
        Features.
    names : list of str
        What each is called.

    Returns
    -------
    polars.DataFrame
        ``shape``, ``ring`` (counted over all), ``position``, ``lon``, ``lat``.
    """
    lists, owners = [], []
    for feature, name in zip(found, names, strict=True):
        outlines = _lists(feature["geometry"])
        lists += [np.asarray(outline, dtype=np.float64)[:, :2] for outline in outlines]
        owners += [name] * len(outlines)
    sizes = [len(outline) for outline in lists]
    ring, every = np.repeat(np.arange(len(lists)), sizes), np.concatenate(lists)
    position = np.concatenate([np.arange(size) for size in sizes])
    owner = pl.Series("shape", owners, dtype=pl.String).gather(ring)
    places = {"ring": ring, "position": position, "lon": every[:, 0], "lat": every[:, 1]}
    return pl.DataFrame([owner, *(pl.Series(name, values) for name, values in places.items())])


def _lists(geometry: dict[str, Any]) -> list[Any]:
    """Give the lists of points of a geometry."""
    kind = geometry.get("type", "")
    if kind not in DEPTH:
        raise ParseError(f"a geometry of kind '{kind}' has no outline", near=tuple(DEPTH))
    found = [geometry["coordinates"]]
    for _ in range(DEPTH[kind]):
        found = [inner for outer in found for inner in outer]
    return found

"""Natural Earth, 1:50m: shapes of states and territories, and whose they are in whose eyes."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import polars as pl

from detente.actors.states import ccode_on
from detente.actors.systems import COMPLETE_TO
from detente.errors import ParseError
from detente.sources.parsers.shapefile import Ring, attributes, rings
from detente.span import year_end

FILE = "ne_50m_admin_0_countries.zip"
MEMBER = "ne_50m_admin_0_countries"
LETTERS = {"SDS": "SSD", "KOS": "XKX", "PSX": "PSE"}
"""Letters of Natural Earth's own; its ISO column is -99 for France, Norway and Kosovo."""
NAMES = {
    "shape": "ADM0_A3",
    "name": "NAME",
    "sovereign": "SOV_A3",
    "sovereign_name": "SOVEREIGNT",
    "kind": "TYPE",
}
CLASS, BELONGS = "FCLASS_", "ADM0_A3_"
NO_VIEW = "-99"


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give a row a shape, a row a shape and point of view that differs, and the points of rings.

    A shape bears the COW code of its own state, where it is one, as of the last year of our tables.
    A dependency has none: its sovereign is named beside it.

    Raises
    ------
    ParseError
        Where the archive is not as declared.
    """
    table, outlines = _read(paths[FILE])
    labels = pl.col("LABEL_X", "LABEL_Y").cast(pl.Float64)
    shapes = table.select(**{name: pl.col(field) for name, field in NAMES.items()}).with_columns(
        table.select(labels.name.to_lowercase())
    )
    codes = [_code(letters) for letters in shapes["shape"]]
    own_state = pl.Series("ccode", codes, dtype=pl.Int64)
    return {
        "natural_earth": shapes.with_columns(own_state),
        "natural_earth_views": _views(table),
        "natural_earth_points": _points(shapes["shape"].to_list(), outlines),
    }


def _read(path: Path) -> tuple[pl.DataFrame, list[Ring]]:
    """Read attributes and rings from the archive."""
    try:
        with zipfile.ZipFile(path) as archive:
            table = attributes(archive.read(f"{MEMBER}.dbf"))
            outlines = list(rings(archive.read(f"{MEMBER}.shp")))
    except (zipfile.BadZipFile, KeyError) as error:
        raise ParseError("the archive of shapes is broken", where="natural_earth") from error
    missing = [field for field in NAMES.values() if field not in table.columns]
    if missing:
        raise ParseError(f"the shapes have no attribute '{missing[0]}'", where="natural_earth")
    return table, outlines


def _code(shape: str) -> int | None:
    """Give the COW code of the state that a shape is."""
    return ccode_on(LETTERS.get(shape, shape), year_end(COMPLETE_TO))


def _views(table: pl.DataFrame) -> pl.DataFrame:
    """Give each point of view that sees a shape otherwise than the map does.

    ``class`` is what it takes the shape for, null where it takes it for what the map does;
    ``belongs_to`` is the shape that it counts it to, null where it is one of its own.
    """
    views = [name.removeprefix(CLASS) for name in table.columns if name.startswith(CLASS)]
    parts = [_view(table, view) for view in views]
    return pl.concat(parts).sort("shape", "view")


def _view(table: pl.DataFrame, view: str) -> pl.DataFrame:
    """Read one point of view, two letters of a country or a standard."""
    belongs, own = pl.lit(None, dtype=pl.String), pl.col("ADM0_A3")
    if f"{BELONGS}{view}" in table.columns:
        counted_to = pl.col(f"{BELONGS}{view}")
        belongs = pl.when((counted_to != own) & (counted_to != NO_VIEW)).then(counted_to)
    seen = table.select(
        own.alias("shape"),
        pl.lit(view).alias("view"),
        pl.col(f"{CLASS}{view}").alias("class"),
        belongs.alias("belongs_to"),
    )
    return seen.filter(pl.any_horizontal(pl.col("class", "belongs_to").is_not_null()))


def _points(shapes: list[str], outlines: list[Ring]) -> pl.DataFrame:
    """Lay the points of all rings out in rows."""
    sizes = [len(ring.points) for ring in outlines]
    numbers = np.arange(len(outlines))
    places = np.concatenate([np.arange(size) for size in sizes])
    every = np.concatenate([ring.points for ring in outlines])
    names = pl.Series([shapes[ring.record] for ring in outlines])
    ring = np.repeat(numbers, sizes)
    return pl.DataFrame(
        {
            "shape": names.gather(ring),
            "ring": ring,
            "position": places,
            "lon": every[:, 0],
            "lat": every[:, 1],
        }
    )

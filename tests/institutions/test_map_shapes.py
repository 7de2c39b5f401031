"""Shapes for maps: small, with shared borders, true areas, and on the right states."""

from __future__ import annotations

import gzip
import io
import json
import struct
import zipfile
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from detente.actors.names import actor
from detente.actors.systems import COMPLETE_TO, members_on
from detente.errors import ParseError
from detente.estimators.topology import LEAST, crosses_itself
from detente.institutions import disputed_areas, map_shapes
from detente.sources.parsers import natural_earth, natural_earth_disputed
from detente.span import year_end
from detente.store.catalog import Catalog
from detente.store.home import Store
from detente.store.schema import check

EARTH = 6371.0072
"""Radius in kilometres of the sphere with the Earth's surface."""
SHARED = ((10.0, 0.0), (10.0, 4.0), (10.5, 7.0), (10.0, 10.0))
WEST = ((0.0, 0.0), *SHARED, (0.0, 10.0), (0.0, 0.0))
EAST = ((20.0, 10.0), *SHARED[::-1], (20.0, 0.0), (20.0, 10.0))
FIELDS = {
    "SOVEREIGNT": 24,
    "SOV_A3": 3,
    "TYPE": 17,
    "ADM0_A3": 3,
    "NAME": 25,
    "LABEL_X": 12,
    "LABEL_Y": 12,
    "ADM0_A3_RU": 3,
    "FCLASS_RU": 14,
}
SURFACE = {
    "RUS": 17_098_000,
    "CAN": 9_985_000,
    "USA": 9_834_000,
    "CHN": 9_597_000,
    "BRA": 8_516_000,
    "AUS": 7_692_000,
    "IND": 3_287_000,
    "ARG": 2_780_000,
    "KAZ": 2_725_000,
    "DZA": 2_382_000,
}
"""Square kilometres of the ten largest states, waters and claims included, as the United Nations
print them.
"""


def polygon(*rings: tuple[tuple[float, float], ...]) -> bytes:
    """Write one polygon of a shapefile."""
    points = [point for ring in rings for point in ring]
    starts = np.cumsum([0, *(len(ring) for ring in rings[:-1])])
    head = struct.pack("<I4d2I", 5, 0, 0, 0, 0, len(rings), len(points))
    content = head + struct.pack(f"<{len(rings)}i", *starts) + np.array(points).tobytes()
    return struct.pack(">II", 1, len(content) // 2) + content


def attributes(rows: list[dict[str, str]]) -> bytes:
    """Write the table of a shapefile, blanks and zero bytes as fillers in turn."""
    width = 1 + sum(FIELDS.values())
    head = struct.pack("<4sIHH20x", b"\3", len(rows), 33 + 32 * len(FIELDS), width)
    for name, length in FIELDS.items():
        head += struct.pack("<11sc4xB15x", name.encode(), b"C", length)
    cells = b""
    for row in rows:
        cells += b" " + b"".join(
            row.get(name, "").encode().ljust(length, b"\0" if len(name) % 2 else b" ")
            for name, length in FIELDS.items()
        )
    return head + b"\r" + cells + b"\x1a"


def row(letters: str, name: str, kind: str = "Country", **views: str) -> dict[str, str]:
    """Give the attributes of a shape."""
    known = {"ADM0_A3": letters, "NAME": name, "TYPE": kind, "LABEL_X": "1.25", "LABEL_Y": "-2"}
    return {**known, "SOV_A3": letters, "SOVEREIGNT": name, "ADM0_A3_RU": letters, **views}


def archive(path: Path, rows: list[dict[str, str]], shapes: list[bytes]) -> dict[str, Path]:
    """Write an archive as Natural Earth's."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as opened:
        opened.writestr(f"{natural_earth.MEMBER}.dbf", attributes(rows))
        opened.writestr(f"{natural_earth.MEMBER}.shp", bytes(100) + b"".join(shapes))
    path.write_bytes(held.getvalue())
    return {natural_earth.FILE: path}


def test_shapes_bear_the_codes_of_their_own_states(tmp_path: Path) -> None:
    rows = [
        row("FRA", "France"),
        row("KOS", "Kosovo", kind="Disputed", FCLASS_RU="Admin-1 region", ADM0_A3_RU="SRB"),
        row("GRL", "Grønland", kind="Dependency"),
    ]
    paths = archive(tmp_path / "n.zip", rows, [polygon(WEST), polygon(EAST), polygon(WEST, EAST)])
    tables = natural_earth.parse(paths)
    shapes = tables["natural_earth"]
    assert shapes["ccode"].to_list() == [220, 347, None], "ISO letters are -99 for the first two"
    assert shapes["name"][2] == "Grønland" and shapes["label_x"][0] == 1.25
    assert tables["natural_earth_views"].rows() == [("KOS", "RU", "Admin-1 region", "SRB")]
    points = tables["natural_earth_points"]
    assert points["ring"].unique().to_list() == [0, 1, 2, 3]
    assert points.filter(ring=3)["lon"].to_list() == [point[0] for point in EAST]
    broken = archive(tmp_path / "b.zip", rows, [polygon(WEST)[:60]])
    with pytest.raises(ParseError, match="record 0 of the shapefile is broken"):
        natural_earth.parse(broken)


def area(name: str, code: str, note: str | None) -> dict[str, object]:
    """Give a disputed area."""
    fields = ("BRK_NAME", "NAME_ALT", "BRK_GROUP", "TYPE", "featurecla", "SOVEREIGNT", "ADMIN")
    known = {**dict.fromkeys(fields, "x"), "BRK_A3": code, "BRK_NAME": name, "NOTE_BRK": note}
    outline = {"type": "Polygon", "coordinates": [[list(point) for point in WEST]]}
    return {"type": "Feature", "properties": known, "geometry": outline}


def packed(path: Path, found: list[dict[str, object]]) -> Path:
    """Write compressed GeoJSON."""
    path.write_bytes(gzip.compress(json.dumps({"features": found}).encode()))
    return path


def test_sentences_about_disputed_areas_become_parties(tmp_path: Path) -> None:
    areas = [
        area("Islands", "B01", "Admin. by U.K.; Claimed by Ireland, Denmark, and Iceland"),
        area("Corridor", "B02", "Admin. by Chile; Claimed by Bolivia after ceded in 1884"),
        area("Rocks", "B03", "Admin. by New Caledonia for France; Claimed by Atlantis"),
        area("Enclave", "B04", "Self admin.; Claimed by Azer."),
        area("Base", "B05", "Leased to Russia by Kazakhstan"),
        area("Reef", "B06", None),
    ]
    line = {"type": "LineString", "coordinates": [[0, 0], [1, 1]]}
    names = {"featurecla": "Claim boundary", "name": "x", "adm0_left": "A", "adm0_right": None}
    paths = {
        natural_earth_disputed.AREAS: packed(tmp_path / "a.gz", areas),
        natural_earth_disputed.LINES: packed(
            tmp_path / "l.gz", [{"properties": names, "geometry": line}]
        ),
    }
    tables = natural_earth_disputed.parse(paths)
    parties = {
        (shape, role, party): code
        for shape, role, party, code in tables["disputed_area_parties"].rows()
    }
    assert parties == {
        ("B01", "administers", "United Kingdom"): 200,
        ("B01", "claims", "Ireland"): 205,
        ("B01", "claims", "Denmark"): 390,
        ("B01", "claims", "Iceland"): 395,
        ("B02", "administers", "Chile"): 155,
        ("B02", "claims", "Bolivia"): 145,
        ("B03", "administers", "France"): 220,
        ("B03", "claims", "Atlantis"): None,
        ("B04", "administers", "itself"): None,
        ("B04", "claims", "Azerbaijan"): 373,
        ("B05", "leases", "Russia"): 365,
        ("B05", "lets", "Kazakhstan"): 705,
    }
    assert tables["disputed_areas_ne"]["since"].to_list() == [None, 1884, None, None, None, None]
    made = disputed_areas.disputed_areas(tables)
    check("disputed_areas", made)
    made.write_parquet(tmp_path / "disputed_areas.parquet")
    catalog = Catalog(tmp_path)
    chile, bolivia = actor("Chile"), actor("Bolivia")
    found = disputed_areas.between(catalog, bolivia, chile)
    assert found.rows() == [("B02", "Corridor", 145, "claims", 155, "administers", 2017)]
    assert disputed_areas.between(catalog.as_of(2016), bolivia, chile).is_empty(), "as of 2017 only"


def test_a_border_is_thinned_once_and_read_back(tmp_path: Path) -> None:
    rows = [row("AAA", "West"), row("BBB", "East")]
    tables = natural_earth.parse(archive(tmp_path / "n.zip", rows, [polygon(WEST), polygon(EAST)]))
    needed = {map_shapes.STATES: tables["natural_earth_points"]}
    needed[map_shapes.AREAS] = tables["natural_earth_points"].with_columns(shape=pl.lit("B01"))
    for made in (map_shapes.RINGS, map_shapes.ARCS):
        frame = made.make(needed)
        check(made.id, frame)
        frame.write_parquet(tmp_path / f"{made.id}.parquet")
    catalog = Catalog(tmp_path)
    west, east = (
        map_shapes.outlines(catalog, name).select("lon", "lat") for name in ("AAA", "BBB")
    )
    assert west.height == len(WEST) and west.row(0) == west.row(-1)
    assert set(west.rows()) & set(east.rows()) == set(SHARED)
    assert set(west.rows()) == set(WEST) and set(east.rows()) == set(EAST)
    assert map_shapes.outlines(catalog, "B01")["ring"].n_unique() == 2
    every = map_shapes.every_outline(catalog)
    assert {shape: len(rings) for shape, rings in every.items()} == {"AAA": 1, "B01": 2, "BBB": 1}
    assert every["AAA"][0].tolist() == west.to_numpy().tolist()


def square_kilometres(outline: pl.DataFrame) -> float:
    """Give the area on the sphere within a ring; negative where it runs counter-clockwise."""
    lon, lat = (np.radians(outline[name].to_numpy()) for name in ("lon", "lat"))
    heights = 2 + np.sin(lat[:-1]) + np.sin(lat[1:])
    return float((np.diff(lon) * heights).sum() / 2 * EARTH**2)


@pytest.fixture(scope="module")
def made(mirrored: Store, tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The tables of maps, made from the public files."""
    folder = tmp_path_factory.mktemp("maps")
    for derived in (*map_shapes.DERIVED_TABLES, *disputed_areas.DERIVED_TABLES):
        frame = derived.make({name: mirrored.get(name).frame for name in derived.needs})
        check(derived.id, frame)
        frame.write_parquet(folder / f"{derived.id}.parquet", compression_level=19)
    return Catalog(folder)


@pytest.mark.mirror
def test_every_state_has_one_shape_and_the_tables_are_small(made: Catalog) -> None:
    codes = made.frame("map_shapes")["ccode"].drop_nulls().to_list()
    assert sorted(codes) == sorted(members_on(year_end(COMPLETE_TO)))
    named = dict(made.frame("map_shapes").select("shape", "ccode").iter_rows())
    assert (named["FRA"], named["NOR"], named["KOS"], named["SDS"]) == (220, 385, 347, 626)
    ringed = set(made.frame("map_rings")["shape"])
    assert set(named) <= ringed
    areas = made.frame("disputed_areas")
    too_small = areas.filter(~pl.col("shape").is_in(list(ringed)))["name"].unique()
    assert {"Dokdo", "Rockall I."} <= set(too_small) and too_small.len() <= 11, "rocks and reefs"
    assert areas["lon"].null_count() == 0, "they have a place all the same"
    weight = sum(path.stat().st_size for path in made.starter.glob("*.parquet"))
    assert weight <= 600_000, weight


@pytest.mark.mirror
@pytest.mark.parametrize("shape", SURFACE)
def test_areas_of_the_largest_states(made: Catalog, mirrored: Store, shape: str) -> None:
    rings = map_shapes.outlines(made, shape).partition_by("ring")
    simplified = sum(map(square_kilometres, rings))
    true = mirrored.get("natural_earth_points").frame.filter(shape=shape).partition_by("ring")
    assert simplified == pytest.approx(sum(map(square_kilometres, true)), rel=0.002)
    assert simplified == pytest.approx(SURFACE[shape], rel=0.045), "without lakes and claims"


@pytest.mark.mirror
def test_no_outline_crosses_itself(made: Catalog) -> None:
    arcs = made.frame("map_rings")["shape"].unique()
    for shape in arcs:
        for ring in map_shapes.outlines(made, shape).partition_by("ring"):
            points = (ring.select("lon", "lat").to_numpy() * map_shapes.GRID).round()
            outline = points.astype(np.int64)
            assert len(outline) >= LEAST and (outline[0] == outline[-1]).all(), shape
            assert not crosses_itself(outline), shape


@pytest.mark.mirror
def test_known_claims(made: Catalog) -> None:
    table = made.frame("disputed_areas")
    crimea = table.filter(name="Crimea").select("role", "ccode").rows()
    assert crimea == [("administers", 365), ("claims", 369)]
    india, china = actor("India"), actor("China")
    assert "Aksai Chin" in disputed_areas.between(made, india, china)["name"].to_list()
    views = made.frame("map_views")
    assert views.filter(shape="KOS", view="RU").row(0)[2:] == ("Admin-1 region", "SRB")

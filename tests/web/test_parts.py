"""What is kept, how tables become files, curves, the map and the policy of pictures."""

from __future__ import annotations

import asyncio
import io
import re
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import DateError, RequestError, UnknownActor
from detente.estimators.equal_earth import equal_earth
from detente.web.cache import Once, Shelf, rendered
from detente.web.guard import is_known
from detente.web.pages.claims import claim_text
from detente.web.pictures import shown_tables, svg_policy
from detente.web.spark import spark_path
from detente.web.tasks.tables import frame_of, table_file
from detente.web.tasks.world_map import world_map


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 60)), max_size=60))
def test_a_shelf_never_weighs_more_than_it_may(puts: list[tuple[int, int]]) -> None:
    shelf: Shelf[bytes] = Shelf(100, len)
    for key, size in puts:
        shelf.put(key, b"x" * size)
        assert shelf.weight <= 100
    assert shelf.weight == sum(len(shelf.get(key) or b"") for key in range(10))


def test_what_weighs_too_much_is_not_kept() -> None:
    shelf: Shelf[bytes] = Shelf(10, len)
    shelf.put("a", b"1234")
    shelf.put("b", b"x" * 11)
    assert shelf.get("a") == b"1234" and shelf.get("b") is None


def test_the_same_content_has_the_same_etag() -> None:
    one, other = rendered("a" * 900, "text/html"), rendered("a" * 900, "text/html")
    assert one == other and one.packed
    assert rendered("b", "text/html").etag != one.etag
    assert is_known(f'W/{one.etag}, "z"', one.etag)


def test_work_asked_for_twice_is_done_once_and_survives_who_leaves() -> None:
    done = []

    async def make() -> int:
        await asyncio.sleep(0.05)
        done.append(1)
        return 7

    async def both() -> None:
        once = Once()
        first = asyncio.ensure_future(once.result("key", make))
        second = asyncio.ensure_future(once.result("key", make))
        await asyncio.sleep(0.01)
        first.cancel()
        assert await second == 7

    asyncio.run(both())
    assert done == [1]


def test_printed_cells_become_numbers_where_all_are() -> None:
    rows = [["1992", "31%", "1,200", "-3", "no data"], ["1993", "", "5", "+2", "4"]]
    frame = frame_of(["year", "share", "n", "change", "mixed"], rows)
    assert frame.to_dict(as_series=False) == {
        "year": [1992, 1993],
        "share (%)": [31, None],
        "n": [1200, 5],
        "change": [-3, 2],
        "mixed": ["no data", "4"],
    }


def test_a_table_is_the_same_in_every_format() -> None:
    columns, rows = ["state", "value"], [["Iceland", "1.5"], ["Åland, isles", "2"]]
    given = {"title": "Shown"}
    data = table_file(columns, rows, form="parquet", **given)
    assert pl.read_parquet(io.BytesIO(data)).rows() == [("Iceland", 1.5), ("Åland, isles", 2.0)]
    text = table_file(columns, rows, form="csv", **given).decode()
    assert text.splitlines() == ["state,value", "Iceland,1.5", '"Åland, isles",2']
    assert table_file(columns, rows, form="xlsx", **given).startswith(b"PK")
    with pytest.raises(RequestError, match="csv, parquet, xlsx"):
        table_file(columns, rows, form="exe", **given)


@pytest.mark.parametrize("cell", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)"])
def test_a_cell_is_no_formula_in_a_spreadsheet(cell: str) -> None:
    text = table_file(["a"], [[cell]], form="csv", title="").decode()
    assert text.splitlines()[1].strip('"').startswith("'")


def test_a_negative_number_stays_a_number() -> None:
    assert table_file(["a"], [["-3.5"]], form="csv", title="").endswith(b"-3.5\r\n")


def test_a_long_table_shows_its_newest_rows() -> None:
    rows = [[str(year), "1"] for year in range(1900, 2000)]
    table = {"columns": ["year", "x"], "rows": rows}
    data: dict[str, Any] = {"tables": {"p": table, "g": table}, "pictures": {"p": {}}}
    shown = shown_tables(data)
    assert shown["p"]["more"] == 60 and shown["p"]["rows"][-1] == ["1999", "1"]
    assert shown["g"]["more"] == 0


def test_a_picture_may_load_its_own_fonts_and_nothing_else() -> None:
    policy = svg_policy("<svg><style>a{}</style></svg>")
    assert "'sha256-" in policy and "unsafe" not in policy and "script" not in policy
    assert svg_policy("<svg/>") == "default-src 'none'; style-src 'none'; frame-ancestors 'none'"


@given(st.lists(st.floats(-1e9, 1e9), min_size=2, max_size=40))
def test_a_small_curve_stays_in_its_box(values: list[float]) -> None:
    numbers = [float(one) for one in re.findall(r"-?[\d.]+", spark_path(values))]
    assert all(0 <= left <= 110 for left in numbers[::2])
    assert all(0 <= top <= 24 for top in numbers[1::2])


def test_a_built_claim_is_written_as_its_form_asks() -> None:
    fields = [
        {"name": "years", "form": "anything"},
        {"name": "of", "form": "text"},
        {"name": "by", "form": "a whole number or a number"},
    ]
    given = {"years": "1993, 2013", "of": 'EU"\n[x]', "by": "0.5", "unknown": "1"}
    lines = claim_text({"name": "trend", "fields": fields}, given, "It falls").splitlines()
    assert lines[-3:] == ["years = [1993, 2013]", 'of = "EU\\"\\n[x]"', "by = 0.5"]


def test_the_projection_is_true_in_area() -> None:
    lon = np.linspace(-180, 180, 721)
    low, high = np.deg2rad(40.0), np.deg2rad(50.0)
    lat = np.linspace(40.0, 50.0, 2001)
    width, _ = equal_earth(np.full(lat.size, 180.0), lat)
    _, north = equal_earth(np.zeros(lat.size), lat)
    drawn = 2 * np.trapezoid(width, north)
    globe = 2 * np.pi * (np.sin(high) - np.sin(low))
    assert lon.size == 721
    assert drawn == pytest.approx(globe, rel=1e-4)


def test_a_map_counts_the_members_of_its_day() -> None:
    found = world_map("NATO", "2004")
    assert {rung: count for rung, _, count in found["legend"]}["member"] == 26
    assert found["svg"].count("<path") > 200
    assert "Estonia: member since 2004" in found["svg"]


def test_maps_that_are_none() -> None:
    with pytest.raises(RequestError, match="choose a day from 1992"):
        world_map("NATO", "1960")
    with pytest.raises(UnknownActor):
        world_map("Atlantis", "2004")
    with pytest.raises(DateError):
        world_map("WP", "2004")

"""The same cells on Polars, DuckDB and Spark."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.archive import engines
from detente.archive.accounts import Piece
from detente.archive.convert import convert
from detente.archive.engines import Wanted, counted, spans_of
from detente.errors import RequestError
from tests.archive import generated, made

PLAN = generated.Plan(4_000, days=40)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    generated.write(PLAN, folder / "raw", files=2)
    lines = [made.icews_line(Event_ID=str(n), Event_Date=f"2018-01-{n:02}") for n in range(1, 9)]
    twin = made.icews_line(Event_ID="3", Event_Date="2018-02-03", Intensity="NA")
    unplaced = made.icews_line(Event_ID="9", Latitude="NA", Intensity="NA")
    made.write(folder / "raw" / "x.tab", made.ICEWS_HEAD, *lines, twin, unplaced, unplaced)
    convert([folder / "raw"], folder / "out", step=3_000)
    return folder / "out"


def by(archive: Path, **wanted: object) -> dict[str, pl.DataFrame]:
    parts: dict[str, list[pl.LazyFrame]] = {}
    for name, part in counted(archive, Wanted(**wanted)):
        parts.setdefault(name, []).append(part)
    return {name: pl.concat(some).collect() for name, some in parts.items()}


VIEWS = (
    {"grain": "dyad-months"},
    {"grain": "dyad-days"},
    {"grain": "dyad-months", "as_of": date(2018, 1, 4), "pairs": ([255, 2], [365])},
)


@pytest.mark.parametrize("engine", ["duckdb", pytest.param("spark", marks=pytest.mark.slow)])
def test_every_engine_gives_the_same_cells(engine: str, archive: Path) -> None:
    # a session of Spark takes long to start: it counts one view, the benchmarks count all
    few = {"settings": {"spark.sql.shuffle.partitions": "1"}} if engine == "spark" else {}
    for view in VIEWS[-1:] if few else VIEWS:
        ours, theirs = by(archive, **view), by(archive, engine=engine, **few, **view)
        assert ours.keys() == theirs.keys()
        for name in ours:
            assert theirs[name].equals(ours[name]), (name, view)
    months = ours["icews"]
    assert months.select("ccode1", "ccode2", "events").rows() == [(255, 365, 4)]


def test_a_day_of_icews_by_hand(archive: Path) -> None:
    found = by(archive)["icews"]
    # eight events and one that has no place; the twin of the third is left out
    assert found.select("events", "reports", "verbal_conflict", "scored", "tenths").rows() == [
        (9, 10, 9, 8, -160)
    ]
    assert by(archive, as_of=date(2018, 1, 4))["icews"]["events"].to_list() == [4]


def test_a_large_month_is_counted_in_spans_and_gives_the_same(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = {grain: by(archive, grain=grain) for grain in engines.GRAINS}
    small = spans_of.__defaults__
    assert small == (engines.AT_ONCE,)
    monkeypatch.setattr(spans_of, "__defaults__", (100,))
    monkeypatch.setattr(engines.batches_of, "__defaults__", (100,))
    for grain, frames in whole.items():
        for name, frame in by(archive, grain=grain).items():
            assert frame.equals(frames[name])


@settings(max_examples=60)
@given(
    year=st.integers(1979, 2030),
    month=st.integers(1, 12),
    rows=st.integers(0, 10**9),
    at_once=st.integers(1, 10**7),
)
def test_spans_hold_every_day_of_a_month_once(
    year: int, month: int, rows: int, at_once: int
) -> None:
    piece = Piece("gdelt", f"{year}-{month:02}", name="x", rows=rows)
    days = [
        day for first, last in spans_of([piece], at_once) for day in range(first.day, last.day + 1)
    ]
    last = (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days
    assert days == list(range(1, last + 1))


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Wanted(grain="dyad-weeks"), "no grain of events is called 'dyad-weeks'"),
        (Wanted(engine="pandas"), "no engine is called 'pandas'"),
    ],
    ids=["grain", "engine"],
)
def test_what_is_not_known_is_one_line(wanted: Wanted, said: str, archive: Path) -> None:
    with pytest.raises(RequestError, match=said):
        list(counted(archive, wanted))


def test_a_folder_that_is_no_archive_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="no converted archive"):
        list(counted(tmp_path, Wanted()))


@pytest.mark.parametrize(
    ("engine", "package"),
    [("polars", "narwhals"), ("duckdb", "duckdb"), ("spark", "pyspark.sql")],
)
def test_an_engine_that_is_not_installed_says_how(
    engine: str, package: str, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    if engine == "spark":
        monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    with pytest.raises(RequestError, match="pip install 'detente"):
        list(counted(archive, Wanted(engine=engine)))

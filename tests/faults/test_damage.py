"""Damaged tables: what their reader holds for impossible is an error like its others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from detente import frame_files
from detente.errors import ParseError, RequestError, StoreError
from detente.panel.user_file import read_frame
from detente.sources import ingest
from detente.store.table import FORMAT, FORMAT_FOOTER, read_table
from tests.faults.file_entrances import _table
from tests.sources.test_pull import Invented

READERS = (
    frame_files.read_parquet,
    frame_files.parquet_columns,
    frame_files.parquet_shape,
    frame_files.parquet_footers,
)


def panic(*given: Any, **named: Any) -> None:
    raise pl.exceptions.PanicException("assertion failed: a row group\nsecond line")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A sound table of the store."""
    path = tmp_path / "invented.parquet"
    _table().write(path)
    return path


def test_a_panic_is_an_error_of_the_reader(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("read_parquet", "read_parquet_metadata", "scan_parquet"):
        monkeypatch.setattr(pl, name, panic)
    for read in READERS:
        with pytest.raises(pl.exceptions.ComputeError, match="damaged"):
            read(table)
    with pytest.raises(StoreError, match="cannot be read"):
        read_table(table)
    with pytest.raises(RequestError, match="damaged"):
        read_frame(table)


def test_a_panic_of_a_parser_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "data.csv"
    path.write_text("a")
    source = Invented()
    monkeypatch.setitem(source.__dict__, "parse", panic)
    with pytest.raises(ParseError, match="cannot be read as declared") as caught:
        ingest.parse(source, {"data.csv": path})
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "number", ["", "x", "0", "-1", "9" * 5_000, str(FORMAT + 1), "\u0662"], ids=range(7)
)
def test_a_format_that_nobody_wrote_is_refused(table: Path, number: str) -> None:
    footers = frame_files.parquet_footers(table) | {FORMAT_FOOTER: number}
    kept = {name: said for name, said in footers.items() if name.startswith("detente")}
    _table().frame.write_parquet(table, metadata=kept)
    with pytest.raises(StoreError, match="a later version") as caught:
        read_table(table)
    assert len(str(caught.value)) < 400

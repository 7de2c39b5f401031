"""The record on disk: whole, of one form, and read back as it was written."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from detente.errors import StoreError
from detente.scenarios.proof.tables import SCHEMAS, packaged, read, rounded, write

MOST_BYTES = 300_000
"""What the record may add to the package."""


def test_a_record_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    write(packaged(), tmp_path / "record")
    again = read(tmp_path / "record")
    assert all(getattr(again, name).equals(getattr(packaged(), name)) for name in SCHEMAS)


def test_the_record_of_the_package_is_small(tmp_path: Path) -> None:
    write(packaged(), tmp_path)
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < MOST_BYTES


def test_a_missing_table_is_one_line(tmp_path: Path) -> None:
    write(packaged(), tmp_path)
    (tmp_path / "chances.parquet").unlink()
    with pytest.raises(StoreError, match="no table 'chances' that can be read") as caught:
        read(tmp_path)
    assert "detente backtest scenario --again" in str(caught.value)


def test_a_broken_table_is_one_line(tmp_path: Path) -> None:
    write(packaged(), tmp_path)
    (tmp_path / "cases.parquet").write_bytes(b"PAR1 and nothing more")
    with pytest.raises(StoreError, match="no table 'cases' that can be read"):
        read(tmp_path)


def test_other_columns_are_refused(tmp_path: Path) -> None:
    write(packaged(), tmp_path)
    packaged().cases.drop("outcome").write_parquet(tmp_path / "cases.parquet")
    with pytest.raises(StoreError, match="'cases' of the record of scenarios has other columns"):
        read(tmp_path)


def test_small_numbers_keep_their_digits() -> None:
    frame = pl.DataFrame({"a": [0.000123456789, 12.3456789]}, schema={"a": pl.Float32})
    assert rounded(frame)["a"].to_list() == pytest.approx([0.00012346, 12.346], rel=1e-6)

"""Rows of a converted archive written to Parquet, and read back without holding them twice."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from detente.files import write_whole
from detente.frame_files import scan_parquet


def write_rows(path: Path, rows: pl.DataFrame) -> None:
    """Write rows, whole or not at all.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    rows : polars.DataFrame
        What it is to hold.

    Raises
    ------
    FullDisk, BrokenWrite
        Where the file cannot be written; an older one is unchanged.
    """
    write_whole(
        path,
        lambda target: rows.write_parquet(target, compression="zstd"),
        lambda target: _holds(target, rows),
    )


def _holds(path: Path, rows: pl.DataFrame) -> bool:
    """Tell whether a file holds as many rows of the same columns, to its last one."""
    scan = scan_parquet(path)
    last = scan.tail(1).collect()
    count = scan.select(pl.len()).collect().item()
    return bool(count == rows.height and last.equals(rows.tail(1)))

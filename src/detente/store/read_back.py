"""Reading back: whether a file on disk holds the frame that was written into it."""

from __future__ import annotations

import os
from pathlib import Path

import polars as pl

from detente.frame_files import read_csv, read_parquet


def parquet_holds(path: Path, frame: pl.DataFrame) -> bool:
    """Tell whether a Parquet file holds a frame: names, types and every value.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    frame : polars.DataFrame
        What was written.

    Examples
    --------
    >>> import tempfile
    >>> frame, path = pl.DataFrame({"a": [1, None]}), Path(tempfile.mkdtemp()) / "a.parquet"
    >>> frame.write_parquet(path)
    >>> parquet_holds(path, frame), parquet_holds(path, frame.head(1))
    (True, False)
    """
    back = read_parquet(path)
    return back.schema == frame.schema and back.equals(frame, null_equal=True)


def csv_holds(path: Path, frame: pl.DataFrame) -> bool:
    """Tell whether a CSV file holds the columns and all rows of a frame, the last one complete.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    frame : polars.DataFrame
        What was written.

    Examples
    --------
    >>> import tempfile
    >>> frame, path = pl.DataFrame({"a": [1, None]}), Path(tempfile.mkdtemp()) / "a.csv"
    >>> frame.write_csv(path)
    >>> csv_holds(path, frame), csv_holds(path, frame.head(1))
    (True, False)
    """
    if not frame.columns:
        return path.is_file()
    if _last_byte(path) != b"\n":
        return False
    back = read_csv(path, infer_schema=False)
    return back.columns == frame.columns and back.height == frame.height


def _last_byte(path: Path) -> bytes:
    """Read the last byte of a file; nothing from an empty one."""
    with path.open("rb") as file:
        if file.seek(0, os.SEEK_END) == 0:
            return b""
        file.seek(-1, os.SEEK_END)
        return file.read(1)

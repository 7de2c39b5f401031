"""A user's own file, read as a frame."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from detente.errors import RequestError
from detente.frame_files import parquet_shape, read_csv, read_parquet
from detente.given import is_file
from detente.settings import LIMIT_VARIABLE, settings
from detente.sources.archives import require_modest

SEPARATORS = {".csv": ",", ".tsv": "\t", ".tab": "\t"}
"""Endings of text files, and what separates their columns; other names are read as .csv."""


def read_frame(path: Path, what: str = "table") -> pl.DataFrame:
    """Read a user's file.

    Parameters
    ----------
    path : pathlib.Path
        .csv, .tsv, .tab or .parquet.
    what : str
        What it holds, for messages.

    Returns
    -------
    polars.DataFrame

    Raises
    ------
    RequestError
        Where there is no such file, it cannot be read, or it declares more than the limit of the
        settings.
    ParseError
        Where it is packed and holds more than that limit.

    Examples
    --------
    >>> import tempfile
    >>> own = Path(tempfile.mkdtemp()) / "own.tsv"
    >>> _ = own.write_text("unit\\tyear\\nA\\t1990\\n")
    >>> read_frame(own).rows()
    [('A', 1990)]
    """
    if not is_file(path):
        raise RequestError(f"there is no file '{path}'")
    limit = settings().limit
    require_modest(path, limit, plain=False)
    try:
        if path.suffix == ".parquet":
            _require_few_cells(path, limit)
            return read_parquet(path)
        separator = SEPARATORS.get(path.suffix, ",")
        return read_csv(path, separator=separator, infer_schema_length=None)
    except (PolarsError, OSError) as error:
        reason = (str(error).splitlines() or ["?"])[0][:120]
        raise RequestError(f"the {what} cannot be read ({reason})", where=str(path)) from error


def _require_few_cells(path: Path, limit: int) -> None:
    """Refuse a Parquet file that declares more cells than there is room for: it may be tiny."""
    rows, columns = parquet_shape(path)
    if rows * columns * 8 > limit:
        raise RequestError(
            f"{rows:,} rows of {columns} columns are more than {limit / 1e6:,.0f} MB",
            where=str(path),
            next_step=f"if that is right, set {LIMIT_VARIABLE} to more megabytes",
        )

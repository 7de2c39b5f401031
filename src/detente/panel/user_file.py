"""A user's own file, read as a frame."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from detente.errors import RequestError

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
        Where there is no such file, or it cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> own = Path(tempfile.mkdtemp()) / "own.tsv"
    >>> _ = own.write_text("unit\\tyear\\nA\\t1990\\n")
    >>> read_frame(own).rows()
    [('A', 1990)]
    """
    if not path.is_file():
        raise RequestError(f"there is no file '{path}'")
    try:
        if path.suffix == ".parquet":
            return pl.read_parquet(path, glob=False)
        separator = SEPARATORS.get(path.suffix, ",")
        return pl.read_csv(path, separator=separator, infer_schema_length=None, glob=False)
    except (PolarsError, OSError) as error:
        reason = (str(error).splitlines() or ["?"])[0][:120]
        raise RequestError(f"the {what} cannot be read ({reason})", where=str(path)) from error

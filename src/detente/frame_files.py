"""Tables in files, opened by their exact names: the one way from a path to polars.

Polars takes ``*``, ``?`` and brackets in a name for a pattern, ``~`` at its begin for a home folder
and ``file:`` for an address. A folder of a user may be called any of these, so that every path is
made absolute and opened as it is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl
from polars.exceptions import ComputeError, PanicException

Opened = Path | bytes | BytesIO
"""A file, or what it holds."""


def read_csv(file: Opened, **options: Any) -> pl.DataFrame:
    """Read a table of separated values.

    Parameters
    ----------
    file : pathlib.Path, bytes or io.BytesIO
        The file, which may be compressed, or what it holds.
    **options
        As `polars.read_csv` has them.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "own [1].csv"
    >>> _ = path.write_text("a,b\\n1,2\\n")
    >>> read_csv(path).rows()
    [(1, 2)]
    """
    with _refusing_damage():
        return pl.read_csv(_exact(file), glob=False, **options)


def scan_csv(path: Path, **options: Any) -> pl.LazyFrame:
    """Open a table of separated values without reading its rows.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    **options
        As `polars.scan_csv` has them.
    """
    return pl.scan_csv(_exact(path), glob=False, **options)


def read_parquet(file: Opened, **options: Any) -> pl.DataFrame:
    """Read a table in Parquet.

    Parameters
    ----------
    file : pathlib.Path, bytes or io.BytesIO
        The file, or what it holds.
    **options
        As `polars.read_parquet` has them.
    """
    with _refusing_damage():
        return pl.read_parquet(_exact(file), glob=False, **options)


def scan_parquet(path: Path) -> pl.LazyFrame:
    """Open a table in Parquet without reading its rows.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    """
    return pl.scan_parquet(_exact(path), glob=False)


def parquet_columns(path: Path) -> tuple[str, ...]:
    """Name the columns of a table in Parquet.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "[a].parquet"
    >>> pl.DataFrame({"a": [1]}).write_parquet(path)
    >>> parquet_columns(path)
    ('a',)
    """
    with _refusing_damage():
        return tuple(scan_parquet(path).collect_schema().names())


def parquet_shape(path: Path) -> tuple[int, int]:
    """Count the rows and columns that a table in Parquet declares, without reading them.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "a.parquet"
    >>> pl.DataFrame({"a": [1, 2]}).write_parquet(path)
    >>> parquet_shape(path)
    (2, 1)
    """
    with _refusing_damage():
        declared = scan_parquet(path)
        rows = declared.select(pl.len()).collect().item()
        return int(rows), len(declared.collect_schema())


def parquet_footers(path: Path) -> dict[str, str]:
    """Read what a table in Parquet says of itself.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    """
    with _refusing_damage():
        return pl.read_parquet_metadata(_exact(path))


@contextmanager
def _refusing_damage() -> Iterator[None]:
    """Turn what the reader holds for impossible into an error like its others.

    At a damaged file it may panic, which no handler of ordinary errors would see.
    """
    try:
        yield
    except PanicException as error:
        raise ComputeError("the file is damaged") from error


def _exact(file: Opened) -> Any:
    """Make a path absolute; what a file holds is taken as it is."""
    return file.absolute() if isinstance(file, Path) else file

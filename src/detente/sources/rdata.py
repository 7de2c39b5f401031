"""Reading R's data files into polars."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from detente.errors import ParseError


def read_rda(path: Path, columns: list[str] | None = None) -> pl.DataFrame:
    """Read the one object of an .rda file.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    columns : list of str, optional
        Columns to keep.

    Raises
    ------
    ParseError
        Where the file holds no or several objects, or lacks a column.
    """
    import pyreadr

    objects = pyreadr.read_r(str(path))
    if len(objects) != 1:
        raise ParseError(f"'{path.name}' holds {len(objects)} objects, one is wanted")
    raw = next(iter(objects.values()))
    missing = [c for c in columns or [] if c not in raw.columns]
    if missing:
        raise ParseError(f"'{path.name}' lacks the column '{missing[0]}'", near=list(raw.columns)[:8])
    return pl.from_pandas(raw[columns] if columns else raw)

"""Reading R's data files into polars."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.errors import ParseError
from detente.sources.declaration import TableRule

ROW = "row"
"""Column that numbers the rows of an object."""


def read_rda(path: Path, columns: list[str] | None = None) -> pl.DataFrame:
    """Read the one object of an .rda or .rds file.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    columns : list of str, optional
        Columns to keep.

    Returns
    -------
    polars.DataFrame

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
    missing = [name for name in columns or [] if name not in raw.columns]
    if missing:
        raise ParseError(
            f"'{path.name}' lacks the column '{missing[0]}'", near=list(raw.columns)[:8]
        )
    return pl.from_pandas(raw[columns] if columns else raw)


def days(frame: pl.DataFrame, name: str, *, strict: bool = True) -> pl.Expr:
    """Read a column of days, which R's files hold as dates, as moments or as text.

    Parameters
    ----------
    frame : polars.DataFrame
        The object as it was read.
    name : str
        The column.
    strict : bool
        Refuse a text that is not a day, instead of making it null.

    Returns
    -------
    polars.Expr
    """
    if frame.schema[name] == pl.String:
        return pl.col(name).str.slice(0, 10).str.to_date("%Y-%m-%d", strict=strict)
    return pl.col(name).cast(pl.Date)


def read_objects(
    paths: Mapping[str, Path], tables: Mapping[str, TableRule]
) -> dict[str, pl.DataFrame]:
    """Read tables that are R objects, column by column as their declaration says.

    Parameters
    ----------
    paths : mapping
        Files by name.
    tables : mapping
        Rules of the tables; each names its file (`object`) and, where they differ, the object's own
        names of columns (`named`). A column ``row`` that the object lacks is its row number.

    Returns
    -------
    dict
        Table name to frame.

    Raises
    ------
    ParseError
        Where a file is not as declared, or a fraction stands where a whole number is declared.
    """
    return {
        name: _read_object(paths[rule.object], rule)
        for name, rule in tables.items()
        if not rule.published
    }


def _read_object(path: Path, rule: TableRule) -> pl.DataFrame:
    """Read one table from the object that its rule names."""
    ours = {rule.named.get(name, name): name for name in rule.columns if name != ROW}
    frame = read_rda(path, list(ours)).rename(ours)
    if ROW in rule.columns:
        frame = frame.with_row_index(ROW)
    columns = []
    for name, dtype in rule.columns.items():
        if dtype.is_integer() and frame[name].dtype.is_float():
            _require_whole(frame[name], path.name)
        columns.append(days(frame, name) if dtype is pl.Date else pl.col(name).cast(dtype))
    return frame.select(columns)


def _require_whole(values: pl.Series, where: str) -> None:
    """Refuse a fraction where a whole number is declared: R keeps both as floats."""
    fractions = values.filter(values != values.round())
    if fractions.len():
        raise ParseError(f"'{values.name}' holds {fractions[0]:g}, not a whole number", where=where)

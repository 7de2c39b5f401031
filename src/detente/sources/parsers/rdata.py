"""Reading R's data files into polars."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.errors import ParseError
from detente.sources.declaration import TableRule


def read_rda(path: Path, columns: list[str] | None = None) -> pl.DataFrame:
    """Read the one object of an .rda or .rds file.

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
        raise ParseError(
            f"'{path.name}' lacks the column '{missing[0]}'", near=list(raw.columns)[:8]
        )
    return pl.from_pandas(raw[columns] if columns else raw)


def days(frame: pl.DataFrame, name: str) -> pl.Expr:
    """Read a column of days, which R's files hold as dates, as moments or as text.

    Parameters
    ----------
    frame : polars.DataFrame
        The object as it was read.
    name : str
        The column.
    """
    if frame.schema[name] == pl.String:
        return pl.col(name).str.slice(0, 10).str.to_date()
    return pl.col(name).cast(pl.Date)


def _require_whole(
    frame: pl.DataFrame, columns: Mapping[str, type[pl.DataType]], where: str
) -> None:
    """Refuse a fraction where a whole number is declared: R keeps both as floats."""
    for name, dtype in columns.items():
        if (
            name in frame.columns
            and dtype in (pl.Int8, pl.Int16, pl.Int32, pl.Int64)
            and frame[name].dtype.is_float()
        ):
            odd = frame[name].filter(frame[name] != frame[name].round())
            if odd.len():
                raise ParseError(f"'{name}' holds {odd[0]:g}, no whole number", where=where)


def read_objects(
    paths: Mapping[str, Path], tables: Mapping[str, TableRule]
) -> dict[str, pl.DataFrame]:
    """Read tables that are R objects, column by column as their declaration says.

    Parameters
    ----------
    paths : mapping
        Files by name.
    tables : mapping
        Rules of the tables; each names its file (`object`) and, where they differ, the object's own names of columns
        (`named`). A column ``row`` that the object lacks is its row number.
    """
    found = {}
    for name, rule in tables.items():
        theirs = {rule.named.get(c, c): c for c in rule.columns if c != "row"}
        frame = read_rda(paths[rule.object], list(theirs)).rename(theirs)
        _require_whole(frame, rule.columns, paths[rule.object].name)
        numbered = frame.with_row_index("row") if "row" in rule.columns else frame
        found[name] = numbered.select(
            pl.col(column).cast(dtype) if dtype is not pl.Date else days(frame, column)
            for column, dtype in rule.columns.items()
        )
    return found

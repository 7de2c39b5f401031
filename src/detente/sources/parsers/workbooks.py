"""Sheets of workbooks (.xls, .xlsx) as text, with the columns that a parser needs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from detente.errors import ParseError


def read_sheet(
    path: Path, columns: Sequence[str], *, where: str, sheet: str | int = 0
) -> pl.DataFrame:
    """Read columns of a workbook's sheet as text; the first row names them.

    Parameters
    ----------
    path : pathlib.Path
        The workbook.
    columns : sequence of str
        Names that are needed, in the order wanted.
    where : str
        Source that an error names.
    sheet : str or int
        Its name, or its place; the first by default.

    Returns
    -------
    polars.DataFrame
        The columns, every cell without outer blanks.

    Raises
    ------
    ParseError
        Where a column is missing.
    """
    import fastexcel

    # the form of a workbook is told by its content, not by the end of its name
    book = fastexcel.read_excel(path.read_bytes())
    raw = book.load_sheet(sheet, header_row=0, dtypes="string").to_polars()
    missing = [name for name in columns if name not in raw.columns]
    if missing:
        raise ParseError(
            f"'{path.name}' has no column '{missing[0]}'", where=where, near=raw.columns[:8]
        )
    return raw.select(pl.col(columns).str.strip_chars())

"""Sheets of workbooks (.xls, .xlsx) as text, with the columns that a parser needs."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from detente.errors import ParseError

if TYPE_CHECKING:
    from fastexcel import ExcelReader

CELL = re.compile(rb'\br="([A-Za-z]+)(\d+)"')
"""How a sheet of a workbook (.xlsx) names the place of a cell."""
SHEETS = "xl/worksheets/"
MOST_CELLS = 20_000_000
"""Cells of the rectangle that a sheet fills: the reader makes every one, the empty ones too."""
MOST_COLUMNS = 2_000
"""Columns of a sheet: the time of the reader grows with their square."""
MOST_BYTES = 500_000_000
"""Bytes of all sheets, unpacked."""
LETTERS = 26


def open_book(path: Path, *, where: str) -> ExcelReader:
    """Open a workbook whose sheets are of a size that memory holds.

    Parameters
    ----------
    path : pathlib.Path
        The workbook; its form is told by its content, not by the end of its name.
    where : str
        Source that an error names.

    Raises
    ------
    ParseError
        Where a cell lies so far out that its sheet would be too large to read.
    """
    import fastexcel

    data = path.read_bytes()
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            _require_small(book, path.name, where)
    return fastexcel.read_excel(data)


def _require_small(book: zipfile.ZipFile, name: str, where: str) -> None:
    """Refuse a workbook with a sheet of too many cells."""
    sheets = [one for one in book.infolist() if one.filename.startswith(SHEETS)]
    if sum(one.file_size for one in sheets) > MOST_BYTES:
        raise ParseError(
            f"the sheets of '{name}' are over {MOST_BYTES // 1_000_000} MB", where=where
        )
    for sheet in sheets:
        found = CELL.findall(book.read(sheet))
        columns = max((_column(one) for one in {letters for letters, _ in found}), default=0)
        rows = max((int(one) for one in {digits for _, digits in found}), default=0)
        if columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
            raise ParseError(
                f"a sheet of '{name}' has a cell in row {rows}, column {columns}",
                where=where,
                next_step=f"at most {MOST_COLUMNS:,} columns and {MOST_CELLS:,} cells are read",
            )


def _column(letters: bytes) -> int:
    """Give the number of a column, as ``AB`` is 28."""
    number = 0
    for letter in letters.upper():
        number = number * LETTERS + letter - ord("A") + 1
    return number


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
    book = open_book(path, where=where)
    raw = book.load_sheet(sheet, header_row=0, dtypes="string").to_polars()
    missing = [name for name in columns if name not in raw.columns]
    if missing:
        raise ParseError(
            f"'{path.name}' has no column '{missing[0]}'", where=where, near=raw.columns[:8]
        )
    return raw.select(pl.col(columns).str.strip_chars())

"""Tables as files: what is shown, as CSV, Excel workbook or Parquet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

import polars as pl

from detente.errors import RequestError

NUMBER = re.compile(r"[-+−]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?")
"""A number as it is printed."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet takes for a formula."""
FORMATS = ("csv", "parquet", "xlsx")
NO_WORKBOOK = "workbooks are not offered here"


def table_file(
    columns: Sequence[str], rows: Sequence[Sequence[str]], *, form: str, title: str
) -> bytes:
    """Write a table as a file.

    Parameters
    ----------
    columns : sequence of str
        Heads.
    rows : sequence of sequence of str
        Cells, as printed.
    form : {"csv", "parquet", "xlsx"}
        The format. Columns of numbers are numbers in Parquet and workbooks, and per cents keep
        their unit in the head; CSV has the cells as printed.
    title : str
        What the table shows.

    Raises
    ------
    RequestError
        Where the format is not offered.

    Examples
    --------
    >>> table_file(["year", "share"], [["1992", "31%"]], form="csv", title="")
    b'year,share\\r\\n1992,31%\\r\\n'
    """
    if form == "csv":
        return _csv(columns, rows)
    typed = frame_of(columns, rows)
    return file_of(typed, form, title=title)


def file_of(frame: pl.DataFrame, form: str, *, title: str) -> bytes:
    """Write a frame as a file.

    Parameters
    ----------
    frame : polars.DataFrame
        The rows.
    form : {"csv", "parquet", "xlsx"}
        The format.
    title : str
        What the table shows.

    Raises
    ------
    RequestError
        Where the format is not offered.
    """
    written = io.BytesIO()
    if form == "csv":
        frame.write_csv(written)
    elif form == "parquet":
        frame.write_parquet(written, compression="zstd")
    elif form == "xlsx":
        _workbook(frame, written, title)
    else:
        raise RequestError(f"no table is written as '{form}'", near=FORMATS)
    return written.getvalue()


def _csv(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(columns)
    writer.writerows([[_inert(cell) for cell in row] for row in rows])
    return written.getvalue().encode()


def _inert(cell: str) -> str:
    """Give a cell that no spreadsheet takes for a formula."""
    is_number = bool(NUMBER.fullmatch(cell.rstrip("%")))
    return f"'{cell}" if cell.startswith(FORMULA) and not is_number else cell


def _workbook(frame: pl.DataFrame, written: io.BytesIO, title: str) -> None:
    """Write a workbook of one sheet."""
    try:
        import xlsxwriter
    except ImportError:
        raise RequestError(NO_WORKBOOK, next_step="choose CSV or Parquet") from None
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        book.set_properties({"title": title})
        frame.write_excel(book, worksheet="shown", autofit=True)


def frame_of(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> pl.DataFrame:
    """Read printed cells as a frame: a column all of whose cells are numbers becomes one of them.

    Parameters
    ----------
    columns : sequence of str
        Heads.
    rows : sequence of sequence of str
        Cells, as printed.

    Examples
    --------
    >>> frame_of(["year", "share"], [["1992", "31%"], ["1993", ""]]).to_dicts()[1]
    {'year': 1993, 'share (%)': None}
    """
    made: dict[str, pl.Series] = {}
    for place, head in enumerate(columns):
        cells = [row[place] if place < len(row) else "" for row in rows]
        name, series = _typed(head, cells)
        while name in made:
            name = f"{name}."
        made[name] = series.alias(name)
    return pl.DataFrame(made)


def _typed(head: str, cells: list[str]) -> tuple[str, pl.Series]:
    """Give a column as numbers where every cell that is filled is one."""
    filled = [cell for cell in cells if cell]
    of_hundred = bool(filled) and all(cell.endswith("%") for cell in filled)
    bare = [cell.removesuffix("%") if of_hundred else cell for cell in cells]
    if not filled or not all(_is_number(cell) for cell in bare if cell):
        return head, pl.Series(cells, dtype=pl.String)
    plain = [cell.replace(",", "").replace("−", "-") for cell in bare]
    whole = all("." not in cell for cell in plain)
    kind = int if whole else float
    numbers = [kind(cell) if cell else None for cell in plain]
    dtype = pl.Int64 if whole else pl.Float64
    return f"{head} (%)" if of_hundred else head, pl.Series(numbers, dtype=dtype)


def _is_number(cell: str) -> bool:
    return bool(NUMBER.fullmatch(cell)) and any(map(str.isdigit, cell))

"""Tables of text: files with one row a line, read as text, whole or not at all."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import polars as pl

from detente.errors import ParseError
from detente.frame_files import read_csv

BYTE_ORDER_MARK = "\ufeff"


def read_rows(
    file: Path | BytesIO, *, never_empty: str, names: tuple[str, ...] = ()
) -> pl.DataFrame:
    """Read a file with all columns as text, and refuse one that ends in the middle of a row.

    Parameters
    ----------
    file : pathlib.Path or io.BytesIO
        The file, which may be compressed.
    never_empty : str
        A column near the end of the row that the producer always fills.
    names : tuple of str
        Names of the columns, where the file has no header.

    Returns
    -------
    polars.DataFrame
        Names without a byte-order mark.

    Raises
    ------
    ParseError
        Naming the first row without that column.
    """
    raw = read_csv(file, infer_schema=False, has_header=not names, new_columns=list(names) or None)
    rows = raw.rename({name: name.lstrip(BYTE_ORDER_MARK) for name in raw.columns})
    if never_empty not in rows.columns:
        raise ParseError(f"column '{never_empty}' is missing", near=rows.columns[:8])
    cut_off = rows[never_empty].is_null().arg_true()
    if cut_off.len():
        raise ParseError(
            f"row {cut_off[0] + 1:,} of {rows.height:,} ends before '{never_empty}'",
            next_step="fetch the file again",
        )
    return rows

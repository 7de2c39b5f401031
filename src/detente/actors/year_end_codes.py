"""Codes that changed: those of earlier rows turned into those of a later 31 December."""

from __future__ import annotations

import polars as pl

from detente.actors.states import code_at_year_end


def to_year_end(frame: pl.DataFrame, *columns: str, year: str = "year") -> pl.DataFrame:
    """Replace codes by those that the same state holds on 31 December of each row's year.

    Parameters
    ----------
    frame : polars.DataFrame
        With a column of years and the columns of codes.
    *columns : str
        The columns of codes.
    year : str
        The column of years.

    Examples
    --------
    >>> to_year_end(pl.DataFrame({"ccode": [260, 260], "year": [1985, 1993]}), "ccode")[
    ...     "ccode"
    ... ].to_list()
    [260, 255]
    """
    for column in columns:
        pairs = frame.select(column, year).unique()
        codes = [code_at_year_end(code, row_year) for code, row_year in pairs.iter_rows()]
        renamed = pairs.with_columns(pl.Series("_code", codes, dtype=pl.Int64))
        joined = frame.join(renamed, on=[column, year], how="left", maintain_order="left")
        frame = joined.with_columns(pl.col("_code").alias(column)).drop("_code")
    return frame

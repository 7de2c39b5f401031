"""Codes that changed during a year, as expressions on frames."""

from __future__ import annotations

import polars as pl

from detente.actors.states import code_at_year_end
from detente.actors.systems import spells
from detente.span import year_end


def changes() -> tuple[tuple[int, int, int], ...]:
    """Give every (code, year, code on 31 December) where a state changed its code during a year.

    Examples
    --------
    >>> (260, 1990, 255) in changes()
    True
    """
    found = []
    for code, _, end in spells("cow").iter_rows():
        if end < year_end(end.year) and code_at_year_end(code, end.year) != code:
            found.append((code, end.year, code_at_year_end(code, end.year)))
    return tuple(found)


def year_end_codes(column: str = "ccode", year: str = "year") -> pl.Expr:
    """Replace codes that changed during a year by those of its 31 December (votes cast by 260 in 1990: 255).

    Parameters
    ----------
    column, year : str
        The columns of codes and of years.
    """
    found = pl.col(column)
    for code, when, later in changes():
        found = pl.when((pl.col(column) == code) & (pl.col(year) == when)).then(later).otherwise(found)
    return found.cast(pl.Int64).alias(column)


def to_year_end(frame: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """Replace codes by those that the same state holds on 31 December of each row's year.

    Parameters
    ----------
    frame : polars.DataFrame
        With ``year`` and the columns of codes.
    *columns : str
        The columns of codes.

    Examples
    --------
    >>> to_year_end(pl.DataFrame({"ccode": [260, 260], "year": [1985, 1993]}), "ccode")["ccode"].to_list()
    [260, 255]
    """
    for column in columns:
        pairs = frame.select(column, "year").unique()
        now = pairs.with_columns(pl.Series("_now", [code_at_year_end(c, y) for c, y in pairs.iter_rows()], dtype=pl.Int64))
        frame = frame.join(now, on=[column, "year"], how="left", maintain_order="left").with_columns(
            pl.col("_now").alias(column)).drop("_now")
    return frame

"""Dialects: names and numbers that one producer uses in a sense of its own.

A dialect is a file ``crosswalks/ID.csv`` with the columns ``key`` (as the producer writes it),
``from`` and ``to`` (years or days between which it means this; empty where open), ``ccode``,
``gwcode`` or both (empty where it means no state), ``name`` and ``remark``. A row with the key
``*`` says that other numbers are codes of the Correlates of War.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import polars as pl

from detente.actors.meanings import Dialect
from detente.errors import SourceError
from detente.frame_files import read_csv

REQUIRED = ("key", "from", "to")
CODES = ("ccode", "gwcode")
REST = "*"
"""Key of the row that says what other numbers mean."""


@cache
def dialect(name: str, *, complete: bool = False) -> Dialect:
    """Read a dialect.

    Parameters
    ----------
    name : str
        Name of its file.
    complete : bool
        Whether a key that it does not hold is unknown; by default it means what it means elsewhere.

    Returns
    -------
    Dialect

    Raises
    ------
    SourceError
        Where there is no such file, or it lacks a column.

    Examples
    --------
    >>> dialect("maddison").meanings.columns
    ['key', 'from', 'to', 'ccode']
    """
    where = f"sources/crosswalks/{name}.csv"
    path = files("detente.sources").joinpath("crosswalks", f"{name}.csv")
    if not path.is_file():
        raise SourceError(f"no dialect is called '{name}'", where=where)
    raw = read_csv(path.read_bytes(), infer_schema=False)
    codes = [column for column in CODES if column in raw.columns]
    for column in (*REQUIRED, *(codes or CODES)):
        if column not in raw.columns:
            raise SourceError(f"column '{column}' is missing", where=where, near=raw.columns)
    is_rest = pl.col("key") == REST
    meanings = raw.filter(~is_rest).select(
        "key",
        _day("from", "-01-01").alias("from"),
        _day("to", "-12-31").alias("to"),
        pl.col(codes).cast(pl.Int64),
    )
    numbers = raw.filter(is_rest).height > 0
    return Dialect(name, meanings, cow_numbers=numbers, complete=complete)


def _day(column: str, rest: str) -> pl.Expr:
    """Read a day; a year means its first or its last day."""
    text = pl.col(column)
    is_year = text.str.contains(r"^\d{4}$")
    return pl.when(is_year).then(text + rest).otherwise(text).str.to_date("%Y-%m-%d")

"""State-years from several files or sheets, side by side in one table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from typing import Literal

import polars as pl

KEYS = ("place", "year")


def side_by_side(
    frames: Iterable[pl.DataFrame],
    *,
    keys: Sequence[str] = KEYS,
    how: Literal["full", "inner"] = "full",
) -> pl.DataFrame:
    """Join frames of state-years.

    Parameters
    ----------
    frames : iterable of polars.DataFrame
        One at least, each with the keys and columns of its own.
    keys : sequence of str
        What names a row: a place as the file writes it, and a year.
    how : {"full", "inner"}
        Keep the state-years of any frame, or those that all have.

    Returns
    -------
    polars.DataFrame

    Examples
    --------
    >>> first = pl.DataFrame({"place": ["USA"], "year": [1990], "x": [1]})
    >>> second = pl.DataFrame({"place": ["USA"], "year": [1991], "y": [5]})
    >>> side_by_side([first, second]).sort("year").rows()
    [('USA', 1990, 1, None), ('USA', 1991, None, 5)]
    """
    on = list(keys)
    return reduce(lambda one, other: one.join(other, on=on, how=how, coalesce=True), frames)


def one_column_a_year(
    raw: pl.DataFrame, place: str, years: Mapping[str, int], value: str, unavailable: Sequence[str]
) -> pl.DataFrame:
    """Turn a table with a column a year into a row a place and year; empty cells leave no row.

    Parameters
    ----------
    raw : polars.DataFrame
        The table as text.
    place : str
        Column of names or letters.
    years : mapping
        Name of a column to its year.
    value : str
        What the values are called.
    unavailable : sequence of str
        What stands in a cell without a value.

    Returns
    -------
    polars.DataFrame
        ``place``, ``year`` and the values.

    Examples
    --------
    >>> wide = pl.DataFrame({"code": ["USA", "CUB"], "1990": ["5", ".."], "1991": ["6", ""]})
    >>> one_column_a_year(wide, "code", {"1990": 1990, "1991": 1991}, "x", ["..", ""]).rows()
    [('USA', 1990, 5.0), ('USA', 1991, 6.0)]
    """
    cells = raw.select(pl.col(place).alias("place"), *years).unpivot(
        list(years), index="place", variable_name="column", value_name=value
    )
    known = cells.filter(~pl.col(value).is_in(list(unavailable))).drop_nulls(value)
    year = pl.col("column").replace_strict(years, return_dtype=pl.Int64)
    return known.select("place", year.alias("year"), pl.col(value).cast(pl.Float64))

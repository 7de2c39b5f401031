"""Pairs of states in a frame: their number, their two sides, the same pair in other years."""

from __future__ import annotations

import math

import polars as pl

from detente.actors.states import code_at_year_end
from detente.actors.systems import COMPLETE_TO

SIDES = ("1", "2")
"""Endings of the columns of either side."""
CODES = 1000
"""State codes lie below this number, so that two of them fit into one."""


def pair_id(first: str, second: str) -> pl.Expr:
    """Number a pair of states by both codes, the lower first: one number, whoever is named first.

    Parameters
    ----------
    first, second : str
        Columns with the codes of both states.

    Examples
    --------
    >>> pl.DataFrame({"a": [365], "b": [2]}).select(pair_id("a", "b")).item()
    2365
    """
    low, high = pl.min_horizontal(first, second), pl.max_horizontal(first, second)
    return low * CODES + high


def lineage(ccode: int) -> int:
    """Give the code under which a state's pairs are numbered: that of its newest successor.

    Parameters
    ----------
    ccode : int
        COW code of any year.

    Examples
    --------
    >>> lineage(260), lineage(365)
    (255, 365)
    """
    return code_at_year_end(ccode, COMPLETE_TO)


def least(name: str) -> pl.Expr:
    """Give the smaller value of both sides; null where one is unknown.

    Parameters
    ----------
    name : str
        Column without the number of the side.
    """
    one, two = pl.col(f"{name}1"), pl.col(f"{name}2")
    return pl.when(one.is_not_null() & two.is_not_null()).then(pl.min_horizontal(one, two))


def most(name: str) -> pl.Expr:
    """Give the greater value of both sides; null where one is unknown.

    Parameters
    ----------
    name : str
        Column without the number of the side.
    """
    one, two = pl.col(f"{name}1"), pl.col(f"{name}2")
    return pl.when(one.is_not_null() & two.is_not_null()).then(pl.max_horizontal(one, two))


def before(value: pl.Expr, years: int) -> pl.Expr:
    """Give a value of the same pair some years before; null where it had no row then.

    Parameters
    ----------
    value : polars.Expr
        Of a frame with ``pair`` and ``year``, sorted by both.
    years : int
        How many.
    """
    year = pl.col("year")
    has_row = year - year.shift(years).over("pair") == years
    return pl.when(has_row).then(value.shift(years).over("pair"))


def after(value: pl.Expr, years: int) -> pl.Expr:
    """Give a value of the same pair some years later; null where it has no row then.

    Parameters
    ----------
    value : polars.Expr
        Of a frame with ``pair`` and ``year``, sorted by both.
    years : int
        How many.
    """
    return before(value, -years)


def summed(value: pl.Expr, years: int) -> pl.Expr:
    """Sum a value of the same pair over the years up to each, years without a row as zero.

    Parameters
    ----------
    value : polars.Expr
        Of a frame with ``pair`` and ``year``, sorted by both.
    years : int
        How many years, that of the row included.

    Examples
    --------
    >>> frame = pl.DataFrame({"pair": [1, 1, 1], "year": [1944, 1945, 1990], "x": [1, 1, 0]})
    >>> frame.select(summed(pl.col("x"), 5)).to_series().to_list()
    [1, 2, 0]
    """
    window = f"{years}i"
    return value.rolling_sum_by("year", window_size=window, min_samples=1).over("pair")


def greatest(value: pl.Expr, years: int) -> pl.Expr:
    """Give the greatest value of the same pair in the years up to each.

    Parameters
    ----------
    value : polars.Expr
        Of a frame with ``pair`` and ``year``, sorted by both.
    years : int
        How many years, that of the row included.

    Examples
    --------
    >>> frame = pl.DataFrame({"pair": [1, 1, 1], "year": [1944, 1945, 1990], "x": [1, 0, 0]})
    >>> frame.select(greatest(pl.col("x"), 5)).to_series().to_list()
    [1, 1, 0]
    """
    window = f"{years}i"
    return value.rolling_max_by("year", window_size=window, min_samples=1).over("pair")


def fading(value: pl.Expr, half_life: int, of: str = "pair") -> pl.Expr:
    """Average all values up to each year with weights that halve, years without a row as zero.

    Parameters
    ----------
    value : polars.Expr
        Of a frame sorted by the unit and ``year``; null at most after its last value.
    half_life : int
        Years after which a value counts half.
    of : str
        Column of the unit.

    Examples
    --------
    >>> frame = pl.DataFrame({"pair": [1, 1, 1], "year": [1990, 1991, 1995], "x": [1.0, 0, 0]})
    >>> frame.select(fading(pl.col("x"), 2)).to_series().round(4).to_list()
    [1.0, 0.7071, 0.1768]
    """
    year = pl.col("year")
    age = (year - year.min().over(of)).cast(pl.Float64)
    doubled = (age * (math.log(2) / half_life)).exp()
    newest = 1 - math.exp(-math.log(2) / half_life)
    # the first value is the average of itself
    weight = pl.when(age == 0).then(1.0).otherwise(newest)
    total: pl.Expr = (value * weight * doubled).cum_sum().over(of)
    return total / doubled


def following(name: str, years: int) -> list[pl.Expr]:
    """Give a column of the same pair in each of the next years.

    Parameters
    ----------
    name : str
        The column.
    years : int
        How many years.
    """
    return [after(pl.col(name), ahead) for ahead in range(1, years + 1)]


def all_known(values: list[pl.Expr]) -> pl.Expr:
    """Tell whether none of several values is null.

    Parameters
    ----------
    values : list of polars.Expr
        The values.
    """
    return pl.all_horizontal(value.is_not_null() for value in values)


def beside_each_side(frame: pl.DataFrame, yearly: pl.DataFrame, key: str) -> pl.DataFrame:
    """Join what is known of single states to both sides of each pair.

    Parameters
    ----------
    frame : polars.DataFrame
        Pairs and years, with the key of either side (``now1``, ``now2``).
    yearly : polars.DataFrame
        The key, ``year``, and columns that get the number of the side.
    key : str
        Column with the state's code.
    """
    for side in SIDES:
        names = {name: f"{name}{side}" for name in yearly.columns if name != "year"}
        frame = frame.join(
            yearly.rename(names), on=[f"{key}{side}", "year"], how="left", maintain_order="left"
        )
    return frame

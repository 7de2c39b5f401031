"""Missing values: what a producer writes where it has no figure becomes null, in this one place.

Each declaration says which values of which columns mean "not available", where, and how many cells
of the declared edition do.
"""

from __future__ import annotations

import polars as pl
from polars.exceptions import PolarsError

from detente.errors import SourceError
from detente.sources.declaration import Missing, TableRule


def without_missing(rule: TableRule, frame: pl.DataFrame) -> pl.DataFrame:
    """Turn the values that stand for "not available" into null.

    Parameters
    ----------
    rule : TableRule
        The table; its `missing` says which values these are.
    frame : polars.DataFrame
        What the parser gave.

    Returns
    -------
    polars.DataFrame
        The same rows and columns. Every condition is read on the values as they were published, so
        that the order of the declarations does not matter.

    Raises
    ------
    SourceError
        Where a condition cannot be read.

    Examples
    --------
    >>> from detente.sources.shelf import source
    >>> rule = source("sipri_milex").tables["sipri_milex"]
    >>> spent = {"milex_constant": [10832.0, 0.0], "milex_current": [0.0, 0.0]}
    >>> frame = pl.DataFrame({"ccode": [315, 395], "year": [1985, 1990], **spent})
    >>> without_missing(rule, frame)["milex_current"].to_list()
    [None, 0.0]
    """
    named = {column for entry in rule.missing for column in entry.columns}
    try:
        return frame.with_columns(
            pl.when(~_any_of(rule, column)).then(pl.col(column)).alias(column)
            for column in frame.columns
            if column in named
        )
    except PolarsError as error:
        raise _unreadable(rule, error) from error


def missing_cells(rule: TableRule, frame: pl.DataFrame) -> tuple[int, ...]:
    """Count the cells that each declaration turns into null.

    Parameters
    ----------
    rule : TableRule
        The table.
    frame : polars.DataFrame
        Its cells as they were published.

    Raises
    ------
    SourceError
        Where a condition cannot be read.

    Examples
    --------
    >>> from detente.sources.shelf import source
    >>> rule = source("cow_nmc").tables["cow_nmc"]
    >>> frame = pl.DataFrame({name: [0] for name in rule.columns}).with_columns(irst=-9)
    >>> missing_cells(rule, frame)[0]
    1
    """
    try:
        return tuple(
            frame.select(
                pl.sum_horizontal(_is_missing(entry, column).sum() for column in entry.columns)
            ).item()
            for entry in rule.missing
        )
    except PolarsError as error:
        raise _unreadable(rule, error) from error


def _any_of(rule: TableRule, column: str) -> pl.Expr:
    """Tell which cells of a column any declaration calls missing."""
    return pl.any_horizontal(
        _is_missing(entry, column) for entry in rule.missing if column in entry.columns
    )


def _is_missing(entry: Missing, column: str) -> pl.Expr:
    """Tell which cells of a column one declaration calls missing; those that are null already are
    not counted.
    """
    holds = pl.col(column).is_not_null()
    if entry.values:
        # a join of equalities: `is_in` refuses a whole number of another width
        holds &= pl.any_horizontal(pl.col(column) == value for value in entry.values)
    if entry.where:
        holds &= pl.sql_expr(entry.where)
    return holds.fill_null(value=False)


def _unreadable(rule: TableRule, error: PolarsError) -> SourceError:
    """Name the declaration whose condition cannot be read."""
    return SourceError(
        f"a condition on missing values cannot be read ({str(error).splitlines()[0][:120]})",
        where=f"table {rule.id}",
    )

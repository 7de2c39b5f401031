"""Checking a parsed table against its declaration: columns, keys, values, missing ones."""

from __future__ import annotations

import polars as pl

from detente.errors import CheckError, PanelError
from detente.grain import require_unique
from detente.sources import years
from detente.sources.declaration import Source, TableRule
from detente.sources.fetching import KEPT
from detente.sources.missing import missing_cells


def check(source: Source, rule: TableRule, frame: pl.DataFrame, newest: int | None = None) -> None:
    """Check a parsed table against its declaration.

    Parameters
    ----------
    source : Source
        Whose table it is.
    rule : TableRule
        How the table must look.
    frame : polars.DataFrame
        What the parser gave.
    newest : int, optional
        Last year that a newer edition may reach, where the declaration ends earlier.

    Raises
    ------
    CheckError
        Naming the first rule that is broken: a missing or undeclared column, an empty table, a null
        or doubled key, a column without any value, a value outside its bounds, a value that stands
        for a missing one.
    """
    where = f"{source.id}, table {rule.id}"
    _check_columns(rule, frame, where)
    _check_keys(rule, frame, where)
    _check_values(rule, frame, where, newest)
    _check_missing(rule, frame, where)


def _check_columns(rule: TableRule, frame: pl.DataFrame, where: str) -> None:
    """Refuse columns other than those declared, or of another type."""
    for name, dtype in rule.columns.items():
        if name not in frame.columns:
            raise CheckError(
                f"column '{name}' is missing",
                where=where,
                near=frame.columns[:8],
                next_step=f"the file's layout changed; {KEPT}",
            )
        if frame.schema[name] != dtype:
            raise CheckError(
                f"column '{name}' is {frame.schema[name]}, declared is {dtype()}", where=where
            )
    undeclared = [name for name in frame.columns if name not in rule.columns]
    if undeclared:
        raise CheckError(f"column '{undeclared[0]}' is not declared", where=where)


def _check_keys(rule: TableRule, frame: pl.DataFrame, where: str) -> None:
    """Refuse a table without rows, and keys that are empty or occur twice."""
    if frame.is_empty():
        raise CheckError("the table is empty", where=where, next_step=KEPT)
    empty = sum(frame.select(rule.grain.keys).null_count().row(0))
    if empty:
        raise CheckError(f"{empty} keys are empty", where=where)
    try:
        require_unique(frame, rule.grain.keys, where=where)
    except PanelError as error:
        raise CheckError(str(error)) from None


def _check_values(rule: TableRule, frame: pl.DataFrame, where: str, newest: int | None) -> None:
    """Refuse a column without any value, and values that cannot be true."""
    for name in frame.columns:
        if frame[name].null_count() == frame.height:
            raise CheckError(f"column '{name}' has no value at all", where=where)
    for name in years.COLUMNS:
        if name in frame.columns and frame.schema[name].is_integer():
            _check_bounds(frame, name, years.FIRST, years.LAST, where=where)
    for name, (low, declared) in rule.bounds.items():
        high = max(declared, newest) if name == "year" and newest else declared
        _check_bounds(frame, name, low, high, where=where)


def _check_bounds(frame: pl.DataFrame, name: str, low: float, high: float, *, where: str) -> None:
    outside = frame.filter(~pl.col(name).is_between(low, high))
    if outside.height:
        raise CheckError(
            f"{outside.height} values of '{name}' lie outside {low:g} to {high:g}, the first "
            f"is {outside[name][0]}",
            where=where,
        )


def _check_missing(rule: TableRule, frame: pl.DataFrame, where: str) -> None:
    """Refuse values that stand for "not available": an earlier version kept them in the store."""
    for entry, cells in zip(rule.missing, missing_cells(rule, frame), strict=True):
        if cells:
            raise CheckError(
                f"{cells} cells of '{entry.columns[0]}' hold a value that means: {entry.means}",
                where=where,
                next_step="pull the source again",
            )

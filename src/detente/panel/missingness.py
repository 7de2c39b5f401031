"""Missingness: why a cell of a panel is empty."""

from __future__ import annotations

import difflib

import polars as pl

from detente.actors.systems import require_system
from detente.errors import PanelError
from detente.panel.provenance import Origin
from detente.panel.rows import Rows
from detente.panel.unit_index import NOBODY

NOT_COVERED, NOT_A_MEMBER = "not-covered", "not-a-member"
NOT_APPLICABLE, MISSING = "not-applicable", "missing-in-source"


def why(frame: pl.DataFrame, rows: Rows, lineage: tuple[Origin, ...], column: str) -> pl.DataFrame:
    """Tell of each empty cell of a column why it is empty.

    Parameters
    ----------
    frame : polars.DataFrame
        The panel with all its columns.
    rows : Rows
        Its keys.
    lineage : tuple of Origin
        Where the columns came from.
    column : str
        Which column.

    Returns
    -------
    polars.DataFrame
        Keys of the rows with an empty cell, and ``reason``.

    Raises
    ------
    PanelError
        For a column that was not added.
    """
    if column in rows.keys.columns:
        return rows.keys.filter(pl.col(column).is_null()).with_columns(
            pl.lit(MISSING).alias("reason")
        )
    origin = next((o for o in lineage if o.column == column), None)
    if origin is None:
        added = [o.column for o in lineage]
        raise PanelError(
            f"no column '{column}' was added to this panel",
            where="the panel",
            near=difflib.get_close_matches(str(column), added) or added[:8],
        )
    never = pl.lit(False)
    outside = eventless = nobody = never
    for side in origin.sides if origin.system else ():
        if side in rows.sides:
            codes = pl.Series(f"_code{side}", rows.codes(side, require_system(origin.system)))
            frame = frame.with_columns(codes)
            nobody = nobody | (pl.col(codes.name) == NOBODY)
    if origin.years and "year" in frame.columns:
        outside = ~pl.col("year").is_between(*origin.years)
    if origin.event in frame.columns:
        eventless = pl.col(origin.event).fill_null(0) != 1
    reason = (
        pl.when(outside)
        .then(pl.lit(NOT_COVERED))
        .when(nobody)
        .then(pl.lit(NOT_A_MEMBER))
        .when(eventless)
        .then(pl.lit(NOT_APPLICABLE))
        .otherwise(pl.lit(MISSING))
    )
    empty = frame.filter(pl.col(column).is_null())
    return empty.select(*rows.keys.columns, reason.alias("reason"))

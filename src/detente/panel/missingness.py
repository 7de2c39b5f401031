"""Missingness: why a cell of a panel is empty."""

from __future__ import annotations

import difflib

import polars as pl

from detente.actors.systems import require_system
from detente.asked import of_kind
from detente.errors import PanelError
from detente.estimators.unit_years import NO_ROW
from detente.panel.provenance import Origin
from detente.panel.rows import Rows
from detente.panel.unit_index import NOBODY
from detente.panel.units import rows_of_units

NOT_COVERED, NOT_A_MEMBER = "not-covered", "not-a-member"
NOT_APPLICABLE, MISSING = "not-applicable", "missing-in-source"
NO_SUCH_ROW = "no-row"
"""The panel has no row of the unit in the year whose value is needed."""


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
    column = of_kind(column, str, "column")
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
    empty = frame[column].is_null()
    reason = _reasons(frame, rows, lineage, origin)
    return rows.keys.with_columns(reason.alias("reason")).filter(empty)


def _reasons(
    frame: pl.DataFrame, rows: Rows, lineage: tuple[Origin, ...], origin: Origin
) -> pl.Series:
    """Give for every row the reason for which a cell of the column would be empty there."""
    before = next((o for o in lineage if o.column == origin.of), None)
    if before is None:
        return _reasons_of_source(frame, rows, origin)
    known = frame[before.column].is_not_null()
    there = _reasons(frame, rows, lineage, before).zip_with(~known, _no_reason(frame.height))
    history = rows_of_units(rows)
    reasons = _no_reason(frame.height)
    for years in origin.offsets:
        place = pl.Series(history.earlier(years))
        exists = place != NO_ROW
        needed = there.gather(place.replace(NO_ROW, None))
        needed = needed.zip_with(exists, pl.Series([NO_SUCH_ROW]).new_from_index(0, frame.height))
        reasons = reasons.zip_with(reasons.is_not_null(), needed)
    return reasons


def _no_reason(height: int) -> pl.Series:
    """Give a column without a reason."""
    return pl.Series([None], dtype=pl.String).new_from_index(0, height)


def _reasons_of_source(frame: pl.DataFrame, rows: Rows, origin: Origin) -> pl.Series:
    """Give the reasons for a column that is as its source has it."""
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
    return frame.select(reason.alias("reason")).to_series()

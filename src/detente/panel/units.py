"""Units of a panel: whose history its rows are, and the rows of each in the order of years."""

from __future__ import annotations

import numpy as np
import polars as pl

from detente.errors import PanelError
from detente.estimators.unit_years import UnitYears
from detente.grain import Grain
from detente.panel.rows import Rows
from detente.panel.unit_index import Numbers, packed

PACKED = 5
"""Codes for which a packed number has room."""


def history_of(rows: Rows) -> UnitYears:
    """Follow states, pairs, leaders and pairs of leaders: a leader is one, whatever the code.

    Parameters
    ----------
    rows : Rows
        The keys of a panel.

    Raises
    ------
    PanelError
        For state-days and for disputes, of which a year has many.
    """
    year = _years_of(rows)
    return UnitYears.of(_leaders(rows) if rows.has_leaders else _states(rows), year)


def rows_of_units(rows: Rows) -> UnitYears:
    """Follow what has one row a year: as `history_of`, but leaders under each code by themselves.

    Parameters
    ----------
    rows : Rows
        The keys of a panel.

    Raises
    ------
    PanelError
        For state-days and for disputes, of which a year has many.
    """
    year = _years_of(rows)
    if not rows.has_leaders:
        return UnitYears.of(_states(rows), year)
    codes = [rows.codes(side, rows.system) for side in rows.sides]
    return UnitYears.of(_numbered([_leaders(rows), *codes]), year)


def _years_of(rows: Rows) -> Numbers:
    """Give the year of each row, and refuse panels in which a year has many rows of a unit."""
    if rows.grain is Grain.DISPUTE_DYAD_YEAR:
        raise PanelError(
            "disputes have no years of peace between them, and no row in every year",
            where="dyadic dispute-years",
            next_step="add the disputes to dyad-years and count there",
        )
    if rows.grain is Grain.STATE_DAY:
        raise PanelError(
            "spells and changes count years, and a year has many rows here",
            where="state-days",
            next_step="use state-years",
        )
    return rows.years


def _states(rows: Rows) -> Numbers:
    """Number states, or the states of a row together."""
    codes = [rows.codes(side, rows.system) for side in rows.sides]
    return packed(*codes) if len(codes) <= PACKED else _numbered(codes)


def _leaders(rows: Rows) -> Numbers:
    """Number leaders, or pairs of leaders."""
    ranks = []
    for side in rows.sides:
        rank = rows.keys[f"obsid{side}"].fill_null("").rank("dense")
        ranks.append(rank.to_numpy().astype(np.int64))
    return packed(*ranks)


def _numbered(parts: list[Numbers]) -> Numbers:
    """Number the combinations of several columns, for which a packed number may have no room."""
    frame = pl.DataFrame({f"part{place}": part for place, part in enumerate(parts)})
    rank = frame.select(pl.struct(pl.all()).rank("dense")).to_series()
    return rank.to_numpy().astype(np.int64)

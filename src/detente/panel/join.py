"""Joining: columns of a form carried to the rows of a panel, without changing their number or
order.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from detente.actors.systems import System, code_name
from detente.panel.adders.base import Columns, Unit
from detente.panel.rows import Rows
from detente.panel.unit_index import BITS, NOBODY, YEAR_MASK, Level, Positions, level, packed


def join(rows: Rows, columns: Columns, unit: Unit, system: System) -> pl.DataFrame:
    """Carry the columns of a form to the rows.

    Parameters
    ----------
    rows : Rows
        The keys of the panel.
    columns : Columns
        What the form gave.
    unit : str
        What its rows are about.
    system : {"cow", "gw"}
        Codes that it is keyed by.

    Returns
    -------
    polars.DataFrame
        The new columns, one row for each of the panel; those of a state in a dyad bear 1 or 2 at
        their end.
    """
    if unit in ("row", "leader_row"):
        return columns.frame.select(columns.names)
    if unit in ("pair", "leader_pair"):
        return _pairs(rows, columns, unit, system)
    return pl.concat(
        [_side(rows, columns, unit, system, side) for side in rows.sides], how="horizontal"
    )


def _side(rows: Rows, columns: Columns, unit: Unit, system: System, side: str) -> pl.DataFrame:
    """Join what is about one party."""
    frame, code = columns.frame, code_name(system)
    if unit == "leader":
        names, units = rows.leaders(side)
        at = (
            frame["obsid"]
            .replace_strict(names, pl.Series(range(len(names)), dtype=pl.Int64), default=len(names))
            .to_numpy()
        )
        places = np.full(units.keys.size, frame.height, dtype=np.uint32)
        known = at < len(names)
        places[at[known]] = np.nonzero(known)[0].astype(np.uint32)
        found = _taken(frame, columns, units.spread(places), None)
    elif unit == "fixed":
        known_code = frame.filter(pl.col(code).is_not_null())
        units = rows.state(side, system)
        own = np.full(NOBODY + 1, known_code.height, dtype=np.uint32)
        own[known_code[code].to_numpy()] = np.arange(known_code.height, dtype=np.uint32)
        found = _taken(known_code, columns, units.spread(own[units.keys >> BITS]), None)
    else:
        units = rows.state(side, system)
        places = units.places(packed(frame[code].to_numpy(), frame["year"].to_numpy()))
        found = _taken(
            frame, columns, units.spread(_or_zero(places, units, columns, frame.height, (0,))), None
        )
    return found.rename({c: f"{c}{side}" for c in columns.names}) if side else found


def _pairs(rows: Rows, columns: Columns, unit: Unit, system: System) -> pl.DataFrame:
    """Join what is about two parties."""
    frame, code = columns.frame, code_name(system)
    if unit == "leader_pair":
        keys, units = _leader_keys(rows, frame)
        index = units.spread(units.places(keys))
        known = (rows.codes("1", system) != NOBODY) & (rows.codes("2", system) != NOBODY)
        if columns.years:
            empty = (
                (index == frame.height)
                & known
                & (rows.years >= columns.years[0])
                & (rows.years <= columns.years[1])
            )
            index = np.where(empty, frame.height + 1, index).astype(np.uint32)
        return _taken(frame, columns, index, None)
    units = rows.pair(system)
    a, b, year = (frame[c].to_numpy() for c in (f"{code}1", f"{code}2", "year"))
    if columns.both_ways and not columns.swap:
        a, b = np.minimum(a, b), np.maximum(a, b)
    places = units.places(packed(a, b, year))
    turned = None
    if columns.both_ways and not rows.ascending(system):
        at = rows.turned(system)
        back = units.places(packed(b, a, year)) if at is None else places[at]
        turned = (places == frame.height) & (back < frame.height)
        places = np.where(turned, back, places)
    places = _or_zero(places, units, columns, frame.height, (0, 1))
    swap = (
        units.spread(turned.astype(np.uint32)).astype(bool)
        if turned is not None and columns.swap
        else None
    )
    return _taken(frame, columns, units.spread(places), swap)


def _or_zero(
    places: Positions, level: Level, columns: Columns, height: int, codes: tuple[int, ...]
) -> Positions:
    """Point to the row of zeros where the source covers the year, knows the states and has no row."""
    if not columns.zero or columns.years is None:
        return places
    year = level.keys & YEAR_MASK
    empty = (places == height) & (year >= columns.years[0]) & (year <= columns.years[1])
    spoken = None if columns.known is None else np.zeros((NOBODY + 1, NOBODY + 1), dtype=bool)
    if columns.known is not None and spoken is not None:
        spoken[columns.known.to_series(0).to_numpy(), columns.known["year"].to_numpy()] = True
    for k in codes:
        code = (level.keys >> (BITS * (k + 1))) & YEAR_MASK
        empty &= (code != NOBODY) if spoken is None else spoken[code, year]
    places = places.copy()
    places[empty] = height + 1
    return places


def _taken(
    frame: pl.DataFrame, columns: Columns, index: Positions, swap: np.ndarray | None
) -> pl.DataFrame:
    """Take rows of a table by position; behind its last row stand one of nulls and one of zeros."""
    zero = [c for c in columns.names if c in columns.zero]
    filled = (
        frame.select(columns.names).with_columns(pl.col(zero).fill_null(0))
        if zero
        else frame.select(columns.names)
    )
    behind = pl.DataFrame(
        {
            c: pl.Series([None, 0 if c in columns.zero else None], dtype=filled.schema[c])
            for c in columns.names
        }
    )
    found = pl.concat([filled, behind], how="vertical", rechunk=True).select(
        pl.all().gather(pl.Series(index))
    )
    if swap is None:
        return found
    mask = pl.Series(swap)
    return found.with_columns(
        *(
            pl.when(mask).then(pl.col(other)).otherwise(pl.col(own)).alias(own)
            for pair in columns.swap
            for own, other in (pair, pair[::-1])
        )
    )


def _leader_keys(rows: Rows, frame: pl.DataFrame) -> tuple[np.ndarray, Level]:
    """Number the leaders of rows and table alike, and pack two of them with the year.

    Those of unknown leaders fall away.
    """
    names = pl.concat([rows.keys["obsid1"], rows.keys["obsid2"]]).unique().sort()
    number = pl.Series(range(len(names)), dtype=pl.Int64)

    def numbered(column: pl.Series) -> np.ndarray:
        return column.replace_strict(names, number, default=-1, return_dtype=pl.Int64).to_numpy()

    mine = packed(numbered(rows.keys["obsid1"]), numbered(rows.keys["obsid2"]), rows.years)
    a, b = numbered(frame["obsid1"]), numbered(frame["obsid2"])
    return np.where((a < 0) | (b < 0), -1, packed(a, b, frame["year"].to_numpy())), level(mine)

"""Joining: columns of a form carried to the rows of a panel, without changing their number or
order.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from detente.actors.systems import System, code_name
from detente.panel.adders.base import Columns, Unit
from detente.panel.rows import Rows
from detente.panel.unit_index import NOBODY, Numbers, Positions, UnitIndex, packed, unpacked


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
    if unit == "leader_pair":
        return _leader_pairs(rows, columns, system)
    if unit == "pair":
        return _pairs(rows, columns, system)
    parts = []
    for side in rows.sides:
        part = _PARTY.get(unit, _state)(rows, columns, system, side)
        parts.append(part.rename({name: f"{name}{side}" for name in columns.names}))
    return pl.concat(parts, how="horizontal")


def _state(rows: Rows, columns: Columns, system: System, side: str) -> pl.DataFrame:
    """Join what is about one party in a year."""
    frame, units = columns.frame, rows.state(side, system)
    places = units.find(packed(frame[code_name(system)].to_numpy(), frame["year"].to_numpy()))
    places = _or_zero(places, units, columns, parties=1)
    return _take(frame, columns, units.to_rows(places))


def _fixed(rows: Rows, columns: Columns, system: System, side: str) -> pl.DataFrame:
    """Join what is about one party whenever."""
    code = code_name(system)
    frame = columns.frame.filter(pl.col(code).is_not_null())
    row_of_code = np.full(NOBODY + 1, frame.height, dtype=np.uint32)
    row_of_code[frame[code].to_numpy()] = np.arange(frame.height, dtype=np.uint32)
    units = rows.state(side, system)
    places = row_of_code[unpacked(units.keys, 1)]
    return _take(frame, columns, units.to_rows(places))


def _leader(rows: Rows, columns: Columns, system: System, side: str) -> pl.DataFrame:
    """Join what is about one leader."""
    frame = columns.frame
    names, units = rows.leaders(side)
    number = pl.Series(range(len(names)), dtype=pl.Int64)
    unit = frame["obsid"].replace_strict(names, number, default=len(names)).to_numpy()
    known = unit < len(names)
    places = np.full(units.keys.size, frame.height, dtype=np.uint32)
    places[unit[known]] = np.nonzero(known)[0].astype(np.uint32)
    return _take(frame, columns, units.to_rows(places))


_PARTY = {"leader": _leader, "fixed": _fixed}
"""How what is about one party is joined, where it is not about a state and year."""


def _leader_pairs(rows: Rows, columns: Columns, system: System) -> pl.DataFrame:
    """Join what is about two leaders in a year."""
    frame = columns.frame
    keys, units = _leader_keys(rows, frame)
    places = units.to_rows(units.find(keys))
    if columns.years:
        first, last = columns.years
        empty = (places == frame.height) & (rows.years >= first) & (rows.years <= last)
        for side in rows.sides:
            empty &= rows.codes(side, system) != NOBODY
        places = np.where(empty, frame.height + 1, places).astype(np.uint32)
    return _take(frame, columns, places)


def _pairs(rows: Rows, columns: Columns, system: System) -> pl.DataFrame:
    """Join what is about two states in a year."""
    frame, code, units = columns.frame, code_name(system), rows.pair(system)
    first, second, year = (frame[c].to_numpy() for c in (f"{code}1", f"{code}2", "year"))
    if columns.both_ways and not columns.swap:
        first, second = np.minimum(first, second), np.maximum(first, second)
    places = units.find(packed(first, second, year))
    swapped = None
    if columns.both_ways and not rows.ascending(system):
        reverse = rows.reverse(system)
        back = units.find(packed(second, first, year)) if reverse is None else places[reverse]
        turned = (places == frame.height) & (back < frame.height)
        places = np.where(turned, back, places)
        if columns.swap:
            swapped = units.to_rows(turned.astype(np.uint32)).astype(bool)
    places = _or_zero(places, units, columns, parties=2)
    return _take(frame, columns, units.to_rows(places), swapped)


def _or_zero(places: Positions, units: UnitIndex, columns: Columns, *, parties: int) -> Positions:
    """Point to the row of zeros where the source covers the year and the states but has no row."""
    if not columns.zero or columns.years is None:
        return places
    height, year = columns.frame.height, unpacked(units.keys, 0)
    first, last = columns.years
    empty = (places == height) & (year >= first) & (year <= last)
    covered = None if columns.known is None else _covered(columns.known)
    for party in range(1, parties + 1):
        code = unpacked(units.keys, party)
        empty &= (code != NOBODY) if covered is None else covered[code, year]
    places = places.copy()
    places[empty] = height + 1
    return places


def _covered(known: pl.DataFrame) -> np.ndarray:
    """Lay out the state-years that a source covers, by code and year."""
    covered = np.zeros((NOBODY + 1, NOBODY + 1), dtype=bool)
    covered[known.to_series(0).to_numpy(), known["year"].to_numpy()] = True
    return covered


def _take(
    frame: pl.DataFrame,
    columns: Columns,
    places: Positions,
    swapped: np.ndarray | None = None,
) -> pl.DataFrame:
    """Take rows of a table by position; a row of nulls and one of zeros follow its last row."""
    zero = [name for name in columns.names if name in columns.zero]
    values = frame.select(columns.names).with_columns(pl.col(zero).fill_null(0))
    extra = pl.DataFrame(
        [
            pl.Series(name, [None, 0 if name in zero else None], dtype=values.schema[name])
            for name in columns.names
        ]
    )
    extended = pl.concat([values, extra], how="vertical", rechunk=True)
    taken = extended.select(pl.all().gather(pl.Series(places)))
    return taken if swapped is None else _swap(taken, columns.swap, pl.Series(swapped))


def _swap(
    taken: pl.DataFrame, pairs: tuple[tuple[str, str], ...], swapped: pl.Series
) -> pl.DataFrame:
    """Let pairs of columns change places in the rows marked."""

    def either(usual: str, other: str) -> pl.Expr:
        return pl.when(swapped).then(pl.col(other)).otherwise(pl.col(usual)).alias(usual)

    changed = []
    for first, second in pairs:
        changed += [either(first, second), either(second, first)]
    return taken.with_columns(changed)


def _leader_keys(rows: Rows, frame: pl.DataFrame) -> tuple[Numbers, UnitIndex]:
    """Pack two leaders and the year, of the rows and of a table alike.

    Those of the table whose leaders the rows do not name have the key -1.
    """
    names = pl.concat([rows.keys["obsid1"], rows.keys["obsid2"]]).unique().sort()
    number = pl.Series(range(len(names)), dtype=pl.Int64)

    def numbered(keys: pl.DataFrame, side: str) -> Numbers:
        column = keys[f"obsid{side}"]
        return column.replace_strict(names, number, default=-1, return_dtype=pl.Int64).to_numpy()

    units = UnitIndex.of(packed(numbered(rows.keys, "1"), numbered(rows.keys, "2"), rows.years))
    first, second = numbered(frame, "1"), numbered(frame, "2")
    keys = packed(first, second, frame["year"].to_numpy())
    return np.where((first < 0) | (second < 0), -1, keys), units

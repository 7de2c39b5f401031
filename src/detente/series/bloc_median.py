"""A column of a state-year table as a series of an actor; of a bloc, its median member."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.blocs import Bloc
from detente.actors.composition import actual
from detente.actors.names import Actor
from detente.actors.relation_key import short
from detente.actors.states import State
from detente.actors.systems import FIRST_YEAR
from detente.estimators.group_medians import medians_by
from detente.evidence.series import Series
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MOST_CODES = 1000
"""COW codes are below it."""


def median_level(
    catalog: Catalog,
    actor: Actor,
    table: str,
    column: str,
    *,
    id: str,
    label: str,
    unit: str,
    sources: tuple[str, ...],
    without: Actor | None = None,
    method: str = "",
    half: float | None = None,
) -> Series:
    """Read the level of a column that the starter holds as distance from the median state.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    actor : State or Bloc
        Whose level.
    table, column : str
        Table and column of the distance; the table has ``{column}_median`` too, and ``_low`` and
        ``_high`` where there are bounds.
    id, label, unit, sources, method : str
        As `Series` has them.
    without : State or Bloc, optional
        The other party: a state that is left out of a bloc's median.
    half : float, optional
        Factor that turns the half width of the bounds into that of a 90 % interval; None where
        there are no bounds.

    Returns
    -------
    Series
        Level of the state, or of the bloc's median member of each year (without an interval).
    """
    known = catalog.remember(_levels, table, column)
    years, values = _by_year(_members(actor, without), known, known.level)
    is_state = actor.kind == "state"
    series = Series(
        id=id,
        label=label,
        of=short(actor),
        unit=unit,
        table=table,
        column=column,
        keys=((actor.kind, actor.key),),
        years=tuple(years.tolist()),
        values=tuple(values.tolist()),
        sources=sources,
        rule="as published" if is_state else "median member of the year",
        method=method,
    )
    if half is None or not is_state:
        return series
    halves = catalog.remember(_halves, table, column, half)
    widths = _by_year(actual(actor), known, halves)[1]
    low, high = values - widths, values + widths
    return replace(series, low=tuple(low.tolist()), high=tuple(high.tolist()))


@dataclass(frozen=True, slots=True, eq=False)
class _Levels:
    """Levels of a column by state and year.

    Attributes
    ----------
    first : int
        First year.
    row : ndarray of int
        Row of a state by its code; -1 where it has none.
    level : ndarray, shape (S, T)
        Levels; NaN where none is known.
    """

    first: int
    row: Ints
    level: Floats


def _levels(catalog: Catalog, table: str, column: str) -> _Levels:
    """Lay the levels of a column out by state and year."""
    rows = _known(catalog, table, column)
    codes, years = (rows[key].to_numpy().astype(np.int64) for key in ("ccode", "year"))
    first = int(years.min()) if years.size else FIRST_YEAR
    states = np.unique(codes)
    row = np.full(MOST_CODES, -1, dtype=np.int64)
    row[states] = np.arange(states.size)
    level = (rows[column] + rows[f"{column}_median"]).cast(pl.Float64).to_numpy()
    shape = (states.size, int(years.max(initial=first)) - first + 1)
    return _Levels(first, row, level=_spread(shape, (row[codes], years - first), level))


def _halves(catalog: Catalog, table: str, column: str, half: float) -> Floats:
    """Lay half the widths of a column's bounds, times a factor, out as its levels are."""
    known = catalog.remember(_levels, table, column)
    rows = _known(catalog, table, column)
    codes, years = (rows[key].to_numpy().astype(np.int64) for key in ("ccode", "year"))
    width = (pl.col(f"{column}_high") - pl.col(f"{column}_low")) / 2 * half
    values = rows.select(width.cast(pl.Float64)).to_series().to_numpy()
    return _spread(known.level.shape, (known.row[codes], years - known.first), values)


def _known(catalog: Catalog, table: str, column: str) -> pl.DataFrame:
    return catalog.frame(table).filter(pl.col(column).is_not_null())


def _spread(shape: tuple[int, ...], place: tuple[Ints, Ints], values: Floats) -> Floats:
    spread = np.full(shape, np.nan)
    spread[place] = values
    return spread


def _members(actor: Actor, without: Actor | None) -> pl.DataFrame:
    """Give the codes of an actor by year; a state is left out of a bloc where it is asked for."""
    members = actual(actor)
    if isinstance(actor, Bloc) and isinstance(without, State):
        other = actual(without)
        return members.join(other, on=["year", "ccode"], how="anti", maintain_order="left")
    return members


def _by_year(members: pl.DataFrame, known: _Levels, values: Floats) -> tuple[Ints, Floats]:
    """Give the median of a value over the members of each year in which one has it."""
    year, row = (members[name].to_numpy().astype(np.int64) for name in ("year", "ccode"))
    row, place = known.row[row], year - known.first
    held = (row >= 0) & (place >= 0) & (place < values.shape[1])
    found = values[row[held], place[held]]
    is_known = ~np.isnan(found)
    return medians_by(year[held][is_known], found[is_known])

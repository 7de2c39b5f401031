"""A column of a state-year table as a series of an actor; of a bloc, its median member."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.blocs import Bloc
from detente.actors.composition import actual
from detente.actors.names import Actor
from detente.actors.relation_key import short
from detente.actors.states import State
from detente.estimators.group_medians import medians_by
from detente.evidence.series import Series
from detente.series.state_grid import Grid, grid
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


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
    years, values = _by_year(_members(actor, without), known)
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
    widths = _by_year(actual(actor), halves)[1]
    low, high = values - widths, values + widths
    return replace(series, low=tuple(low.tolist()), high=tuple(high.tolist()))


def _levels(catalog: Catalog, table: str, column: str) -> Grid:
    """Lay the levels of a column out by state and year."""
    level = pl.col(column) + pl.col(f"{column}_median")
    return grid(_known(catalog, table, column).with_columns(level=level), ["level"])


def _halves(catalog: Catalog, table: str, column: str, half: float) -> Grid:
    """Lay half the widths of a column's bounds, times a factor, out by state and year."""
    width = (pl.col(f"{column}_high") - pl.col(f"{column}_low")) / 2 * half
    return grid(_known(catalog, table, column).with_columns(half=width), ["half"])


def _known(catalog: Catalog, table: str, column: str) -> pl.DataFrame:
    return catalog.frame(table).filter(pl.col(column).is_not_null())


def _members(actor: Actor, without: Actor | None) -> pl.DataFrame:
    """Give the codes of an actor by year; a state is left out of a bloc where it is asked for."""
    members = actual(actor)
    if isinstance(actor, Bloc) and isinstance(without, State):
        other = actual(without)
        return members.join(other, on=["year", "ccode"], how="anti", maintain_order="left")
    return members


def _by_year(members: pl.DataFrame, known: Grid) -> tuple[Ints, Floats]:
    """Give the median of a value over the members of each year in which one has it."""
    year, code = (members[name].to_numpy().astype(np.int64) for name in ("year", "ccode"))
    values = known.at(code, year)[:, 0]
    is_known = ~np.isnan(values)
    return medians_by(year[is_known], values[is_known])

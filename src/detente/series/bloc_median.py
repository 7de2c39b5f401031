"""A column of a state-year table as a series of an actor; of a bloc, its median member."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from detente.actors.blocs import Bloc
from detente.actors.composition import actual
from detente.actors.names import Actor
from detente.actors.relation_key import short
from detente.actors.states import State
from detente.evidence.series import Series
from detente.store.catalog import Catalog


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
    rows = catalog.frame(table).filter(pl.col(column).is_not_null())
    level = (pl.col(column) + pl.col(f"{column}_median")).cast(pl.Float64).alias("value")
    yearly = _by_year(_members(actor, without), rows, level)
    is_state = actor.kind == "state"
    years, values = tuple(yearly["year"].to_list()), tuple(yearly["value"].to_list())
    series = Series(
        id=id,
        label=label,
        of=short(actor),
        unit=unit,
        table=table,
        column=column,
        keys=((actor.kind, actor.key),),
        years=years,
        values=values,
        sources=sources,
        rule="as published" if is_state else "median member of the year",
        method=method,
    )
    if half is None or not is_state:
        return series
    width = (pl.col(f"{column}_high") - pl.col(f"{column}_low")) / 2 * half
    halves = _by_year(actual(actor), rows, width.cast(pl.Float64).alias("half"))["half"]
    low, high = yearly["value"] - halves, yearly["value"] + halves
    return replace(series, low=tuple(low.to_list()), high=tuple(high.to_list()))


def _members(actor: Actor, without: Actor | None) -> pl.DataFrame:
    """Give the codes of an actor by year; a state is left out of a bloc where it is asked for."""
    members = actual(actor)
    if isinstance(actor, Bloc) and isinstance(without, State):
        other = actual(without)
        return members.join(other, on=["year", "ccode"], how="anti", maintain_order="left")
    return members


def _by_year(members: pl.DataFrame, rows: pl.DataFrame, value: pl.Expr) -> pl.DataFrame:
    """Give the median of a value over the members of each year."""
    held = members.join(rows, on=["ccode", "year"]).select("year", value)
    return held.group_by("year").agg(pl.exclude("year").median()).sort("year")

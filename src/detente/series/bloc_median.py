"""A column of a state-year table as a series of an actor; of a bloc, its median member."""

from __future__ import annotations

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
        Where the distance stands; ``{column}_median`` stands beside it, and ``_low`` and ``_high``
        where it has bounds.
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
    level = (pl.col(column) + pl.col(f"{column}_median")).cast(pl.Float64)
    width = (
        ((pl.col(f"{column}_high") - pl.col(f"{column}_low")) / 2 * half).cast(pl.Float64)
        if half
        else None
    )
    chosen = [level.alias("value"), *([width.alias("half")] if width is not None else [])]
    members = actual(actor)
    if isinstance(actor, Bloc) and isinstance(without, State):
        members = members.join(
            actual(without), on=["year", "ccode"], how="anti", maintain_order="left"
        )
    yearly = (
        members.join(rows, on=["ccode", "year"])
        .select("year", *chosen)
        .group_by("year")
        .agg(pl.exclude("year").median())
        .sort("year")
    )
    values = tuple(yearly["value"].to_list())
    bounded = half is not None and actor.kind == "state"
    halves = yearly["half"].to_list() if bounded else []
    return Series(
        id=id,
        label=label,
        of=short(actor),
        unit=unit,
        table=table,
        column=column,
        keys=((actor.kind, actor.key),),
        years=tuple(yearly["year"].to_list()),
        values=values,
        low=tuple(None if h is None else v - h for v, h in zip(values, halves, strict=True))
        if bounded
        else (),
        high=tuple(None if h is None else v + h for v, h in zip(values, halves, strict=True))
        if bounded
        else (),
        sources=sources,
        rule="as published" if actor.kind == "state" else "median member of the year",
        method=method,
    )

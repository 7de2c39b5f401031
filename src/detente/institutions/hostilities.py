"""Crises, wars, rivalries and events between two parties, from the sources in the user's store.

These sources may be cited, not passed on, so that the starter holds none of them: each reader gives
None where the store lacks its table.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from detente.actors.composition import crossed
from detente.actors.relation_key import RelationKey
from detente.actors.systems import COMPLETE_TO, FIRST_YEAR
from detente.store.catalog import Catalog

PAIR = ("ccode1", "ccode2")


def crises_between(
    catalog: Catalog, pair: RelationKey, day: date | int | None = None
) -> pl.DataFrame | None:
    """Give the international crises of two parties, known on a day, the newest first.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    pair : RelationKey
        The parties; of a bloc, its members of the year in which the crisis began.
    day : datetime.date or int, optional
        The day of the view, or the year whose end it is; that of `catalog` by default.

    Returns
    -------
    polars.DataFrame or None
        ``crisno``, ``crisname``, ``ccode1``, ``ccode2``, ``actor1``, ``actor2``, ``start``,
        ``start_precision``, ``end`` (null, or the day of the view, while it goes on), ``viol`` and
        ``gravcr`` (null until it is over), ``edition`` ("by hand" for one that we dated),
        ``source``, ``last_year`` (the newest year of its rows). None where the store lacks the
        data.
    """
    dyads = _between(catalog, "icb_dyads", pair, day)
    if dyads is None:
        return None
    known = catalog if day is None else catalog.as_of(day)
    crises = known.frame("icb_crises").select("crisno", "crisname", "viol", "gravcr", "source")
    newest = dyads.with_columns(pl.col("year").max().over("crdynum").alias("last_year"))
    once = newest.sort("year").unique(["crdynum"], keep="first", maintain_order=True)
    named = once.join(crises, on="crisno", how="left", maintain_order="left")
    return named.select(
        "crisno",
        "crisname",
        *PAIR,
        "actor1",
        "actor2",
        "start",
        "start_precision",
        "end",
        "viol",
        "gravcr",
        "edition",
        "source",
        "last_year",
    ).sort("start", "crisno", descending=True)


def wars_between(
    catalog: Catalog, pair: RelationKey, day: date | int | None = None
) -> pl.DataFrame | None:
    """Give the wars of two parties after the Correlates of War, a row a pair and year.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    pair : RelationKey
        The parties; of a bloc, its members of each year.
    day : datetime.date or int, optional
        The day of the view, or the year whose end it is; that of `catalog` by default.

    Returns
    -------
    polars.DataFrame or None
        The columns of ``cow_war_dyads`` with the lower code first; None where the store lacks it.
    """
    return _between(catalog, "cow_war_dyads", pair, day)


def events_between(
    catalog: Catalog, pair: RelationKey, day: date | int | None = None
) -> pl.DataFrame | None:
    """Give the militarized events between two parties, both ways, known on a day.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    pair : RelationKey
        The parties; of a bloc, its members of the year of the event.
    day : datetime.date or int, optional
        The day of the view, or the year whose end it is; that of `catalog` by default.

    Returns
    -------
    polars.DataFrame or None
        The columns of ``mie_events``, ``ccode1`` acting; None where the store lacks it.
    """
    return _between(catalog, "mie_events", pair, day, directed=True)


def rivalries_between(
    catalog: Catalog, pair: RelationKey, day: date | int | None = None
) -> pl.DataFrame | None:
    """Give the rivalries of two parties after Klein, Goertz and Diehl, known on a day.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    pair : RelationKey
        The parties; of a bloc, its members of the year in which the rivalry began.
    day : datetime.date or int, optional
        The day of the view, or the year whose end it is; that of `catalog` by default.

    Returns
    -------
    polars.DataFrame or None
        The columns of ``kgd_rivalries``; None where the store lacks it.
    """
    return _between(catalog, "kgd_rivalries", pair, day)


def peace_between(
    catalog: Catalog, pair: RelationKey, day: date | int | None = None
) -> pl.DataFrame | None:
    """Give the peace scale of two parties by pair and year, known on a day.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    pair : RelationKey
        The parties; of a bloc, its members of each year.
    day : datetime.date or int, optional
        The day of the view, or the year whose end it is; that of `catalog` by default.

    Returns
    -------
    polars.DataFrame or None
        ``ccode1``, ``ccode2``, ``year``, ``peace_scale``; a pair that the source does not list has
        no row, which is not a zero. None where the store lacks the data.
    """
    return _between(catalog, "peace_scale", pair, day)


def _between(
    catalog: Catalog,
    table: str,
    pair: RelationKey,
    day: date | int | None,
    *,
    directed: bool = False,
) -> pl.DataFrame | None:
    """Take the rows of a table that are about members of the two parties in the row's year."""
    if not catalog.has(table):
        return None
    known = catalog if day is None else catalog.as_of(day)
    frame = known.frame(table)
    year = pl.col("year") if "year" in frame.columns else pl.col("start").dt.year()
    keyed = frame.with_columns(
        pl.min_horizontal(PAIR).cast(pl.Int16).alias("_low"),
        pl.max_horizontal(PAIR).cast(pl.Int16).alias("_high"),
        year.cast(pl.Int16).alias("_year"),
    )
    dyads = crossed(pair.first, pair.second, FIRST_YEAR, COMPLETE_TO)
    found = keyed.join(
        dyads, left_on=["_low", "_high", "_year"], right_on=[*PAIR, "year"], how="semi"
    )
    if not directed:
        found = found.filter(pl.col("ccode1") == pl.col("_low"))
    return found.sort("_year", "_low", "_high", maintain_order=True).drop("_low", "_high", "_year")

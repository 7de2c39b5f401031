"""Votes of every state outside a bloc with the bloc where it is united, over some years."""

from __future__ import annotations

import polars as pl

from detente.actors.blocs import Bloc
from detente.identity.voting import UNITED
from detente.store.catalog import Catalog

SCHEMA = {"ccode": pl.Int16, "votes": pl.Int64, "same": pl.Int64}


def united_counts(catalog: Catalog, bloc: Bloc, first: int, last: int) -> pl.DataFrame:
    """Count votes with a united bloc.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    bloc : Bloc
        The bloc; its members are those of each year.
    first, last : int
        Years.

    Returns
    -------
    polars.DataFrame
        ``ccode``, ``votes``, ``same``, by code.

    Examples
    --------
    >>> from detente.actors.names import bloc
    >>> from detente.store.catalog import default_catalog
    >>> counts = united_counts(default_catalog(), bloc("EU"), 2022, 2024)
    >>> counts.filter(pl.col("ccode") == 640).rows()
    [(640, 178, 152)]
    """
    return catalog.remember(_united_counts, bloc, first, last)


def _united_counts(catalog: Catalog, bloc: Bloc, first: int, last: int) -> pl.DataFrame:
    if not catalog.has(UNITED):
        return pl.DataFrame(schema=SCHEMA)
    of_years = pl.col("year").is_between(first, last) & (pl.col("bloc").cast(pl.String) == bloc.id)
    counts = pl.col("votes", "same").cast(pl.Int64).sum()
    rows = catalog.frame(UNITED).filter(of_years).group_by("ccode").agg(counts)
    return rows.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items()).sort("ccode")


def same_members(bloc: Bloc, first: int, last: int) -> bool:
    """Tell whether a bloc had the same members at the end of each of some years.

    Parameters
    ----------
    bloc : Bloc
        The bloc.
    first, last : int
        Years.

    Examples
    --------
    >>> from detente.actors.names import bloc
    >>> same_members(bloc("EU"), 2020, 2024), same_members(bloc("EU"), 2019, 2024)
    (True, False)
    """
    return len({bloc.members(year) for year in range(first, last + 1)}) == 1

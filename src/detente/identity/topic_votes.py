"""Same votes by topic, of a relation and of all pairs of its form."""

from __future__ import annotations

import polars as pl

from detente.identity.voting import BY_TOPIC
from detente.store.catalog import Catalog

SCHEMA = {"unit": pl.UInt32, "topic": pl.String, "votes": pl.Int64, "same": pl.Int64}


def newest_window(catalog: Catalog, year: int) -> int | None:
    """Give the last year of the newest window of votes by topic up to a year; None without one.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    year : int
        The year.

    Examples
    --------
    >>> from detente.store.catalog import default_catalog
    >>> newest_window(default_catalog(), 2024)
    2020
    """
    if not catalog.has(BY_TOPIC):
        return None
    years = catalog.remember(_windows)
    return max((one for one in years if one <= year), default=None)


def _windows(catalog: Catalog) -> tuple[int, ...]:
    years = catalog.scan(BY_TOPIC).select(pl.col("year").unique()).collect()
    return tuple(sorted(years["year"].to_list()))


def topic_votes(catalog: Catalog, dyads: pl.DataFrame, window: int) -> pl.DataFrame:
    """Count same votes by topic for groups of pairs.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    dyads : polars.DataFrame
        ``unit``, ``ccode1`` < ``ccode2``: the pairs of states of which each group is made.
    window : int
        Last year of the window.

    Returns
    -------
    polars.DataFrame
        ``unit``, ``topic``, ``votes``, ``same``, by unit and topic.
    """
    rows = catalog.remember(topic_rows, window)
    joined = dyads.select("unit", pl.col("ccode1", "ccode2").cast(pl.Int16)).join(
        rows, on=["ccode1", "ccode2"]
    )
    counts = pl.col("votes", "same").cast(pl.Int64).sum()
    return (
        joined.group_by("unit", "topic")
        .agg(counts)
        .select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())
        .sort("unit", "topic")
    )


def topic_rows(catalog: Catalog, window: int) -> pl.DataFrame:
    """Give the counts of every two states in a window.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    window : int
        Last year of the window.

    Returns
    -------
    polars.DataFrame
        ``ccode1``, ``ccode2``, ``topic``, ``votes``, ``same``.
    """
    return catalog.scan(BY_TOPIC).filter(pl.col("year") == window).drop("year").collect()

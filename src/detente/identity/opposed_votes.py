"""Votes in which two powers vote against each other: with whom every other state sides.

Single votes are needed, which only a user's own store holds.
"""

from __future__ import annotations

import polars as pl

from detente.identity.vote_counts import NEEDS, cast_votes
from detente.store.catalog import Catalog

YES, NO = 1, 3
SCHEMA = {"ccode": pl.Int64, "votes": pl.Int64, "with_one": pl.Int64, "with_other": pl.Int64}


def opposed_votes(
    catalog: Catalog, powers: tuple[int, int], first: int, last: int
) -> pl.DataFrame | None:
    """Count, for each state, with which of two opposed powers it voted.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    powers : tuple of int
        COW codes of both.
    first, last : int
        Years.

    Returns
    -------
    polars.DataFrame or None
        ``ccode``, ``votes`` (cast by the state where one power said yes and the other no),
        ``with_one``, ``with_other``; None where the store holds no single votes.
    """
    if not all(catalog.has(table) for table in NEEDS):
        return None
    return sided(catalog.remember(_cast, first, last), powers)


def times_opposed(
    catalog: Catalog, two: tuple[int, int], first: int, last: int
) -> tuple[int, int] | None:
    """Count the votes in which one of two states said yes and the other no.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    two : tuple of int
        COW codes of both.
    first, last : int
        Years.

    Returns
    -------
    tuple of int, or None
        That count, and all votes that both cast; None where the store holds no single votes.
    """
    if not all(catalog.has(table) for table in NEEDS):
        return None
    cast = catalog.remember(_cast, first, last)
    one, other = (
        cast.filter(pl.col("ccode") == code).select(
            "rcid", pl.col("vote").cast(pl.Int16).alias(name)
        )
        for code, name in zip(two, ("one", "other"), strict=True)
    )
    both = one.join(other, on="rcid")
    opposed = both.filter((pl.col("one") - pl.col("other")).abs() == NO - YES)
    return opposed.height, both.height


def no_votes(catalog: Catalog, code: int, first: int, last: int) -> float | None:
    """Give the part of a state's votes of some years that were a no.

    Parameters
    ----------
    catalog : Catalog
        The tables, as known at the view.
    code : int
        Its COW code.
    first, last : int
        Years.

    Returns
    -------
    float or None
        None where the store holds no single votes, or the state cast none.
    """
    if not all(catalog.has(table) for table in NEEDS):
        return None
    own = catalog.remember(_cast, first, last).filter(pl.col("ccode") == code)
    return None if own.is_empty() else own.filter(pl.col("vote") == NO).height / own.height


def _cast(catalog: Catalog, first: int, last: int) -> pl.DataFrame:
    votes, calls = (catalog.scan(table) for table in NEEDS)
    of_years = calls.filter(pl.col("date").dt.year().is_between(first, last)).collect()
    cast = votes.filter(pl.col("rcid").is_in(of_years["rcid"].implode())).collect()
    return cast_votes(dict(zip(NEEDS, (cast, of_years), strict=True))).drop("topic")


def sided(cast: pl.DataFrame, powers: tuple[int, int]) -> pl.DataFrame:
    """Count votes with either of two powers where these are opposed.

    Parameters
    ----------
    cast : polars.DataFrame
        ``rcid``, ``ccode``, ``vote`` (1 yes, 2 abstain, 3 no).
    powers : tuple of int
        COW codes of both.

    Examples
    --------
    >>> cast = pl.DataFrame(
    ...     {"rcid": [1, 1, 1, 2, 2, 2], "ccode": [2, 710, 750] * 2, "vote": [3, 1, 1, 1, 1, 1]}
    ... )
    >>> sided(cast, (2, 710)).rows()
    [(750, 1, 0, 1)]
    """
    one, other = (
        cast.filter(pl.col("ccode") == code).select("rcid", pl.col("vote").alias(name))
        for code, name in zip(powers, ("one", "other"), strict=True)
    )
    both = one.join(other, on="rcid")
    opposed = both.filter(
        pl.col("one").is_in((YES, NO)) & pl.col("other").is_in((YES, NO)),
        pl.col("one") != pl.col("other"),
    )
    rest = cast.filter(~pl.col("ccode").is_in(powers)).join(opposed, on="rcid")
    counts = rest.group_by("ccode").agg(
        votes=pl.len(),
        with_one=(pl.col("vote") == pl.col("one")).sum(),
        with_other=(pl.col("vote") == pl.col("other")).sum(),
    )
    return counts.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items()).sort("ccode")

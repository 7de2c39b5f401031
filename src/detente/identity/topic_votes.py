"""Same votes by topic, of a relation and of all pairs of its form."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.estimators.pair_sums import placed
from detente.identity.topics import TOPICS
from detente.identity.voting import BY_TOPIC
from detente.store.catalog import Catalog

MOST_CODES = 1000
"""COW codes are below it."""
SCHEMA = pl.Schema({"unit": pl.UInt32, "topic": pl.String, "votes": pl.Int64, "same": pl.Int64})


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
    years = catalog.scan(BY_TOPIC).select("year").collect()["year"].to_numpy()
    return tuple(np.flatnonzero(np.bincount(years)).tolist())


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
    known = catalog.remember(_laid_out, window)
    unit, one, other = (
        dyads[name].to_numpy().astype(np.int64) for name in ("unit", "ccode1", "ccode2")
    )
    pair = known.number[one] * known.size + known.number[other]
    voted = (known.number[one] >= 0) & (known.number[other] >= 0)
    size = known.votes.shape[1]
    place = (unit[voted, None] * size + np.arange(size)).ravel()
    most = (int(unit.max(initial=-1)) + 1) * size
    votes, same = (
        np.bincount(place, weights=counts[pair[voted]].ravel(), minlength=most)
        for counts in (known.votes, known.same)
    )
    found = np.flatnonzero(votes)
    topic = pl.Series(known.topics, dtype=pl.Enum(known.topics)).gather(found % size)
    columns = (found // size, topic, votes[found], same[found])
    return pl.DataFrame(dict(zip(SCHEMA, columns, strict=True))).cast(SCHEMA)


@dataclass(frozen=True, slots=True, eq=False)
class _LaidOut:
    """Votes of a window by pair of states and topic.

    Attributes
    ----------
    topics : tuple of str
        The T topics, sorted.
    size : int
        States.
    number : ndarray of int
        Number of a state by its code; -1 where it cast no vote.
    votes, same : ndarray, shape (S * S, T)
        Counts of the pair of two numbers, the lower code first.
    """

    topics: tuple[str, ...]
    size: int
    number: NDArray[np.int64]
    votes: NDArray[np.float64]
    same: NDArray[np.float64]


def _laid_out(catalog: Catalog, window: int) -> _LaidOut:
    rows = catalog.remember(topic_rows, window)
    codes, place = placed(rows["ccode1"].to_numpy(), rows["ccode2"].to_numpy())
    topics = tuple(sorted(TOPICS))
    topic = rows["topic"].cast(pl.Enum(topics)).to_physical().to_numpy()
    number = np.full(MOST_CODES, -1, dtype=np.int64)
    number[codes] = np.arange(codes.size)
    cell, shape = place * len(topics) + topic, (codes.size**2, len(topics))
    votes, same = np.zeros((2, *shape))
    for counts, name in ((votes, "votes"), (same, "same")):
        # one row of the table for each pair and topic
        counts.ravel()[cell] = rows[name].to_numpy()
    return _LaidOut(topics, codes.size, number=number, votes=votes, same=same)


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

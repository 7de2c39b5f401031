"""Memberships in organisations turned into pairs: how many two states share, by kind."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.estimators.joint_counts import joint_counts

FULL, ASSOCIATE, OBSERVER = 1, 2, 3


def joint_memberships(
    memberships: pl.DataFrame, states: pl.DataFrame, years: range
) -> pl.DataFrame:
    """Count organisations in common, pair by pair and year by year.

    Parameters
    ----------
    memberships : polars.DataFrame
        ``ccode``, ``year``, ``igo``, ``membership`` (1 full, 2 associate, 3 observer; null where
        missing).
    states : polars.DataFrame
        ``ccode``, ``year`` of the state-years that are covered.
    years : range
        Years to count.

    Returns
    -------
    polars.DataFrame
        ``ccode1`` < ``ccode2``, ``year``, ``full`` (both are full members), ``associate`` and
        ``observer`` (both belong, one of them only as associate, as observer).
    """
    known = memberships.drop_nulls("membership")
    parts = []
    for year in years:
        codes = states.filter(pl.col("year") == year)["ccode"].sort().to_numpy()
        of_year = known.filter(pl.col("year") == year)
        if codes.size >= 2 and not of_year.is_empty():
            parts.append(_pairs(codes, of_year, year))
    return pl.concat(parts)


def _pairs(codes: NDArray[np.int64], memberships: pl.DataFrame, year: int) -> pl.DataFrame:
    """Count the organisations in common of each two states in one year."""
    rank = _ranks(codes, memberships)
    is_full = rank == FULL
    is_member = is_full | (rank == ASSOCIATE)
    both_full = joint_counts(is_full, is_full)
    both_members = joint_counts(is_member, is_member)
    both_present = joint_counts(rank > 0, rank > 0)
    first, second = np.triu_indices(codes.size, 1)
    return pl.DataFrame(
        {
            "ccode1": codes[first],
            "ccode2": codes[second],
            "year": np.full(first.size, year),
            "full": both_full[first, second],
            "associate": (both_members - both_full)[first, second],
            "observer": (both_present - both_members)[first, second],
        }
    )


def _ranks(codes: NDArray[np.int64], memberships: pl.DataFrame) -> NDArray[np.int8]:
    """Lay memberships out as an array, shape (states, organisations); 0 where there is none."""
    organisations = memberships["igo"].unique().sort().to_list()
    place = {name: column for column, name in enumerate(organisations)}
    rows = np.searchsorted(codes, memberships["ccode"].to_numpy())
    columns = [place[name] for name in memberships["igo"]]
    rank = np.zeros((codes.size, len(organisations)), dtype=np.int8)
    rank[rows, columns] = memberships["membership"]
    return rank

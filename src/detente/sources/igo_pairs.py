"""Memberships in organisations turned into pairs: how many two states share, by kind."""

from __future__ import annotations

import numpy as np
import polars as pl

from detente.estimators.joint_counts import joint_counts

FULL, ASSOCIATE, OBSERVER = 1, 2, 3


def joint_memberships(
    memberships: pl.DataFrame, states: pl.DataFrame, years: range
) -> pl.DataFrame:
    """Count organisations in common, pair by pair and year by year.

    Parameters
    ----------
    memberships : polars.DataFrame
        ``ccode``, ``year``, ``igo``, ``membership`` (1 full, 2 associate, 3 observer; null where missing).
    states : polars.DataFrame
        ``ccode``, ``year`` of the state-years that are covered.
    years : range
        Years to count.

    Returns
    -------
    polars.DataFrame
        ``ccode1`` < ``ccode2``, ``year``, ``full`` (both are full members), ``associate`` and ``observer`` (both
        belong, one of them only as associate, as observer).
    """
    parts = []
    for year in years:
        codes = states.filter(pl.col("year") == year)["ccode"].sort().to_numpy()
        here = memberships.filter((pl.col("year") == year) & pl.col("membership").is_not_null())
        if codes.size < 2 or here.is_empty():
            continue
        groups = here["igo"].unique().sort().to_list()
        place = {name: i for i, name in enumerate(groups)}
        rank = np.zeros((codes.size, len(groups)), dtype=np.int8)
        rank[np.searchsorted(codes, here["ccode"].to_numpy()), [place[g] for g in here["igo"]]] = (
            here["membership"]
        )
        full, associate, _observer = (rank == kind for kind in (FULL, ASSOCIATE, OBSERVER))
        belongs = full | associate
        upper = np.triu_indices(codes.size, 1)
        both = joint_counts(full, full)
        partly = joint_counts(belongs, belongs) - both
        watching = joint_counts(rank > 0, rank > 0) - joint_counts(belongs, belongs)
        parts.append(
            pl.DataFrame(
                {
                    "ccode1": codes[upper[0]],
                    "ccode2": codes[upper[1]],
                    "year": np.full(upper[0].size, year),
                    "full": both[upper],
                    "associate": partly[upper],
                    "observer": watching[upper],
                }
            )
        )
    return pl.concat(parts)

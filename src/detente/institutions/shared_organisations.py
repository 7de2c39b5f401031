"""Organisations that set two states apart: those of at most half of all states, by rarity."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.arrangements import memberships
from detente.estimators.joint_counts import joint_counts
from detente.estimators.rarity import rarity, shared_weights
from detente.grain import Grain
from detente.institutions.organisations import SINCE
from detente.store.starter import DerivedTable

FULL = 1
"""Full membership, as the source codes it."""
MOST = 0.5
"""Part of all states above which an organisation says nothing of two of its members."""


def shared_organisations(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Count and weigh the organisations that each two states share, year by year from 1946.

    An organisation counts in a year in which at most half of the states are full members. It weighs
    -log2 of the share of pairs that share it. What the hand-made arrangements weigh, of which the
    list has no row, is in ``own``.
    """
    full = tables["cow_igo"].filter((pl.col("membership") == FULL) & (pl.col("year") >= SINCE))
    states = tables["cow_igo_states"].filter(pl.col("year") >= SINCE)
    codes_of = {int(year): codes for (year,), codes in states.group_by("year")}
    parts = [
        _year(codes_of[int(year)]["ccode"].sort().to_numpy(), rows, int(year))
        for (year,), rows in full.group_by("year", maintain_order=True)
    ]
    counts = pl.col("ccode1", "ccode2", "year").cast(pl.Int16)
    return pl.concat(parts).with_columns(counts).sort("ccode1", "ccode2", "year")


def _year(codes: NDArray[np.int64], full: pl.DataFrame, year: int) -> pl.DataFrame:
    """Count and weigh the organisations of each two states in one year."""
    names = full["igo"].unique().sort()
    members = np.zeros((codes.size, len(names)), dtype=bool)
    rows = np.searchsorted(codes, full["ccode"].to_numpy())
    columns = names.search_sorted(full["igo"]).to_numpy()
    members[rows, columns] = True
    sizes = members.sum(axis=0)
    counted = (sizes >= 2) & (sizes <= MOST * codes.size)
    members = members[:, counted]
    weights = np.array([rarity(int(size), codes.size) for size in sizes[counted]])
    counts = joint_counts(members, members)
    bits = shared_weights(members, weights).round()
    own = _own(codes, year)
    first, second = np.triu_indices(codes.size, 1)
    keys = {
        "ccode1": codes[first],
        "ccode2": codes[second],
        "year": np.full(first.size, year),
    }
    measured = {
        "shared": counts[first, second].astype(np.int16),
        "bits": bits[first, second].astype(np.int16),
        "own": own[first, second].astype(np.float32),
    }
    return pl.DataFrame(keys | measured)


def _own(codes: NDArray[np.int64], year: int) -> NDArray[np.float64]:
    """Weigh the arrangements that each two states share and that the list does not count."""
    rows = memberships(year).filter(~pl.col("counted"), pl.col("ccode").is_in(codes))
    names = rows["arrangement"].unique().sort()
    columns = names.search_sorted(rows["arrangement"]).to_numpy()
    members = np.zeros((codes.size, len(names)), dtype=bool)
    members[np.searchsorted(codes, rows["ccode"].to_numpy()), columns] = True
    weights = np.zeros(len(names))
    weights[columns] = rows["bits"].to_numpy()
    return shared_weights(members, weights)


DERIVED_TABLES = (
    DerivedTable(
        id="shared_organisations",
        grain=Grain.DYAD_YEAR,
        needs=("cow_igo", "cow_igo_states"),
        make=shared_organisations,
        rule="organisations of at most half of the year's states of which both are full members; "
        "sum of -log2 of the share of pairs that share each; "
        "own: the same of arrangements of our own "
        "table, which the list does not count",
    ),
)

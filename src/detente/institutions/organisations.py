"""Organisations that two states share, by kind of membership."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from detente.grain import Grain
from detente.store.starter import DerivedTable

SINCE = 1946


def organisations(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Compute the table of the starter, from 1946."""
    from detente.sources.igo_pairs import joint_memberships

    last = int(tables["cow_igo"]["year"].cast(pl.Int64).to_numpy().max())
    years = range(SINCE, last + 1)
    frame = joint_memberships(tables["cow_igo"], tables["cow_igo_states"], years)
    return frame.with_columns(
        pl.col("ccode1", "ccode2", "year", "full").cast(pl.Int16),
        pl.col("associate", "observer").cast(pl.Int8),
    ).sort("ccode1", "ccode2", "year")


DERIVED_TABLES = (
    DerivedTable(
        id="organisations",
        grain=Grain.DYAD_YEAR,
        needs=("cow_igo", "cow_igo_states"),
        make=organisations,
        rule="organisations of which both are full members; in which one is only associate; only "
        "observer",
    ),
)

"""Membership in intergovernmental organisations: full, associate or observer, each state and year to 2014."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.sources.igo_pairs import joint_memberships


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give memberships as rows, which state-years the file covers, and what each two states share.

    The code -1 (no such organisation) and 0 (no member) leave no row; -9 (missing) leaves a null membership.
    """
    wide = pl.read_csv(paths["state_year_formatv3.csv.gz"], infer_schema_length=None).with_columns(
        pl.col("ccode", "year").cast(pl.Int64)
    )
    names = [c for c in wide.columns if c not in ("ccode", "year", "state")]
    long = (
        wide.unpivot(names, index=["ccode", "year"], variable_name="igo", value_name="membership")
        .filter(pl.col("membership").is_in([1, 2, 3, -9]))
        .with_columns(
            pl.when(pl.col("membership") == -9)
            .then(None)
            .otherwise(pl.col("membership"))
            .cast(pl.Int64)
            .alias("membership")
        )
    )
    states = wide.select("ccode", "year", pl.lit(True).alias("covered"))
    years = states["year"].unique().sort().to_list()
    pairs = joint_memberships(long, states, range(years[0], years[-1] + 1)).select(
        pl.col("ccode1", "ccode2", "year").cast(pl.Int64),
        pl.col("full", "associate", "observer").cast(pl.Int16),
    )
    return {"cow_igo": long, "cow_igo_states": states, "cow_igo_pairs": pairs}

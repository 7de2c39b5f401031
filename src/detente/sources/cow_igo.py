"""Membership in intergovernmental organisations: full, associate or observer, each state and year to 2014."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.sources.declaration import Source


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give memberships as rows, and beside them which state-years the file covers.

    The code -1 (no such organisation) and 0 (no member) leave no row; -9 (missing) leaves a null membership.
    """
    wide = pl.read_csv(paths["state_year_formatv3.csv.gz"], infer_schema_length=None).with_columns(
        pl.col("ccode", "year").cast(pl.Int64))
    names = [c for c in wide.columns if c not in ("ccode", "year", "state")]
    long = (
        wide.unpivot(names, index=["ccode", "year"], variable_name="igo", value_name="membership")
        .filter(pl.col("membership").is_in([1, 2, 3, -9]))
        .with_columns(pl.when(pl.col("membership") == -9).then(None).otherwise(pl.col("membership"))
                      .cast(pl.Int64).alias("membership"))
    )
    return {"cow_igo": long, "cow_igo_states": wide.select("ccode", "year", pl.lit(True).alias("covered"))}


SOURCE = Source("cow_igo", parse)

"""Arms transfers after SIPRI: trend-indicator values of what one state delivered to another."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

SERBIA = 345
"""COW code of Serbia, which the file leaves out."""


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Sum the deliveries of each directed pair of states and year; other parties are left out."""
    raw = pl.read_csv(paths["sipri-exports-processed.csv"], infer_schema_length=None)
    deliveries = raw.select(
        _code("supplier").alias("ccode1"),
        _code("recipient").alias("ccode2"),
        pl.col("year").cast(pl.Int64),
        pl.col("value").cast(pl.Float64).alias("arms_transfers"),
    )
    by_pair = deliveries.drop_nulls(["ccode1", "ccode2"]).group_by("ccode1", "ccode2", "year")
    return {"sipri_arms": by_pair.agg(pl.col("arms_transfers").sum())}


def _code(side: str) -> pl.Expr:
    """Read the COW code of a side."""
    return (
        pl.when(pl.col(side) == "Serbia")
        .then(pl.lit(SERBIA, dtype=pl.Int64))
        .otherwise(pl.col(f"{side}_cown").cast(pl.Int64, strict=False))
    )

"""Arms transfers after SIPRI: trend-indicator values of what one state delivered to another, 1950 to 2021."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

SERBIA = 345
"""COW code of Serbia, which the file leaves out."""


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Sum the deliveries of each directed pair and year; rows of unknown or non-state parties are left out."""
    raw = pl.read_csv(paths["sipri-exports-processed.csv"], infer_schema_length=None)
    both = raw.select(
        *(
            _code(side).alias(code)
            for side, code in (("supplier", "ccode1"), ("recipient", "ccode2"))
        ),
        pl.col("year").cast(pl.Int64),
        pl.col("value").cast(pl.Float64),
    ).drop_nulls(["ccode1", "ccode2"])
    return {
        "sipri_arms": both.group_by("ccode1", "ccode2", "year").agg(
            pl.col("value").sum().alias("arms_transfers")
        )
    }


def _code(side: str) -> pl.Expr:
    return (
        pl.when(pl.col(side) == "Serbia")
        .then(pl.lit(SERBIA, dtype=pl.Int64))
        .otherwise(pl.col(f"{side}_cown").cast(pl.Int64, strict=False))
    )

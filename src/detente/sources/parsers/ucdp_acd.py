"""Armed conflicts after UCDP/PRIO: each conflict and year, one row for every government on side A or B, 1946 to 2024."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

TYPES = {1: "extrasystemic", 2: "interstate", 3: "intrastate", 4: "II"}
ISSUES = {1: "territory", 2: "government", 3: "both"}


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Spread the lists of both sides over rows; types and issues by name (II: intrastate with foreign troops)."""
    raw = pl.read_csv(paths["UcdpPrioConflict_v25_1.csv"], infer_schema=False).with_row_index(
        "line"
    )
    sides = pl.concat(
        [
            raw.filter(pl.col(f"gwno_{side}").str.strip_chars() != "").with_columns(
                pl.col(f"gwno_{side}").str.split(",").alias("party"), pl.lit(side).alias("side")
            )
            for side in ("a", "b")
        ]
    )
    frame = (
        sides.sort("line", "side", maintain_order=True)
        .explode("party")
        .select(
            pl.col("conflict_id").cast(pl.Int32),
            pl.col("year").cast(pl.Int64),
            pl.col("party").str.strip_chars().cast(pl.Int64).alias("gwcode"),
            "side",
            pl.col("incompatibility").cast(pl.Int64).replace_strict(ISSUES, return_dtype=pl.String),
            pl.col("intensity_level").cast(pl.Int8),
            pl.col("type_of_conflict").cast(pl.Int64).replace_strict(TYPES, return_dtype=pl.String),
        )
    )
    return {"ucdp_acd": frame.with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))}

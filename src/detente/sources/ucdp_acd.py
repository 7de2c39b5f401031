"""Armed conflicts after UCDP/PRIO: each conflict and year, one row for every government on side A, 1946 to 2024."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.sources.declaration import Source

TYPES = {1: "extrasystemic", 2: "interstate", 3: "intrastate", 4: "II"}
ISSUES = {1: "territory", 2: "government", 3: "both"}


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Spread the lists of side A over rows; types and issues by name (II: intrastate with foreign troops)."""
    raw = pl.read_csv(paths["UcdpPrioConflict_v25_1.csv"], infer_schema=False)
    frame = raw.with_columns(pl.col("gwno_a").str.split(",")).explode("gwno_a").select(
        pl.col("conflict_id").cast(pl.Int32), pl.col("year").cast(pl.Int64),
        pl.col("gwno_a").str.strip_chars().cast(pl.Int64).alias("gwcode"),
        pl.col("incompatibility").cast(pl.Int64).replace_strict(ISSUES, return_dtype=pl.String),
        pl.col("intensity_level").cast(pl.Int8),
        pl.col("type_of_conflict").cast(pl.Int64).replace_strict(TYPES, return_dtype=pl.String))
    return {"ucdp_acd": frame.with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))}


SOURCE = Source("ucdp_acd", parse)

"""Armed conflicts after UCDP/PRIO: a row for every government in each conflict and year."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

TYPES = {1: "extrasystemic", 2: "interstate", 3: "intrastate", 4: "II"}
"""Types of conflict; II is intrastate with foreign troops."""
WHOLE: dict[str, type[pl.DataType]] = {
    "conflict_id": pl.Int32,
    "year": pl.Int64,
    "gwcode": pl.Int64,
    "intensity_level": pl.Int8,
}
ISSUES = {1: "territory", 2: "government", 3: "both"}


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Spread the lists of both sides over rows, and write types and issues by name."""
    raw = pl.read_csv(paths["UcdpPrioConflict_v25_1.csv"], infer_schema=False)
    conflicts = raw.with_row_index("line")
    sides = pl.concat([_side(conflicts, "a"), _side(conflicts, "b")])
    governments = sides.sort("line", "side", maintain_order=True).explode("gwcode")
    frame = governments.select(
        "conflict_id",
        "year",
        pl.col("gwcode").str.strip_chars(),
        "side",
        _named("incompatibility", ISSUES),
        "intensity_level",
        _named("type_of_conflict", TYPES),
    ).cast(pl.Schema(WHOLE))
    return {"ucdp_acd": frame.with_row_index("row").cast({"row": pl.Int64})}


def _side(conflicts: pl.DataFrame, side: str) -> pl.DataFrame:
    """Take the conflicts in which governments are on a side, and list these."""
    governments = pl.col(f"gwno_{side}")
    involved = conflicts.filter(governments.str.strip_chars() != "")
    listed = governments.str.split(",").alias("gwcode")
    return involved.with_columns(listed, pl.lit(side).alias("side"))


def _named(column: str, names: Mapping[int, str]) -> pl.Expr:
    """Write a code by its name."""
    return pl.col(column).cast(pl.Int64).replace_strict(names, return_dtype=pl.String)
